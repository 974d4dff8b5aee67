using Aso.Primitives;
using R4 = Hl7.Fhir.Model;

namespace Aso.Claims.Fhir;

/// <summary>Amounts of FHIR, taken only where they are exact: dollars of at most two decimals, not negative.</summary>
internal static class FhirAmounts
{
    public const string Remedy = "Give dollars from 0.00 to 10000000000.00 with at most two decimals; the currency is USD.";

    /// <summary>Null where the amount is missing or cannot be taken as it is.</summary>
    public static Money? Read(R4.Money? amount) =>
        amount is { Value: { } value, Currency: null or R4.Money.Currencies.USD }
        && value >= 0 && value <= Money.Largest.Cents / 100 && value * 100 == decimal.Truncate(value * 100)
            ? new Money((long)(value * 100))
            : null;
}
