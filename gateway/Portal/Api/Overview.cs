using Aso.Primitives;

namespace Aso.Portal.Api;

/// <summary>What all four services say of an employer; what has not been heard yet is null.</summary>
public sealed record EmployerAtAGlance(EnrollmentOverview Employer)
{
    public ClaimsOverview? Claims { get; init; }

    public FundingOverview? Funding { get; init; }

    public StopLossOverview? StopLoss { get; init; }

    /// <summary>How urgently somebody should look, the highest first: what is overdue, then bank trouble, money that is missing, decisions that are awaited.</summary>
    public int Urgency =>
        (Claims is { Overdue: > 0 } ? 32 : 0)
        + (Funding is { BankOverdraft.IsPositive: true } ? 16 : 0)
        + (Funding is { Requested: not null } ? 8 : 0)
        + (Funding is { ApprovedUnpaid.IsPositive: true } ? 4 : 0)
        + (Claims is { Waiting: > 0 } ? 2 : 0)
        + (StopLoss is { UndecidedRequests: > 0 } ? 1 : 0);
}

/// <summary>GET /v1/overview/enrollment.</summary>
public sealed record EnrollmentOverview
{
    public Guid EmployerId { get; init; }

    public required string Name { get; init; }

    public string Arrangement { get; init; } = "";

    public DateOnly? BusinessDate { get; init; }

    public int Members { get; init; }
}

/// <summary>GET /v1/overview/claims.</summary>
public sealed record ClaimsOverview
{
    public Guid EmployerId { get; init; }

    public int ClaimsThisMonth { get; init; }

    public int InReview { get; init; }

    public int Appeals { get; init; }

    public int Overdue { get; init; }

    /// <summary>Reviews and appeals that wait for a person.</summary>
    public int Waiting => InReview + Appeals;
}

/// <summary>GET /v1/overview/funding.</summary>
public sealed record FundingOverview
{
    public Guid EmployerId { get; init; }

    public Money PaidThisMonth { get; init; }

    public Money Cash { get; init; }

    public Money ApprovedUnpaid { get; init; }

    public Money StopLossReceivable { get; init; }

    public Money BankOverdraft { get; init; }

    public Money? Requested { get; init; }

    public DateOnly? RequestedOn { get; init; }
}

/// <summary>GET /v1/overview/stop-loss.</summary>
public sealed record StopLossOverview
{
    public Guid EmployerId { get; init; }

    public int UndecidedRequests { get; init; }

    public Money Undecided { get; init; }

    public DateOnly? UndecidedSince { get; init; }
}
