using Aso.Primitives;

namespace Aso.Enrollment.Domain;

/// <summary>What a member is to the employer. Numbers are stored: append, never renumber.</summary>
public enum Relationship
{
    /// <summary>The subscriber.</summary>
    Employee = 1,
    Spouse = 2,
    Child = 3,
}

/// <summary>One span of a member's coverage by one plan.</summary>
/// <param name="Tier">Named exactly on an employee's medical and dental spans.</param>
public sealed record Coverage(string PlanCode, BenefitLine Line, Tier? Tier, DateSpan Dates);

/// <summary>A person with coverage: an employee, or a dependant of one.</summary>
/// <param name="MemberId">The employer's id of the member.</param>
/// <param name="SubscriberId">The member itself for an employee; the subscriber and its dependants are the family.</param>
/// <param name="WeeklyEarnings">Set where the member has disability coverage.</param>
/// <param name="OtherCoveragePrimary">Another payer pays before this plan.</param>
/// <param name="Coverages">Two spans of one line do not overlap.</param>
public sealed record Member(
    string MemberId,
    Relationship Relationship,
    string SubscriberId,
    DateOnly BirthDate,
    Money? WeeklyEarnings,
    bool OtherCoveragePrimary,
    IReadOnlyList<Coverage> Coverages)
{
    public bool IsEmployee => Relationship == Relationship.Employee;

    /// <summary>True where nothing differs, each span included.</summary>
    public bool IsSameAs(Member other)
    {
        ArgumentNullException.ThrowIfNull(other);
        // A list has no value equality of its own.
        return Coverages.SequenceEqual(other.Coverages) && other with { Coverages = Coverages } == this;
    }
}

/// <summary>A plan that members can be covered by.</summary>
public sealed record OfferedPlan(string Code, BenefitLine Line);

/// <summary>What the rules of coverage need of an employer: its plans, and its tables by tier.</summary>
public sealed record Offer(IReadOnlyList<OfferedPlan> Plans, IReadOnlyList<(string Field, TierAmounts Amounts)> TierTables)
{
    public static Offer Of(Employer employer, IReadOnlyList<OfferedPlan> plans)
    {
        ArgumentNullException.ThrowIfNull(employer);
        return new(plans, [.. employer.TierTables]);
    }

    public bool HasMedicalPlan => Plans.Any(plan => plan.Line == BenefitLine.Medical);

    public OfferedPlan? Find(string? code) => Plans.FirstOrDefault(plan => plan.Code == code);
}
