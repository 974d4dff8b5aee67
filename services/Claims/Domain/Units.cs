using System.Globalization;
using Aso.Primitives;

namespace Aso.Claims.Domain;

/// <summary>How often a service was done: more than zero, at most three decimals (X12 allows fractions, as of an hour).</summary>
/// <param name="Thousandths">1 unit is 1,000.</param>
public readonly record struct Units(long Thousandths)
{
    public static readonly Units One = Of(1);

    /// <summary>The largest count that a line may name.</summary>
    public static readonly Units Largest = Of(999_999);

    public static Units Of(int whole) => new(whole * 1_000L);

    /// <summary>round(fee × units).</summary>
    public Money Times(Money fee) =>
        Thousandths % 1_000 == 0 ? fee * (Thousandths / 1_000) : fee.TimesRounded(Thousandths, 1_000);

    /// <summary>Reads <c>2</c> or <c>1.5</c>; no sign, blanks or exponent.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Units units)
    {
        units = default;
        var point = text.IndexOf('.');
        var whole = point < 0 ? text : text[..point];
        var fraction = point < 0 ? [] : text[(point + 1)..];
        if (whole.Length is 0 or > 6 || (point >= 0 && fraction.Length is 0 or > 3)
            || whole.ContainsAnyExceptInRange('0', '9') || fraction.ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        var thousandths = long.Parse(whole, NumberStyles.None, CultureInfo.InvariantCulture) * 1_000;
        var unit = 100;
        foreach (var digit in fraction)
        {
            thousandths += (digit - '0') * unit;
            unit /= 10;
        }

        units = new(thousandths);
        return thousandths > 0;
    }

    /// <summary>Without trailing zeros: <c>2</c>, <c>1.5</c>.</summary>
    public override string ToString()
    {
        var whole = (Thousandths / 1_000).ToString(CultureInfo.InvariantCulture);
        var fraction = (Thousandths % 1_000).ToString("000", CultureInfo.InvariantCulture).TrimEnd('0');
        return fraction.Length == 0 ? whole : $"{whole}.{fraction}";
    }
}
