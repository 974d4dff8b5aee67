namespace Aso.Contracts.Claims.V1;

/// <summary>An adjudicated claim was voided or replaced: what was paid or queued for it is reversed. A replacement's own decision follows as <see cref="ClaimAdjudicated"/>.</summary>
public sealed record ClaimReversed
{
    public required Guid EmployerId { get; init; }

    /// <summary>The claim that is reversed.</summary>
    public required Guid ClaimId { get; init; }

    public required DateOnly ReversedOn { get; init; }

    /// <summary>True where a replacement took its place.</summary>
    public required bool Replaced { get; init; }
}
