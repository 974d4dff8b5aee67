namespace Aso.Contracts.Enrollment.V1;

/// <summary>An employer (plan sponsor) was registered with its terms.</summary>
public sealed record EmployerRegistered
{
    public required Guid EmployerId { get; init; }

    public required string Name { get; init; }

    public required Arrangement Arrangement { get; init; }

    /// <summary>The start of one plan year; plan years repeat every twelve months.</summary>
    public required DateOnly PlanYearStart { get; init; }

    /// <summary>Null under <see cref="Arrangement.FullyInsured"/> only.</summary>
    public FundingTerms? Funding { get; init; }

    public Fees? Fees { get; init; }

    public TierCents? ExpectedMonthlyClaims { get; init; }

    public TierCents? FullyInsuredPremium { get; init; }
}

public enum Arrangement
{
    Unspecified = 0,
    Aso = 1,
    FullyInsured = 2,
}

public enum FundingMethod
{
    Unspecified = 0,
    Prefunded = 1,
    PayAsYouGo = 2,
    LevelFunded = 3,
}

/// <summary>How the employer's account is filled. Which of the others are set depends on <see cref="Method"/>.</summary>
public sealed record FundingTerms
{
    public required FundingMethod Method { get; init; }

    /// <summary>Prefunded: below this a request is made. Cents, zero or more.</summary>
    public long? MinimumBalanceCents { get; init; }

    /// <summary>Prefunded: what a request fills up to; at least the minimum. Cents.</summary>
    public long? TargetBalanceCents { get; init; }

    /// <summary>Pay as you go: the day at whose end a request is made.</summary>
    public DayOfWeek? RequestWeekday { get; init; }

    /// <summary>Level funded: monthly amount of an enrolled employee by tier.</summary>
    public TierCents? LevelRate { get; init; }
}

/// <summary>What the administrator charges. A null fee is not charged.</summary>
public sealed record Fees
{
    public long? PerEmployeePerMonthCents { get; init; }

    public long? PerClaimCents { get; init; }

    /// <summary>Of claim payments released in a month, in millionths of a percent (2.5 % = 2,500,000).</summary>
    public long? PercentOfPaidMillionths { get; init; }
}

/// <summary>Cents by tier; a tier that is not in use may be null.</summary>
public sealed record TierCents
{
    public long? Employee { get; init; }

    public long? EmployeeSpouse { get; init; }

    public long? EmployeeChildren { get; init; }

    public long? Family { get; init; }
}
