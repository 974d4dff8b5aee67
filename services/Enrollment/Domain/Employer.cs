using Aso.Primitives;

namespace Aso.Enrollment.Domain;

/// <summary>Who carries the claims. Numbers are stored: append, never renumber.</summary>
public enum Arrangement
{
    /// <summary>Administrative services only: the employer carries its own plan.</summary>
    Aso = 1,

    /// <summary>An insurer carries the plan for a premium.</summary>
    FullyInsured = 2,
}

public enum FundingMethod
{
    Prefunded = 1,
    PayAsYouGo = 2,
    LevelFunded = 3,
}

/// <summary>How the employer's account is filled: exactly one of the nested terms.</summary>
public abstract record FundingTerms
{
    private FundingTerms()
    {
    }

    /// <param name="MinimumBalance">Below it a request is made.</param>
    /// <param name="TargetBalance">What a request fills up to; at least the minimum.</param>
    public sealed record Prefunded(Money MinimumBalance, Money TargetBalance) : FundingTerms;

    /// <param name="RequestWeekday">At the end of this day a request is made.</param>
    public sealed record PayAsYouGo(DayOfWeek RequestWeekday) : FundingTerms;

    /// <param name="LevelRate">Monthly, of an enrolled employee.</param>
    public sealed record LevelFunded(TierAmounts LevelRate) : FundingTerms;
}

/// <summary>What the administrator charges; a null fee is not charged.</summary>
public sealed record Fees(Money? PerEmployeePerMonth, Money? PerClaim, Rate? PercentOfPaid);

/// <summary>A plan sponsor and the terms on which its plan is administered.</summary>
/// <param name="TaxId">Employer identification number, <c>12-3456789</c>.</param>
/// <param name="PlanYearStart">The start of one plan year; they repeat every twelve months.</param>
/// <param name="Funding">Null exactly where fully insured.</param>
/// <param name="ExpectedMonthlyClaims">Of an enrolled employee.</param>
/// <param name="FullyInsuredPremium">Monthly premium of an enrolled employee that the employer pays or would pay.</param>
public sealed record Employer(
    string Name,
    string TaxId,
    Arrangement Arrangement,
    DateOnly PlanYearStart,
    FundingTerms? Funding,
    Fees? Fees,
    TierAmounts? ExpectedMonthlyClaims,
    TierAmounts? FullyInsuredPremium)
{
    /// <summary>The employer's own tables by tier, by the name of their field: each must name every tier in use.</summary>
    public IEnumerable<(string Field, TierAmounts Amounts)> TierTables
    {
        get
        {
            if (Funding is FundingTerms.LevelFunded level)
            {
                yield return ("funding.levelRate", level.LevelRate);
            }

            if (ExpectedMonthlyClaims is not null)
            {
                yield return ("expectedMonthlyClaims", ExpectedMonthlyClaims);
            }

            if (FullyInsuredPremium is not null)
            {
                yield return ("fullyInsuredPremium", FullyInsuredPremium);
            }
        }
    }
}
