namespace Aso.Load.Floor;

/// <summary>The stages, in the order in which a claim passes them.</summary>
internal static class StageNames
{
    public const string Claims = "claims";
    public const string Ledger = "ledger";
    public const string StopLoss = "stop-loss";

    public static readonly IReadOnlyList<string> All = [Claims, Ledger, StopLoss];
}
