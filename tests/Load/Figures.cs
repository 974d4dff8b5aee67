using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Aso.Primitives;

namespace Aso.Load;

/// <summary>A spread of times in milliseconds; null where nothing was measured.</summary>
internal sealed record Spread(double? P50, double? P99, double? Max)
{
    public static Spread Of(IEnumerable<TimeSpan> times)
    {
        var sorted = times.Select(time => time.TotalMilliseconds).Order().ToArray();
        return sorted.Length == 0
            ? new(null, null, null)
            : new(At(sorted, 50), At(sorted, 99), Math.Round(sorted[^1], 2));
    }

    /// <summary>The smallest time that at least <paramref name="percent"/> percent do not exceed.</summary>
    private static double At(double[] sorted, int percent) => Math.Round(sorted[(sorted.Length * percent + 99) / 100 - 1], 2);
}

/// <summary>What the watched parts of the platform used while the claims were carried through.</summary>
/// <param name="LoadAverage">Of the last minute, as the machine told at the end: whether others worked on it, too. Zero where it does not tell.</param>
internal sealed record MachineUse(
    ImmutableSortedDictionary<string, double> CpuSecondsPer1000, ImmutableSortedDictionary<string, long> ResidentMegabytes, double LoadAverage)
{
    private const long Megabyte = 1 << 20;

    public static MachineUse Between(ProcessorUse before, ProcessorUse after, int claims) => new(
        after.CpuSeconds.ToImmutableSortedDictionary(part => part.Key, part => Math.Round((part.Value - before.CpuSeconds[part.Key]) / Math.Max(claims, 1) * 1_000, 3)),
        after.ResidentBytes.ToImmutableSortedDictionary(part => part.Key, part => part.Value / Megabyte),
        File.Exists("/proc/loadavg") ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture) : 0);
}

/// <summary>What a run measured.</summary>
/// <param name="AcceptedPerSecond">From the first claim sent to the last one answered.</param>
/// <param name="EndToEndPerSecond">To the moment when every consequence of every claim was carried through.</param>
/// <param name="AcceptanceMilliseconds">From when a claim was due to be sent to its answer.</param>
/// <param name="CostMilliseconds">From a claim's answer to its cost on the live stream; zero where the stream was first.</param>
/// <param name="EligibleMilliseconds">From a claim's answer to the commit by which its payment counts in stop-loss; zero where the commit was first.</param>
/// <param name="WithoutCost">Accepted claims that did not show by themselves: their cost came with the whole, after the stream had been opened again.</param>
/// <param name="Reconnects">How often the stream of costs was opened again.</param>
/// <param name="CostsAgree">Whether all that the stream told amounts, to the cent, to what the platform answers when it is asked.</param>
internal sealed record Figures(
    int Claims,
    int Accepted,
    int Connections,
    int? Rate,
    double AcceptedPerSecond,
    double EndToEndPerSecond,
    Spread AcceptanceMilliseconds,
    Spread CostMilliseconds,
    Spread EligibleMilliseconds,
    int WithoutCost,
    int Reconnects,
    bool CostsAgree,
    Consumption PerClaim,
    MachineUse Machine,
    IReadOnlyDictionary<string, int> Errors,
    int Processors)
{
    public bool IsClean => Accepted == Claims && CostsAgree;

    public static Figures Of(LoadPlan plan, Submissions submissions, CostStream costs, Money claimsPaid, Consumption perClaim, TimeSpan toLastAnswer, TimeSpan toSettled, MachineUse machine, EligibleTimes? eligible)
    {
        var accepted = submissions.Accepted.ToArray();
        var seen = accepted.Select(claim => (claim.AcceptedAt, SeenAt: costs.SeenAt(claim.ClaimId))).Where(claim => claim.SeenAt is not null).ToArray();
        return new(
            plan.Claims,
            accepted.Length,
            plan.Connections,
            plan.Rate,
            Math.Round(accepted.Length / toLastAnswer.TotalSeconds, 1),
            Math.Round(accepted.Length / toSettled.TotalSeconds, 1),
            Spread.Of(accepted.Select(claim => Stopwatch.GetElapsedTime(claim.DueAt, claim.AcceptedAt))),
            Spread.Of(seen.Select(claim => Stopwatch.GetElapsedTime(claim.AcceptedAt, Math.Max(claim.AcceptedAt, claim.SeenAt!.Value)))),
            Spread.Of(eligible is null ? [] : accepted.Select(claim => eligible.Since(claim)).OfType<TimeSpan>()),
            accepted.Length - seen.Length,
            costs.Reconnects,
            costs.ClaimsPaid == claimsPaid,
            perClaim,
            machine,
            new SortedDictionary<string, int>(submissions.Errors.ToDictionary()),
            Environment.ProcessorCount);
    }
}
