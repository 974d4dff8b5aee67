namespace Aso.Contracts.Enrollment.V1;

public enum BenefitLine
{
    Unspecified = 0,
    Medical = 1,
    Dental = 2,
    Std = 3,
    Ltd = 4,
}

/// <summary>An employer's plan was defined: one line of benefit, with all that prices a claim. Exactly one of the three terms is set.</summary>
public sealed record PlanDefined
{
    public required Guid EmployerId { get; init; }

    /// <summary>Unique at the employer.</summary>
    public required string PlanCode { get; init; }

    public required BenefitLine Line { get; init; }

    /// <summary>Medical and dental plans.</summary>
    public HealthPlanTerms? Health { get; init; }

    public ShortTermDisabilityTerms? ShortTermDisability { get; init; }

    public LongTermDisabilityTerms? LongTermDisability { get; init; }
}

public enum Coordination
{
    Unspecified = 0,
    Standard = 1,
    NonDuplication = 2,
}

/// <summary>What a medical or dental plan pays. Rates are millionths of a percent, amounts cents.</summary>
public sealed record HealthPlanTerms
{
    public required int TimelyFilingDays { get; init; }

    public required Coordination Coordination { get; init; }

    /// <summary>In-network fee of one unit by procedure code.</summary>
    public required IReadOnlyDictionary<string, long> FeeScheduleCents { get; init; }

    /// <summary>In network, of what is billed, where the fee schedule is silent.</summary>
    public required long OtherwisePercentOfBilledMillionths { get; init; }

    /// <summary>Out of network, of what is billed; null where nothing is covered out of network.</summary>
    public long? PercentOfBilledOutOfNetworkMillionths { get; init; }

    public Limits? DeductibleIn { get; init; }

    public Limits? DeductibleOut { get; init; }

    public Limits? OutOfPocketIn { get; init; }

    public Limits? OutOfPocketOut { get; init; }

    public long? AnnualMaximumCents { get; init; }

    /// <summary>In plan order: the first that matches a procedure wins.</summary>
    public required IReadOnlyList<ServiceTerms> Services { get; init; }
}

/// <summary>Embedded limits: either ends it. Cents.</summary>
public sealed record Limits
{
    public required long IndividualCents { get; init; }

    public required long FamilyCents { get; init; }
}

public sealed record ServiceTerms
{
    public required string Name { get; init; }

    /// <summary>A code, an inclusive range of codes of equal length (99202-99215), or *.</summary>
    public required IReadOnlyList<string> Procedures { get; init; }

    public CostSharing? In { get; init; }

    /// <summary>Null: not covered out of network.</summary>
    public CostSharing? Out { get; init; }

    public int? VisitLimit { get; init; }

    public bool PriorAuthorization { get; init; }

    public int? WaitingMonths { get; init; }

    public bool Covered { get; init; } = true;

    public bool CountsTowardAnnualMaximum { get; init; } = true;

    public long? LifetimeMaximumCents { get; init; }
}

public sealed record CostSharing
{
    public required long CopayCents { get; init; }

    /// <summary>The member's percent, in millionths of a percent.</summary>
    public required long CoinsuranceMillionths { get; init; }

    /// <summary>Whether the deductible applies.</summary>
    public required bool Deductible { get; init; }
}

public sealed record ShortTermDisabilityTerms
{
    public required long PercentMillionths { get; init; }

    /// <summary>Weekly.</summary>
    public required long MinimumCents { get; init; }

    /// <summary>Weekly.</summary>
    public required long MaximumCents { get; init; }

    public required int EliminationDaysAccident { get; init; }

    public required int EliminationDaysSickness { get; init; }

    public required int MaxWeeks { get; init; }
}

public sealed record LongTermDisabilityTerms
{
    public required long PercentMillionths { get; init; }

    /// <summary>Monthly.</summary>
    public required long MinimumCents { get; init; }

    /// <summary>Monthly.</summary>
    public required long MaximumCents { get; init; }

    public required int EliminationDays { get; init; }
}
