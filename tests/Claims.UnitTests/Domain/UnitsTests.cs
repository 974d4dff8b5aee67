using Aso.Claims.Domain;

namespace Aso.Claims.UnitTests.Domain;

public sealed class UnitsTests
{
    [Theory]
    [InlineData("1", "1")]
    [InlineData("1.50", "1.5")]
    [InlineData("0.001", "0.001")]
    [InlineData("1.234", "1.234")]
    [InlineData("0.05", "0.05")]
    [InlineData("010.700", "10.7")]
    [InlineData("999999", "999999")]
    public void Units_are_read_and_written_without_trailing_zeros(string text, string written)
    {
        Assert.True(Units.TryParse(text, out var units));
        Assert.Equal(written, units.ToString());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("0.000")]
    [InlineData("-1")]
    [InlineData("1.0001")]
    [InlineData("1.")]
    [InlineData(".5")]
    [InlineData("1.5.")]
    [InlineData("1.:")]
    [InlineData("1./")]
    [InlineData("1e3")]
    [InlineData("1000000")]
    [InlineData("")]
    public void Anything_else_is_no_count_of_units(string text) => Assert.False(Units.TryParse(text, out _));
}
