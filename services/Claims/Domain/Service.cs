using Aso.Primitives;

namespace Aso.Claims.Domain;

/// <summary>Whether a claim's provider is in the employer's network. Numbers are stored.</summary>
public enum NetworkSide : byte
{
    In = 1,
    Out = 2,
}

/// <summary>What a plan says about one kind of service.</summary>
public sealed record Service
{
    /// <summary>Unique in its plan.</summary>
    public required string Name { get; init; }

    /// <summary>Each a code, an inclusive range of codes of equal length (<c>99202-99215</c>), or <c>*</c>.</summary>
    public required IReadOnlyList<string> Procedures { get; init; }

    /// <summary>Null only where the service is not covered.</summary>
    public CostSharing? In { get; init; }

    /// <summary>Null where nothing is covered out of network.</summary>
    public CostSharing? Out { get; init; }

    public bool Covered { get; init; } = true;

    /// <summary>Dates of service a plan year, both network sides together.</summary>
    public int? VisitLimit { get; init; }

    public bool PriorAuthorization { get; init; }

    /// <summary>Months from the start of the coverage span before the service is covered.</summary>
    public int? WaitingMonths { get; init; }

    public bool CountsTowardAnnualMaximum { get; init; } = true;

    /// <summary>What the plan pays a member for this service, ever.</summary>
    public Money? LifetimeMaximum { get; init; }

    public CostSharing? Terms(NetworkSide side) => side == NetworkSide.In ? In : Out;
}

/// <summary>The member's share of a service on one network side.</summary>
/// <param name="Copay">Once per claim and date of service.</param>
/// <param name="Coinsurance">The member's percent of what copay and deductible leave.</param>
/// <param name="Deductible">Whether the deductible applies.</param>
public sealed record CostSharing(Money Copay, Rate Coinsurance, bool Deductible);
