using System.Globalization;
using Aso.Primitives;

namespace Aso.Portal.Shared;

/// <summary>Amounts, dates and shares as people read them.</summary>
internal static class Words
{
    /// <summary><c>$1,234.50</c>; <c>−$1,234.50</c> where negative.</summary>
    public static string Dollars(Money amount) =>
        string.Create(CultureInfo.InvariantCulture, $"{Sign(amount)}${Math.Abs(amount.Cents) / 100:N0}.{Math.Abs(amount.Cents) % 100:00}");

    /// <summary><c>$1,235</c>: to the dollar, half away from zero, where cents would only distract.</summary>
    public static string WholeDollars(Money amount) =>
        string.Create(CultureInfo.InvariantCulture, $"{Sign(amount)}${(Math.Abs(amount.Cents) + 50) / 100:N0}");

    /// <summary><c>Mar 3, 2026</c>.</summary>
    public static string Date(DateOnly date) => date.ToString("MMM d, yyyy", CultureInfo.InvariantCulture);

    /// <summary><c>Mar 3, 2026</c>; of several days <c>Mar 3 – 9, 2026</c>, and in full where more than the day differs.</summary>
    public static string Dates((DateOnly From, DateOnly To) dates) => dates switch
    {
        var (from, to) when from == to => Date(from),
        var (from, to) when (from.Year, from.Month) == (to.Year, to.Month) =>
            string.Create(CultureInfo.InvariantCulture, $"{from:MMM d} – {to:%d}, {to:yyyy}"),
        var (from, to) => $"{Date(from)} – {Date(to)}",
    };

    /// <summary><c>Mar 2026</c> of <c>2026-03</c>; what is no month stays as it is.</summary>
    public static string Month(string month) =>
        DateOnly.TryParseExact($"{month}-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first)
            ? first.ToString("MMM yyyy", CultureInfo.InvariantCulture)
            : month;

    /// <summary><paramref name="part"/> of <paramref name="whole"/> in whole percent, rounded down; null of a whole that is not positive.</summary>
    public static long? Percent(Money part, Money whole) =>
        whole.IsPositive ? (long)((Int128)part.Cents * 100 / whole.Cents) : null;

    public static string Count(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary><c>1 day</c>, <c>2 days</c>: of what has a regular plural.</summary>
    public static string Count(int number, string what) => $"{Count(number)} {what}{(number == 1 ? "" : "s")}";

    /// <summary>Reads an amount as people type it: <c>1,234.5</c>, <c>$1234.50</c>. Never below zero.</summary>
    public static bool TryReadDollars(string? text, out Money amount)
    {
        amount = Money.Zero;
        var digits = (text ?? "").Replace(",", "", StringComparison.Ordinal).Trim();
        return !digits.StartsWith('-') && Money.TryParse(digits.StartsWith('$') ? digits[1..].TrimStart() : digits, out amount);
    }

    private static string Sign(Money amount) => amount.Cents < 0 ? "−" : "";
}
