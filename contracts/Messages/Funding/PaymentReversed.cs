namespace Aso.Contracts.Funding.V1;

/// <summary>A payment that had been released was reversed: its claim was voided or replaced. A payment reversed before its release is not reported.</summary>
public sealed record PaymentReversed
{
    public required Guid EmployerId { get; init; }

    public required Guid ClaimId { get; init; }

    public required DateOnly ReversedOn { get; init; }
}
