namespace Aso.Enrollment.Domain;

/// <summary>A member as submitted. Dates YYYY-MM-DD, amounts dollars as strings.</summary>
public sealed record MemberDraft
{
    /// <summary>Unique at the employer; 1 to 50 printable ASCII characters.</summary>
    public string? MemberId { get; init; }

    /// <summary>employee, spouse or child.</summary>
    public string? Relationship { get; init; }

    /// <summary>A dependant's employee; an employee is its own and may leave it out.</summary>
    public string? SubscriberId { get; init; }

    public string? BirthDate { get; init; }

    /// <summary>Required with disability coverage.</summary>
    public string? WeeklyEarnings { get; init; }

    /// <summary>True where another payer pays before this plan.</summary>
    public bool? OtherCoveragePrimary { get; init; }

    /// <summary>May be empty. Two spans of one line may not overlap.</summary>
    public IReadOnlyList<CoverageDraft?>? Coverages { get; init; }
}

/// <summary>A span of coverage as submitted; both dates included, open without to.</summary>
public sealed record CoverageDraft
{
    /// <summary>The code of a plan of the employer.</summary>
    public string? Plan { get; init; }

    /// <summary>employee, employeeSpouse, employeeChildren or family: on an employee's medical and dental spans only.</summary>
    public string? Tier { get; init; }

    public string? From { get; init; }

    public string? To { get; init; }
}
