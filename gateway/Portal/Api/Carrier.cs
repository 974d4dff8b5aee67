using Aso.Primitives;

namespace Aso.Portal.Api;

/// <summary>GET /v1/carrier/summary.</summary>
public sealed record CarrierSummary
{
    public required string Name { get; init; }

    /// <summary>With a policy of the carrier.</summary>
    public int Employers { get; init; }

    public required CarrierSums Sums { get; init; }
}

/// <summary>What a carrier was asked for, decided and paid, for one employer or for all.</summary>
public sealed record CarrierSums
{
    public int Requests { get; init; }

    public Money Asked { get; init; }

    public int UndecidedRequests { get; init; }

    public Money Undecided { get; init; }

    public Money Accepted { get; init; }

    public Money Denied { get; init; }

    public Money Remitted { get; init; }

    /// <summary>Accepted and not yet remitted.</summary>
    public Money Owed { get; init; }
}

/// <summary>GET /v1/carrier/accounts: one employer's.</summary>
public sealed record CarrierAccount
{
    public Guid EmployerId { get; init; }

    public required string EmployerName { get; init; }

    public DateOnly? BusinessDate { get; init; }

    public required CarrierSums Sums { get; init; }
}

/// <summary>A request for reimbursement.</summary>
public sealed record CarrierRequest
{
    public Guid RequestId { get; init; }

    public Guid EmployerId { get; init; }

    public required string EmployerName { get; init; }

    public DateOnly PeriodStart { get; init; }

    /// <summary>Included.</summary>
    public DateOnly PeriodEnd { get; init; }

    /// <summary>As <c>12/15</c>: months incurred / months paid.</summary>
    public string Basis { get; init; } = "";

    /// <summary>Null on the request under the aggregate terms.</summary>
    public string? MemberId { get; init; }

    public DateOnly On { get; init; }

    public int DaysOpen { get; init; }

    public Money Amount { get; init; }

    /// <summary>Null while undecided.</summary>
    public Money? Accepted { get; init; }

    /// <summary>Null while undecided.</summary>
    public Money? Denied { get; init; }

    public string? Reason { get; init; }

    public DateOnly? DecidedOn { get; init; }

    public SpecificGrounds? Specific { get; init; }

    public AggregateGrounds? Aggregate { get; init; }

    /// <summary>The member's id, or what stands in its place.</summary>
    public string About => MemberId is null ? "The group" : $"Member {MemberId}";
}

/// <summary>What a member's request was computed from.</summary>
public sealed record SpecificGrounds(Money Eligible, Money Deductible, Money Excess, Money Recoverable, Money Reimbursable, Money AskedBefore);

/// <summary>What the aggregate's request was computed from.</summary>
public sealed record AggregateGrounds(Money Eligible, Money Attachment, Money MinimumAttachment, Money Maximum);

/// <summary>A member who nears the deductible or passed it, or whose diagnosis the policy names.</summary>
public sealed record CarrierNotice
{
    public required string EmployerName { get; init; }

    public required string MemberId { get; init; }

    /// <summary><c>half</c>, <c>exceeded</c> or <c>diagnosis</c>.</summary>
    public required string Kind { get; init; }

    public DateOnly On { get; init; }

    public Money Eligible { get; init; }

    public Money? Deductible { get; init; }

    public string? Trigger { get; init; }
}

/// <summary>What a carrier paid.</summary>
public sealed record CarrierRemittance(string EmployerName, string Reference, Money Amount, DateOnly ReceivedOn);

/// <summary>What came of a remittance.</summary>
public sealed record RemittanceTaken(string Reference, Money Amount, DateOnly ReceivedOn, Money StillOwed);
