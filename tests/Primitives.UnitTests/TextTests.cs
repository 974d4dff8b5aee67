using Aso.Primitives;

namespace Aso.Primitives.UnitTests;

public sealed class TextTests
{
    [Theory]
    [InlineData("oneref", "ONEREF", true)]
    [InlineData("oneref", " oneref ", true)]
    [InlineData("oneref", "\uFF2FNEREF", true)]            // a wide O
    [InlineData("\uFB01ne", "fine", true)]                // the ligature fi
    [InlineData("oneref", "one ref", false)]
    [InlineData("oneref", "one-ref", false)]
    [InlineData("", "a", false)]
    public void Texts_are_alike_but_for_blanks_around_them_case_and_compatible_signs(string one, string other, bool areAlike)
    {
        Assert.Equal(areAlike, Likeness.AreAlike(one, other));
        Assert.Equal(areAlike, Likeness.AreAlike(other, one));
    }

    [Theory]
    [InlineData("C-1", true)]
    [InlineData("C..1", true)]
    [InlineData("C 1?#;&=+", true)]
    [InlineData("C/1", false)]
    [InlineData("C\\1", false)]
    [InlineData("C%2F1", false)]
    [InlineData("50%", false)]
    [InlineData(".", false)]
    [InlineData("..", false)]
    public void An_id_stands_in_an_address_where_it_comes_out_as_it_went_in(string id, bool isSafe) => Assert.Equal(isSafe, AddressPart.IsSafe(id));
}
