using System.Text;

namespace Aso.X12.UnitTests;

public sealed class ElementTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("180.00", 18_000)]
    [InlineData("180", 18_000)]
    [InlineData("180.5", 18_050)]
    [InlineData(".5", 50)]
    [InlineData("-12.34", -1_234)]
    [InlineData("00012.30", 1_230)]
    [InlineData("9999999999999.99", 999_999_999_999_999)]
    public void An_amount_is_read_to_the_cent(string text, long cents)
    {
        Assert.True(Element(text).TryGetCents(out var read));
        Assert.Equal(cents, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("5.")]
    [InlineData("+5.00")]
    [InlineData("1.005")]
    [InlineData("1.00 ")]
    [InlineData("1,000.00")]
    [InlineData("1e3")]
    [InlineData("--1")]
    [InlineData("1.2.3")]
    [InlineData("$5")]
    [InlineData("10000000000000.00")]
    [InlineData("١٢")]
    public void What_is_not_an_amount_of_dollars_and_cents_is_refused_rather_than_rounded(string text) =>
        Assert.False(Element(text).TryGetCents(out _));

    [Theory]
    [InlineData("20240229", true)]
    [InlineData("20260229", false)]
    [InlineData("20261301", false)]
    [InlineData("20260100", false)]
    [InlineData("00010101", false)]
    [InlineData("260101", false)]
    [InlineData("2026-1-1", false)]
    public void A_date_must_exist_in_the_calendar(string text, bool exists) =>
        Assert.Equal(exists, Element(text).TryGetDate(out _));

    [Fact]
    public void A_period_runs_forwards_and_may_be_a_single_day()
    {
        Assert.True(Element("20260203-20260204").TryGetPeriod(out var from, out var through));
        Assert.Equal((new DateOnly(2026, 2, 3), new DateOnly(2026, 2, 4)), (from, through));
        Assert.True(Element("20260203-20260203").TryGetPeriod(out _, out _));
        Assert.False(Element("20260204-20260203").TryGetPeriod(out _, out _));
        Assert.False(Element("20260204").TryGetPeriod(out _, out _));
    }

    [Theory]
    [InlineData("1", 1_000, "1")]
    [InlineData("1.5", 1_500, "1.5")]
    [InlineData("7.00", 7_000, "7")]
    [InlineData("0.125", 125, "0.125")]
    public void Units_are_exact_to_a_thousandth(string text, long thousandths, string written)
    {
        Assert.True(Element(text).TryGetQuantity(out var quantity));
        Assert.Equal(thousandths, quantity.Thousandths);
        Assert.Equal(written, quantity.ToString());
    }

    [Fact]
    public void A_composite_gives_its_components_and_a_simple_element_is_its_own_first()
    {
        var composite = Element("HC:99213::25^HC:1");

        Assert.Equal("HC", composite.Component(1).ToString());
        Assert.Equal("99213", composite.Component(2).ToString());
        Assert.True(composite.Component(3).IsEmpty);
        Assert.Equal("25", composite.Component(4).ToString());
        Assert.True(composite.Component(5).IsEmpty);
        Assert.Equal("1", composite.Repetition(2).Component(2).ToString());
        Assert.True(composite.Repetition(3).IsEmpty);
        Assert.Equal("E1", Element("E1").Component(1).ToString());
    }

    [Fact]
    public void Text_is_UTF8_and_where_it_is_not_Latin1()
    {
        Assert.Equal("JOSÉ", Element("JOSÉ").ToString());
        Assert.Equal("JOSÉ", new Element([(byte)'J', (byte)'O', (byte)'S', 0xC9], Delimiters.Usual).ToString());
    }

    private static Element Element(string text) => new(Encoding.UTF8.GetBytes(text), Delimiters.Usual);
}
