using Aso.Primitives;

namespace Aso.Enrollment.Domain;

/// <summary>How a plan pays beside another payer. Numbers are stored: append, never renumber.</summary>
public enum Coordination
{
    Standard = 1,
    NonDuplication = 2,
}

/// <summary>One line of benefit of an employer, with all that prices a claim.</summary>
/// <param name="Code">Unique at the employer.</param>
public sealed record Plan(string Code, BenefitLine Line, PlanTerms Terms);

/// <summary>What a plan pays: exactly one of the nested terms, by its line.</summary>
public abstract record PlanTerms
{
    private PlanTerms()
    {
    }

    /// <summary>Medical and dental.</summary>
    /// <param name="TimelyFilingDays">A line received more days than this after its service date is denied.</param>
    /// <param name="FeeSchedule">In-network fee of one unit by procedure code.</param>
    /// <param name="OtherwisePercentOfBilled">In network, where the fee schedule is silent.</param>
    /// <param name="PercentOfBilledOutOfNetwork">Null where no service is covered out of network.</param>
    /// <param name="Services">In plan order: the first that matches a procedure wins.</param>
    public sealed record Health(
        int TimelyFilingDays,
        Coordination Coordination,
        IReadOnlyDictionary<string, Money> FeeSchedule,
        Rate OtherwisePercentOfBilled,
        Rate? PercentOfBilledOutOfNetwork,
        Sides Deductible,
        Sides OutOfPocket,
        Money? AnnualMaximum,
        IReadOnlyList<Service> Services) : PlanTerms;

    /// <summary>Short-term disability; amounts are weekly.</summary>
    public sealed record ShortTermDisability(
        Rate Percent, Money Minimum, Money Maximum, int EliminationDaysAccident, int EliminationDaysSickness, int MaxWeeks) : PlanTerms;

    /// <summary>Long-term disability; amounts are monthly.</summary>
    public sealed record LongTermDisability(Rate Percent, Money Minimum, Money Maximum, int EliminationDays) : PlanTerms;
}

/// <summary>A limit of the member and one of its family: either ends it. The family's is at least the individual's.</summary>
public sealed record Limits(Money Individual, Money Family);

/// <summary>Limits by network side; null where none applies.</summary>
public sealed record Sides(Limits? In, Limits? Out)
{
    public static readonly Sides None = new(null, null);
}

/// <summary>Procedures that a plan treats alike.</summary>
/// <param name="Procedures">Codes, inclusive ranges of codes of one length (<c>99202-99215</c>), or <c>*</c>.</param>
/// <param name="In">Null only where the service is not covered.</param>
/// <param name="Out">Null: not covered out of network.</param>
/// <param name="VisitLimit">Distinct service dates in a plan year.</param>
public sealed record Service(
    string Name,
    IReadOnlyList<string> Procedures,
    CostSharing? In,
    CostSharing? Out,
    int? VisitLimit,
    bool PriorAuthorization,
    int? WaitingMonths,
    bool Covered,
    bool CountsTowardAnnualMaximum,
    Money? LifetimeMaximum);

/// <summary>The member's share on one network side.</summary>
/// <param name="Copay">Once per claim, service and service date.</param>
/// <param name="Coinsurance">The member's percent.</param>
/// <param name="Deductible">Whether the deductible applies.</param>
public sealed record CostSharing(Money Copay, Rate Coinsurance, bool Deductible);
