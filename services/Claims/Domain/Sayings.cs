using System.Globalization;
using Aso.Primitives;

namespace Aso.Claims.Domain;

/// <summary>Amounts, dates and counts as sentences say them, for American readers.</summary>
public static class Sayings
{
    /// <summary><c>$30,500.00</c>; <c>-$5.00</c> where negative.</summary>
    public static string Dollars(Money amount)
    {
        var (dollars, cents) = Math.DivRem(amount.Cents < 0 ? unchecked(0UL - (ulong)amount.Cents) : (ulong)amount.Cents, 100UL);
        return string.Create(CultureInfo.InvariantCulture, $"{(amount.Cents < 0 ? "-" : "")}${dollars:N0}.{cents:00}");
    }

    /// <summary><c>March 3, 2026</c>.</summary>
    public static string Date(DateOnly date) => date.ToString("MMMM d, yyyy", CultureInfo.InvariantCulture);

    /// <summary><c>1 visit</c>, <c>20 visits</c>.</summary>
    /// <param name="one">The thing, of which several take an s.</param>
    public static string Counted(long number, string one) =>
        string.Create(CultureInfo.InvariantCulture, $"{number:N0} {one}{(number == 1 ? "" : "s")}");
}
