using Aso.Primitives;

namespace Aso.Funding.Domain;

/// <summary>How the employer's account is filled: exactly one of the nested cases.</summary>
public abstract record FundingMethod
{
    private FundingMethod()
    {
    }

    /// <summary>Asked for whenever the account is below the minimum or a payment waits.</summary>
    /// <param name="MinimumBalance">Zero or more.</param>
    /// <param name="TargetBalance">At least the minimum.</param>
    public sealed record Prefunded(Money MinimumBalance, Money TargetBalance) : FundingMethod;

    /// <summary>Asked for at the end of one weekday: what the queue needs beyond cash.</summary>
    public sealed record PayAsYouGo(DayOfWeek RequestWeekday) : FundingMethod;

    /// <summary>Asked for on each 1st: the rate of every enrolled employee.</summary>
    public sealed record LevelFunded(TierAmounts LevelRate) : FundingMethod;
}

/// <summary>What the administrator charges; a fee of zero is not charged.</summary>
/// <param name="PerEmployeePerMonth">For each employee enrolled on the 1st.</param>
/// <param name="PerClaim">For each original claim, approved or denied.</param>
/// <param name="PercentOfPaid">Of the claim payments released in the month before.</param>
public sealed record FeeTerms(Money PerEmployeePerMonth, Money PerClaim, Rate PercentOfPaid)
{
    public static readonly FeeTerms None = new(Money.Zero, Money.Zero, Rate.Zero);
}

/// <summary>A stop-loss policy, as far as its premium goes.</summary>
/// <param name="MonthlyPremium">Specific and aggregate together, by tier.</param>
public sealed record PremiumTerms(Guid PolicyId, DateSpan Period, TierAmounts MonthlyPremium);

/// <summary>The terms under which a book is kept.</summary>
/// <param name="Method">Null under full insurance: the insurer's money pays.</param>
public sealed record BookTerms(FundingMethod? Method, FeeTerms Fees)
{
    public bool IsFullyInsured => Method is null;
}
