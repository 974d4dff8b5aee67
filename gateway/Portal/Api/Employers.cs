namespace Aso.Portal.Api;

/// <summary>A plan sponsor, as far as the portal shows it.</summary>
public sealed record Employer
{
    public required Guid EmployerId { get; init; }

    public required string Name { get; init; }

    /// <summary><c>aso</c> or <c>fully-insured</c>.</summary>
    public required string Arrangement { get; init; }

    public required DateOnly PlanYearStart { get; init; }

    /// <summary><c>draft</c> or <c>open</c>.</summary>
    public string State { get; init; } = "open";

    /// <summary>Under full insurance the insurer carries claims and stop-loss, and there is no employer's money to watch.</summary>
    public bool IsFullyInsured => Arrangement.StartsWith("fully", StringComparison.OrdinalIgnoreCase);
}
