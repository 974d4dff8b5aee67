using Aso.Contracts.Enrollment.V1;

namespace Aso.Contracts.Claims.V1;

/// <summary>A claim was decided. Approved or denied; what the plan pays is <see cref="PaidCents"/>.</summary>
public sealed record ClaimAdjudicated
{
    public required Guid EmployerId { get; init; }

    /// <summary>The platform's id of the claim.</summary>
    public required Guid ClaimId { get; init; }

    /// <summary>The submitter's id of the claim, unique at the employer.</summary>
    public required string ClaimNumber { get; init; }

    public required string MemberId { get; init; }

    public required BenefitLine Line { get; init; }

    /// <summary>1 original, 7 replacement. A void is no decision: see <see cref="ClaimReversed"/>.</summary>
    public required int Frequency { get; init; }

    public required bool Approved { get; init; }

    /// <summary>The provider's NPI; null where the employee is paid (disability).</summary>
    public string? ProviderNpi { get; init; }

    public required IReadOnlyList<string> Diagnoses { get; init; }

    /// <summary>The business date on which it was decided.</summary>
    public required DateOnly AdjudicatedOn { get; init; }

    /// <summary>Σ of the lines. Zero or more.</summary>
    public required long PaidCents { get; init; }

    /// <summary>What is paid by service date (disability: one entry with the first day of disability); lines paying nothing left out.</summary>
    public required IReadOnlyList<PaidLine> Lines { get; init; }
}

public sealed record PaidLine
{
    public required DateOnly ServiceDate { get; init; }

    /// <summary>More than zero.</summary>
    public required long PaidCents { get; init; }
}
