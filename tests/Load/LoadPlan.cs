namespace Aso.Load;

/// <summary>What a run submits.</summary>
/// <param name="Connections">Claims under way at the same time, at most.</param>
/// <param name="Rate">Claims per second; null: as fast as they are answered.</param>
/// <param name="Employees">Families that the claims are spread over.</param>
/// <param name="Lines">Service lines of each claim, 1 to 3.</param>
/// <param name="Parts">The ports of those parts of the platform whose use of the machine is measured.</param>
/// <param name="ByFile">Whether they come as 837 files, one after the other; <paramref name="Connections"/> and <paramref name="Rate"/> are then of no effect.</param>
/// <param name="StopLossDatabase">Its connection string, to read when each payment was committed; null: that is not measured.</param>
internal sealed record LoadPlan(int Claims, int Connections, int? Rate, int Employees, int Lines, IReadOnlyList<KeyValuePair<string, int>> Parts, bool ByFile = false, string? StopLossDatabase = null)
{
    /// <summary>Claims of an employer of their own that are submitted beforehand and not measured; 0: what is measured includes that the platform's programs are compiled while they run.</summary>
    public int WarmUp { get; init; }

    /// <summary>What is submitted beforehand: as fast as it is answered.</summary>
    public LoadPlan Beforehand => this with { Claims = WarmUp, Rate = null };
}
