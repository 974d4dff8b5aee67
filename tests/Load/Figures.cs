using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Serialization;

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

    /// <summary>Of all parts, per 1,000 claims.</summary>
    [JsonIgnore]
    public double CpuSeconds => CpuSecondsPer1000.Values.Sum();

    public static MachineUse Between(ProcessorUse before, ProcessorUse after, int claims) => new(
        after.CpuSeconds.ToImmutableSortedDictionary(part => part.Key, part => Math.Round((part.Value - before.CpuSeconds[part.Key]) / Math.Max(claims, 1) * 1_000, 3)),
        after.ResidentBytes.ToImmutableSortedDictionary(part => part.Key, part => part.Value / Megabyte),
        File.Exists("/proc/loadavg") ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture) : 0);
}

/// <summary>What a run measured.</summary>
/// <param name="AcceptedPerSecond">From the first claim sent to the last one answered.</param>
/// <param name="EndToEndPerSecond">To the moment when every consequence of every claim was carried through.</param>
/// <param name="AcceptanceMilliseconds">From when a claim was due to be sent to its answer.</param>
/// <param name="EligibleMilliseconds">From a claim's answer to the commit by which its payment counts in stop-loss; zero where the commit was first.</param>
/// <param name="SumsAgree">Whether, to the cent, all that the stream told amounts to what the platform answers when it is asked; of the floor, whether its stages hold the same.</param>
internal sealed record Figures(
    int Claims,
    int Accepted,
    int Connections,
    int? Rate,
    double AcceptedPerSecond,
    double EndToEndPerSecond,
    Spread AcceptanceMilliseconds,
    Spread EligibleMilliseconds,
    bool SumsAgree,
    MachineUse Machine,
    IReadOnlyDictionary<string, int> Errors,
    int Processors)
{
    /// <summary>From a claim's answer to its cost on the live stream; zero where the stream was first. Null where there is no stream.</summary>
    public Spread? CostMilliseconds { get; init; }

    /// <summary>Accepted claims that did not show by themselves: their cost came with the whole, after the stream had been opened again.</summary>
    public int? WithoutCost { get; init; }

    /// <summary>How often the stream of costs was opened again.</summary>
    public int? Reconnects { get; init; }

    /// <summary>Null where nobody tells it.</summary>
    public Consumption? PerClaim { get; init; }

    public bool IsClean => Accepted == Claims && SumsAgree;

    public static Figures Of(LoadPlan plan, Submissions submissions, TimeSpan toLastAnswer, TimeSpan toSettled, MachineUse machine, EligibleTimes? eligible, bool sumsAgree)
    {
        var accepted = submissions.Accepted.ToArray();
        return new(
            plan.Claims,
            accepted.Length,
            plan.Connections,
            plan.Rate,
            Math.Round(accepted.Length / toLastAnswer.TotalSeconds, 1),
            Math.Round(accepted.Length / toSettled.TotalSeconds, 1),
            Spread.Of(accepted.Select(claim => Stopwatch.GetElapsedTime(claim.DueAt, claim.AcceptedAt))),
            Spread.Of(eligible is null ? [] : accepted.Select(claim => eligible.Since(claim)).OfType<TimeSpan>()),
            sumsAgree,
            machine,
            new SortedDictionary<string, int>(submissions.Errors.ToDictionary()),
            Environment.ProcessorCount);
    }

    /// <summary>These, with what the live stream of costs told of the same claims.</summary>
    public Figures With(CostStream costs, Submissions submissions)
    {
        var seen = submissions.Accepted.Select(claim => (claim.AcceptedAt, SeenAt: costs.SeenAt(claim.ClaimId))).Where(claim => claim.SeenAt is not null).ToArray();
        return this with
        {
            CostMilliseconds = Spread.Of(seen.Select(claim => Stopwatch.GetElapsedTime(claim.AcceptedAt, Math.Max(claim.AcceptedAt, claim.SeenAt!.Value)))),
            WithoutCost = Accepted - seen.Length,
            Reconnects = costs.Reconnects,
        };
    }
}
