using Aso.Primitives;

namespace Aso.Funding.Domain;

/// <summary>What the plan costs the employer in one calendar month or several, on the paid basis.</summary>
/// <param name="Month">The 1st of the month; of several, the last one's.</param>
/// <param name="ClaimsPaid">Payments released, before recoupment, less released payments reversed in the month; may be negative.</param>
/// <param name="Fees">Charged.</param>
/// <param name="Premium">Stop-loss premium charged.</param>
/// <param name="Recoveries">Accepted by the carrier.</param>
/// <param name="ExpectedClaims">Σ over the employees enrolled on the 1st of the tier's expected claims, as known when asked.</param>
/// <param name="FullyInsuredPremium">Likewise of the premium that the employer would pay, or pays, under full insurance.</param>
/// <param name="EnrolledEmployees">On the 1st of <paramref name="Month"/>, as known when asked.</param>
public sealed record Costs(
    DateOnly Month, Money ClaimsPaid, Money Fees, Money Premium, Money Recoveries,
    Money ExpectedClaims, Money FullyInsuredPremium, int EnrolledEmployees)
{
    /// <summary>True where the insurer carries the claims: the cost is its premium, and surplus and deficit are the insurer's.</summary>
    public bool IsFullyInsured { get; init; }

    public Money NetCost => IsFullyInsured ? FullyInsuredPremium : ClaimsPaid + Fees + Premium - Recoveries;

    public Money Savings => FullyInsuredPremium - NetCost;

    public Money BudgetVariance => ExpectedClaims - (ClaimsPaid - Recoveries);

    public static Costs Of(MonthTotals totals, EnrolledCounts enrolled, CostTerms terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return new(
            totals.Month, totals.Released - totals.Reversed, totals.Fees, totals.Premium, totals.Recoveries,
            enrolled.Sum(terms.ExpectedMonthlyClaims), enrolled.Sum(terms.FullyInsuredPremium), enrolled.Total)
        {
            IsFullyInsured = terms.IsFullyInsured,
        };
    }

    /// <summary>The sum of months, in order; at least one.</summary>
    public static Costs Sum(IReadOnlyList<Costs> months)
    {
        ArgumentNullException.ThrowIfNull(months);
        var last = months[^1];
        return last with
        {
            ClaimsPaid = months.Sum(month => month.ClaimsPaid),
            Fees = months.Sum(month => month.Fees),
            Premium = months.Sum(month => month.Premium),
            Recoveries = months.Sum(month => month.Recoveries),
            ExpectedClaims = months.Sum(month => month.ExpectedClaims),
            FullyInsuredPremium = months.Sum(month => month.FullyInsuredPremium),
        };
    }
}

/// <summary>What costs are compared with.</summary>
/// <param name="ExpectedMonthlyClaims">By tier; null where none are expected.</param>
/// <param name="FullyInsuredPremium">Monthly, by tier; null where there is none to compare with.</param>
public sealed record CostTerms(bool IsFullyInsured, TierAmounts? ExpectedMonthlyClaims, TierAmounts? FullyInsuredPremium);
