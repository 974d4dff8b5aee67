using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Unicode;

namespace Aso.Primitives;

/// <summary>An exact amount of US dollars, held as whole cents.</summary>
/// <remarks>
/// May be negative (a balance, a difference). Arithmetic is checked: it throws <see cref="OverflowException"/>,
/// it never wraps and never rounds; the one place that rounds says so in its name.
/// </remarks>
public readonly record struct Money(long Cents) : IComparable<Money>, IUtf8SpanFormattable
{
    public static readonly Money Zero;

    /// <summary>The largest amount that one line, claim or transfer may name: 10 billion dollars.</summary>
    public static readonly Money Largest = new(1_000_000_000_000);

    public bool IsZero => Cents == 0;

    public bool IsPositive => Cents > 0;

    public static Money operator +(Money left, Money right) => new(checked(left.Cents + right.Cents));

    public static Money operator -(Money left, Money right) => new(checked(left.Cents - right.Cents));

    public static Money operator -(Money amount) => new(checked(-amount.Cents));

    public static Money operator *(Money amount, long count) => new(checked(amount.Cents * count));

    public static bool operator <(Money left, Money right) => left.Cents < right.Cents;

    public static bool operator >(Money left, Money right) => left.Cents > right.Cents;

    public static bool operator <=(Money left, Money right) => left.Cents <= right.Cents;

    public static bool operator >=(Money left, Money right) => left.Cents >= right.Cents;

    public static Money Min(Money left, Money right) => left.Cents <= right.Cents ? left : right;

    public static Money Max(Money left, Money right) => left.Cents >= right.Cents ? left : right;

    /// <summary>This amount, or zero where it is negative.</summary>
    public Money OrZero() => Cents > 0 ? this : Zero;

    /// <summary>This amount times <paramref name="rate"/>, to the cent, half away from zero.</summary>
    public Money TimesRounded(Rate rate)
    {
        // Nearly every amount fits 64 bits here; the wide path is for the others.
        var wide = (Int128)Cents * rate.Millionths;
        if (wide >= long.MinValue / 2 && wide <= long.MaxValue / 2)
        {
            var narrow = (long)wide;
            var narrowHalf = narrow < 0 ? -(Rate.Whole / 2) : Rate.Whole / 2;
            return new((narrow + narrowHalf) / Rate.Whole);
        }

        var half = wide < 0 ? -(Int128)(Rate.Whole / 2) : Rate.Whole / 2;
        return new(checked((long)((wide + half) / Rate.Whole)));
    }

    /// <summary>This amount × <paramref name="numerator"/> ÷ <paramref name="denominator"/>, to the cent, half away from zero.</summary>
    /// <param name="denominator">Greater than zero.</param>
    public Money TimesRounded(long numerator, long denominator)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(denominator, 1);
        var product = (Int128)Cents * numerator * 2;
        var adjusted = product < 0 ? product - denominator : product + denominator;
        return new(checked((long)(adjusted / ((Int128)denominator * 2))));
    }

    public int CompareTo(Money other) => Cents.CompareTo(other.Cents);

    /// <summary>Reads <c>1234.50</c>: an optional minus, digits, and at most two decimals. No sign +, blanks, separators or exponent.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Money amount)
    {
        amount = Zero;
        var negative = text.Length > 0 && text[0] == '-';
        var digits = negative ? text[1..] : text;
        var point = digits.IndexOf('.');
        var whole = point < 0 ? digits : digits[..point];
        var fraction = point < 0 ? [] : digits[(point + 1)..];
        if (whole.Length is 0 or > 16 || (point >= 0 && fraction.Length is 0 or > 2)
            || whole.ContainsAnyExceptInRange('0', '9') || fraction.ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        var cents = long.Parse(whole, NumberStyles.None, CultureInfo.InvariantCulture) * 100;
        if (fraction.Length > 0)
        {
            cents += (fraction[0] - '0') * 10 + (fraction.Length == 2 ? fraction[1] - '0' : 0);
        }

        amount = new(negative ? -cents : cents);
        return true;
    }

    /// <summary>As the other, of a text that may not be there: how an amount is read from an address.</summary>
    public static bool TryParse(string? text, out Money amount) => TryParse(text.AsSpan(), out amount);

    /// <summary>As <see cref="TryParse(string, out Money)"/>; throws <see cref="FormatException"/> on anything else.</summary>
    public static Money Parse(string text) =>
        TryParse(text, out var amount) ? amount : throw new FormatException("Not an amount of dollars with at most two decimals.");

    /// <summary><c>1234.50</c>, with a minus where negative: what <see cref="TryParse(string, out Money)"/> reads.</summary>
    public override string ToString()
    {
        var (dollars, cents) = Parts;
        return string.Create(CultureInfo.InvariantCulture, $"{Sign}{dollars}.{(char)('0' + cents / 10)}{(char)('0' + cents % 10)}");
    }

    /// <summary>As <see cref="ToString()"/>, in UTF-8: 21 bytes at most.</summary>
    /// <param name="format">There is one alone.</param>
    /// <param name="provider">Not asked: dollars are written in one way.</param>
    public bool TryFormat(Span<byte> utf8Destination, out int bytesWritten, ReadOnlySpan<char> format = default, IFormatProvider? provider = null)
    {
        var (dollars, cents) = Parts;
        return Utf8.TryWrite(utf8Destination, CultureInfo.InvariantCulture, $"{Sign}{dollars}.{(char)('0' + cents / 10)}{(char)('0' + cents % 10)}", out bytesWritten);
    }

    private string Sign => Cents < 0 ? "-" : "";

    // The lowest number has no positive counterpart of its type.
    private (ulong Dollars, ulong Cents) Parts => Math.DivRem(Cents < 0 ? unchecked(0UL - (ulong)Cents) : (ulong)Cents, 100UL);
}

/// <summary>Sums of money over a sequence.</summary>
public static class MoneySums
{
    public static Money Sum(this IEnumerable<Money> amounts)
    {
        ArgumentNullException.ThrowIfNull(amounts);
        var total = Money.Zero;
        foreach (var amount in amounts)
        {
            total += amount;
        }

        return total;
    }

    public static Money Sum<T>(this IEnumerable<T> items, [DisallowNull] Func<T, Money> amount) => items.Select(amount).Sum();
}
