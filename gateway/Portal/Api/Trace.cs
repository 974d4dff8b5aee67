namespace Aso.Portal.Api;

/// <summary>GET …/claims/{claimNumber}/trace: the rules as they were applied, in order.</summary>
public sealed record ClaimTrace
{
    public IReadOnlyList<TraceStep> Steps { get; init; } = [];
}

/// <summary>One rule as it was applied.</summary>
public sealed record TraceStep
{
    /// <summary>The claim line's number from 1; 0 for the claim as a whole.</summary>
    public int Line { get; init; }

    public string Rule { get; init; } = "";

    /// <summary>The step as a sentence.</summary>
    public string Text { get; init; } = "";
}
