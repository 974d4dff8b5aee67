using Aso.Primitives;

namespace Aso.Portal.Api;

/// <summary>GET …/stop-loss: the policy, who nears it, and the aggregate.</summary>
public sealed record StopLoss
{
    public StopLossPolicy? Policy { get; init; }

    public IReadOnlyList<StopLossMember> Members { get; init; } = [];

    public AggregatePosition? Aggregate { get; init; }
}

public sealed record StopLossPolicy
{
    public DateOnly? PeriodStart { get; init; }

    /// <summary>As <c>12/15</c>: months incurred / months paid.</summary>
    public string Basis { get; init; } = "";
}

/// <summary>One member's claims against the attachment point. The pages show it without the person.</summary>
public sealed record StopLossMember
{
    /// <summary>The attachment point: the member's laser, else the policy's specific deductible.</summary>
    public Money Deductible { get; init; }

    public Money Eligible { get; init; }

    public Money Excess { get; init; }

    public Money Reimbursable { get; init; }

    public bool IsAboveHalf => Deductible.IsPositive && Eligible * 2 >= Deductible;
}

/// <summary>The group's claims against the aggregate attachment point.</summary>
public sealed record AggregatePosition
{
    public Money AttachmentToDate { get; init; }

    public Money Eligible { get; init; }

    /// <summary>Of the whole policy period, from the enrollment as it is.</summary>
    public Money? ProjectedAttachment { get; init; }

    public Money? ProjectedEligible { get; init; }
}
