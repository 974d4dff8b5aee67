using System.Globalization;
using System.Text;
using Aso.Primitives;
using CsCheck;

namespace Aso.Primitives.UnitTests;

public sealed class MoneyTests
{
    [Theory]
    [InlineData("0.00", 0)]
    [InlineData("110", 11_000)]
    [InlineData("110.5", 11_050)]
    [InlineData("-3.07", -307)]
    public void An_amount_is_read_to_the_cent(string text, long cents) => Assert.Equal(cents, Money.Parse(text).Cents);

    [Theory]
    [InlineData("")]
    [InlineData("1.005")]
    [InlineData("1.")]
    [InlineData(".5")]
    [InlineData("+1")]
    [InlineData(" 1")]
    [InlineData("1e3")]
    [InlineData("1,000.00")]
    [InlineData("99999999999999999999")]
    public void Anything_else_is_no_amount(string text) => Assert.False(Money.TryParse(text, out _));

    [Fact]
    public void An_amount_is_written_as_its_decimal_number_in_text_and_in_bytes() =>
        Gen.OneOf(Gen.Long, Gen.Long[-200, 200], Gen.Const(long.MinValue), Gen.Const(long.MaxValue)).Sample(cents =>
        {
            var written = (cents / 100m).ToString("0.00", CultureInfo.InvariantCulture);
            Span<byte> bytes = stackalloc byte[21];
            Assert.True(new Money(cents).TryFormat(bytes, out var length));
            Assert.Equal(written, Encoding.ASCII.GetString(bytes[..length]));
            Assert.Equal(written, new Money(cents).ToString());
        });

    [Fact]
    public void What_is_written_is_read_back() =>
        Gen.Long[-1_000_000_000_000, 1_000_000_000_000].Sample(cents => Money.Parse(new Money(cents).ToString()) == new Money(cents));

    [Theory]
    [InlineData(1, "50", 1)]      // half a cent: away from zero
    [InlineData(-1, "50", -1)]
    [InlineData(33, "1.5", 0)]    // 0.495 of a cent
    [InlineData(10_001, "20", 2_000)]
    [InlineData(999_999_999_999_999, "100", 999_999_999_999_999)]
    public void A_share_is_rounded_half_away_from_zero(long cents, string percent, long share) =>
        Assert.Equal(share, new Money(cents).TimesRounded(Rate.ParsePercent(percent)).Cents);

    [Fact]
    public void A_share_agrees_with_decimal_arithmetic() =>
        Gen.Select(Gen.Long[-1_000_000_000_000, 1_000_000_000_000], Gen.Long[0, 1_000_000_000]).Sample((cents, millionths) =>
            new Money(cents).TimesRounded(new Rate(millionths)).Cents
            == (long)Math.Round((decimal)cents * millionths / Rate.Whole, MidpointRounding.AwayFromZero));

    [Fact]
    public void A_fraction_agrees_with_decimal_arithmetic() =>
        Gen.Select(Gen.Long[0, 1_000_000_000], Gen.Long[0, 400], Gen.Long[1, 40]).Sample((cents, numerator, denominator) =>
            new Money(cents).TimesRounded(numerator, denominator).Cents
            == (long)Math.Round((decimal)cents * numerator / denominator, MidpointRounding.AwayFromZero));

    [Fact]
    public void An_overflow_is_an_error_never_another_amount() =>
        Assert.Throws<OverflowException>(() => new Money(long.MaxValue) + new Money(1));
}
