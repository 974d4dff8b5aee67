using Aso.Primitives;

namespace Aso.Portal.Api;

/// <summary>GET …/stop-loss: the policy, who nears it, what was asked of the carrier, and the aggregate.</summary>
public sealed record StopLoss
{
    /// <summary>Null before the employer's plan is open.</summary>
    public DateOnly? BusinessDate { get; init; }

    public StopLossPolicy? Policy { get; init; }

    public IReadOnlyList<StopLossMember> Members { get; init; } = [];

    /// <summary>In the order in which they were made.</summary>
    public IReadOnlyList<StopLossRequest> Requests { get; init; } = [];

    public AggregatePosition? Aggregate { get; init; }

    public Money Asked => Requests.Sum(request => request.Amount);

    public Money Accepted => Requests.Sum(request => request.Accepted ?? Money.Zero);

    /// <summary>What the carrier has not decided yet, the oldest first.</summary>
    public IEnumerable<StopLossRequest> Undecided => Requests.Where(request => request.IsUndecided);

    public Money UndecidedAmount => Undecided.Sum(request => request.Amount);

    /// <summary>Of what the carrier has decided, what it did not accept.</summary>
    public Money Declined => Asked - Accepted - UndecidedAmount;

    /// <summary>Whole days of the policy period that are over; null where either date is unknown.</summary>
    public int? DaysOver => BusinessDate is { } today && Policy?.PeriodStart is { } start ? Math.Max(0, today.DayNumber - start.DayNumber) : null;
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

    /// <summary>What is above the attachment point.</summary>
    public Money Excess { get; init; }

    /// <summary>Of the excess, what the policy pays.</summary>
    public Money Reimbursable { get; init; }

    public bool IsAboveHalf => Deductible.IsPositive && Eligible * 2 >= Deductible;
}

/// <summary>Money asked of the stop-loss carrier. The pages show no person with it.</summary>
public sealed record StopLossRequest
{
    public DateOnly On { get; init; }

    public Money Amount { get; init; }

    /// <summary>Null while the carrier has not decided; zero where it declined.</summary>
    public Money? Accepted { get; init; }

    public bool IsUndecided => Accepted is null;
}

/// <summary>The group's claims against the aggregate attachment point.</summary>
public sealed record AggregatePosition
{
    public Money AttachmentToDate { get; init; }

    public Money Eligible { get; init; }

    /// <summary>Of the whole policy period, from the enrollment as it is.</summary>
    public Money? ProjectedAttachment { get; init; }

    /// <summary>In proportion to the days that are over.</summary>
    public Money? ProjectedEligible { get; init; }
}
