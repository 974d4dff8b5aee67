namespace Aso.Contracts.StopLoss.V1;

/// <summary>The carrier accepted a reimbursement request, whole or in part.</summary>
public sealed record ReimbursementAccepted
{
    public required Guid EmployerId { get; init; }

    public required Guid RequestId { get; init; }

    /// <summary>More than zero, at most what was asked for.</summary>
    public required long AcceptedCents { get; init; }

    public required DateOnly AcceptedOn { get; init; }
}
