using System.Globalization;

namespace Aso.Primitives;

/// <summary>A share of an amount, exact. Unit: hundred-millionths (100,000,000 = 100 %), so a percentage of six decimals fits.</summary>
/// <param name="Millionths">Millionths of a percent: 20 % is 20,000,000.</param>
public readonly record struct Rate(long Millionths)
{
    /// <summary>What 100 % is in <see cref="Millionths"/> of a percent.</summary>
    public const long Whole = 100_000_000;

    public static readonly Rate Zero;

    public static readonly Rate OneHundredPercent = new(Whole);

    /// <summary>Reads a percentage such as <c>62.5</c>: zero or more, at most 1,000, at most six decimals.</summary>
    public static bool TryParsePercent(ReadOnlySpan<char> text, out Rate rate)
    {
        rate = Zero;
        var point = text.IndexOf('.');
        var whole = point < 0 ? text : text[..point];
        var fraction = point < 0 ? [] : text[(point + 1)..];
        if (whole.Length is 0 or > 4 || (point >= 0 && fraction.Length is 0 or > 6)
            || whole.ContainsAnyExceptInRange('0', '9') || fraction.ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        var millionths = long.Parse(whole, NumberStyles.None, CultureInfo.InvariantCulture) * 1_000_000;
        var unit = 100_000;
        foreach (var digit in fraction)
        {
            millionths += (digit - '0') * unit;
            unit /= 10;
        }

        rate = new(millionths);
        return millionths <= 1_000_000_000;
    }

    /// <summary>As <see cref="TryParsePercent"/>; throws <see cref="FormatException"/> on anything else.</summary>
    public static Rate ParsePercent(string text) =>
        TryParsePercent(text, out var rate) ? rate : throw new FormatException("Not a percentage with at most six decimals.");

    /// <summary>The percentage without trailing zeros: <c>20</c>, <c>62.5</c>.</summary>
    public override string ToString()
    {
        var whole = Millionths / 1_000_000;
        var fraction = (Millionths % 1_000_000).ToString("000000", CultureInfo.InvariantCulture).TrimEnd('0');
        return fraction.Length == 0
            ? whole.ToString(CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{whole}.{fraction}");
    }
}
