namespace Aso.Contracts.StopLoss.V1;

/// <summary>The carrier paid on what it had accepted.</summary>
public sealed record RemittanceReceived
{
    public required Guid EmployerId { get; init; }

    /// <summary>The carrier's reference; unique among the remittances to the employer.</summary>
    public required string Reference { get; init; }

    /// <summary>More than zero, at most what was accepted and not yet paid.</summary>
    public required long AmountCents { get; init; }

    public required DateOnly ReceivedOn { get; init; }
}
