namespace Aso.Contracts.Enrollment.V1;

public enum Relationship
{
    Unspecified = 0,
    Employee = 1,
    Spouse = 2,
    Child = 3,
}

/// <summary>A member as it stands now: the spans replace all that were known before. May reach back in time.</summary>
public sealed record MemberCoverageChanged
{
    public required Guid EmployerId { get; init; }

    /// <summary>The employer's id of the member; unique at the employer.</summary>
    public required string MemberId { get; init; }

    public required Relationship Relationship { get; init; }

    /// <summary>The member itself for an employee; the subscriber and its dependants are the family.</summary>
    public required string SubscriberId { get; init; }

    public required DateOnly BirthDate { get; init; }

    /// <summary>Set where the member has disability coverage.</summary>
    public long? WeeklyEarningsCents { get; init; }

    public required bool OtherCoveragePrimary { get; init; }

    public required IReadOnlyList<CoverageSpan> Coverages { get; init; }
}

/// <summary>Both ends included; open without <see cref="To"/>.</summary>
public sealed record CoverageSpan
{
    public required string PlanCode { get; init; }

    public required BenefitLine Line { get; init; }

    /// <summary>employee, employeeSpouse, employeeChildren, family as 1 to 4; null on a dependant's span and where none was named.</summary>
    public int? Tier { get; init; }

    public required DateOnly From { get; init; }

    public DateOnly? To { get; init; }
}
