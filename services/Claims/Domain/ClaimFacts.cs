using Aso.Claims.Domain.Review;
using Aso.Primitives;

namespace Aso.Claims.Domain;

/// <summary>All that a decision depends on. The same facts give the same decision, to the cent, for ever.</summary>
/// <remarks>
/// Of a replacement, the facts are those after its original was reversed: the original's lines, visits and
/// accumulations are no longer among them.
/// </remarks>
public sealed record ClaimFacts
{
    public required Claim Claim { get; init; }

    /// <summary>The business date of receipt, from which timely filing is counted; a claim in review is decided later.</summary>
    public required DateOnly ReceivedOn { get; init; }

    public required PlanYear PlanYear { get; init; }

    /// <summary>Null where the employer knows no such member.</summary>
    public Member? Member { get; init; }

    /// <summary>Whether the provider's NPI is on the employer's network list.</summary>
    public bool ProviderInNetwork { get; init; }

    /// <summary>Lines of the member in other live claims that were not denied, at least all those on this claim's dates of service.</summary>
    public EarlierLine[] EarlierLines { get; init; } = [];

    /// <summary>The member's visits in other live claims, each once, at least those of services with a limit in this claim's plan years.</summary>
    public Visit[] Visits { get; init; } = [];

    /// <summary>What was used before this claim; an absent plan year has nothing used.</summary>
    public UsageFact[] Usage { get; init; } = [];

    /// <summary>What the member has used of lifetime maxima; an absent service has nothing used.</summary>
    public LifetimeFact[] LifetimeUsage { get; init; } = [];

    /// <summary>What a reviewer ruled; null where the claim was decided by the plan alone.</summary>
    public Ruling? Ruling { get; init; }
}

/// <summary>A member as far as claims depend on it.</summary>
public sealed record Member
{
    public required DateOnly BirthDate { get; init; }

    /// <summary>Known of employees with disability coverage.</summary>
    public Money? WeeklyEarnings { get; init; }

    /// <summary>Another payer comes first.</summary>
    public bool OtherCoveragePrimary { get; init; }

    /// <summary>As known at receipt. Spans of one line do not overlap.</summary>
    public required Coverage[] Coverages { get; init; }
}

/// <summary>A span of coverage under one plan.</summary>
public sealed record Coverage(Plan Plan, DateSpan Dates);

/// <summary>A line that was not denied, of another claim that is neither voided nor replaced.</summary>
public readonly record struct EarlierLine(DateOnly ServiceDate, string ProviderNpi, string Procedure, string Modifiers, Money Billed, string? Areas = null);

/// <summary>A date on which a service was used.</summary>
public readonly record struct Visit(string PlanCode, string Service, DateOnly Date);

/// <summary>What was used of a plan in a plan year. The family's is the sum of its members', this one included.</summary>
public readonly record struct UsageFact(string PlanCode, DateOnly PlanYearStart, PlanYearUsage Member, PlanYearUsage Family);

/// <summary>What the member has been paid for a service with a lifetime maximum.</summary>
public readonly record struct LifetimeFact(string PlanCode, string Service, Money Used);
