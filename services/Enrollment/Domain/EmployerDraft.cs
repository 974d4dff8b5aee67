namespace Aso.Enrollment.Domain;

/// <summary>An employer as submitted. Amounts are dollars and percentages are percents, both as strings; dates YYYY-MM-DD.</summary>
public record EmployerDraft
{
    /// <summary>Chosen by the caller; left out, one is made. The same id with the same terms again answers as before.</summary>
    public Guid? EmployerId { get; init; }

    /// <summary>1 to 200 characters.</summary>
    public string? Name { get; init; }

    /// <summary>Employer identification number, as 12-3456789.</summary>
    public string? TaxId { get; init; }

    /// <summary>aso or fully-insured.</summary>
    public string? Arrangement { get; init; }

    /// <summary>The start of one plan year; they repeat every twelve months.</summary>
    public string? PlanYearStart { get; init; }

    /// <summary>Required under aso, refused under fully-insured.</summary>
    public FundingDraft? Funding { get; init; }

    /// <summary>Refused under fully-insured.</summary>
    public FeesDraft? Fees { get; init; }

    /// <summary>Expected claims of an enrolled employee in a month, by tier.</summary>
    public TierAmountsDraft? ExpectedMonthlyClaims { get; init; }

    /// <summary>The monthly premium by tier that the employer pays or would pay when fully insured.</summary>
    public TierAmountsDraft? FullyInsuredPremium { get; init; }
}

/// <summary>Funding terms as submitted.</summary>
public sealed record FundingDraft
{
    /// <summary>prefunded, payAsYouGo or levelFunded.</summary>
    public string? Method { get; init; }

    /// <summary>prefunded: below this balance a request is made.</summary>
    public string? MinimumBalance { get; init; }

    /// <summary>prefunded: what a request fills up to; at least minimumBalance.</summary>
    public string? TargetBalance { get; init; }

    /// <summary>payAsYouGo: the weekday at whose end a request is made, as friday.</summary>
    public string? RequestWeekday { get; init; }

    /// <summary>levelFunded: monthly amount of an enrolled employee by tier.</summary>
    public TierAmountsDraft? LevelRate { get; init; }
}

/// <summary>Fees as submitted; a fee that is left out is not charged.</summary>
public sealed record FeesDraft
{
    public string? PerEmployeePerMonth { get; init; }

    /// <summary>Of each original claim.</summary>
    public string? PerClaim { get; init; }

    /// <summary>Of claim payments released in a month, in percent.</summary>
    public string? PercentOfPaid { get; init; }
}

/// <summary>Dollars by tier as submitted; a tier that is not in use may be left out.</summary>
public sealed record TierAmountsDraft
{
    public string? Employee { get; init; }

    public string? EmployeeSpouse { get; init; }

    public string? EmployeeChildren { get; init; }

    public string? Family { get; init; }
}
