using System.CommandLine;
using System.Globalization;
using Aso.Benchmarks;

namespace Aso.Load.Targets;

/// <summary>Writes what <c>tests/load --targets</c> measured, each figure beside its target, into deploy/benchmarks.md.</summary>
internal sealed class TargetsReport(KeptFigures kept)
{
    private const string Whole = "#,0";
    private const string Hundredths = "0.00";
    private const string Tenths = "0.0";

    private static readonly Argument<DirectoryInfo> Folder = new("directory") { Description = "Where tests/load --targets left its figures." };

    public static Command Command()
    {
        var command = new Command("report", "Writes what tests/load --targets measured into deploy/benchmarks.md.") { Folder };
        command.SetAction(line =>
        {
            var kept = KeptFigures.Read(line.GetRequiredValue(Folder));
            foreach (var (section, lines) in new TargetsReport(kept).Sections())
            {
                BenchmarkReport.Write(section, lines, kept.Commit);
            }
        });
        return command;
    }

    /// <summary>Each with what was measured for it; where nothing was, what it says stays.</summary>
    private IEnumerable<(string Name, IEnumerable<string> Lines)> Sections()
    {
        if (kept.ByHttp.Count > 0)
        {
            yield return ("From claim to ledger", [.. Intro(), TargetRow.Heading, .. Targets().Select(row => row.ToString()), "", .. ByProcess()]);
        }

        if (kept.Growth.Count > 0)
        {
            yield return ("Growth", OfGrowth());
        }

        if (kept.Replicas.Count > 0)
        {
            yield return ("Two processes of a service", OfReplicas());
        }
    }

    private static IEnumerable<string> Intro() =>
    [
        "By `tests/load --targets`: claims of three lines; PostgreSQL with fsync and synchronous_commit, quorum queues, every service a process of its own and the load generator beside them, all on the two cores; servers and programs new for each run, 10,000 claims beforehand. By HTTP 20,000 claims, one per request, 64 connections; by file 20,000 in files of 1,000; at 200 claims a second 4,000. The floor does the same claims by HTTP without gateway and rules: see [tests/Load](../tests/Load/README.md). Processor seconds are those of all processes but the load generator, per 1,000 claims. The embedded host does its claims from its start.",
        "",
    ];

    private IEnumerable<TargetRow> Targets() =>
    [
        new("claims per second by HTTP, to the last consequence", AtLeast: true, 1_500, Rates(kept.ByHttp), Whole),
        new("of the floor's, measured in turn", AtLeast: true, 0.5, Ratios(Rates(kept.ByHttp), Rates(kept.Floor)), Hundredths),
        new("by 837 file, of those by HTTP", AtLeast: true, 1.3, Ratios(Rates(kept.ByFile), Rates(kept.ByHttp)), Hundredths),
        new("processor seconds by HTTP", AtLeast: false, 0.7, Seconds(kept.ByHttp), Hundredths),
        .. AtTwoHundred("acceptance", 5, 50, run => run.AcceptanceMilliseconds),
        .. AtTwoHundred("acceptance to eligible in stop-loss", 25, 100, run => run.EligibleMilliseconds),
        .. AtTwoHundred("acceptance to cost on the stream", 100, 1_000, run => run.CostMilliseconds!),
        new("embedded host, claims per second", AtLeast: true, 1_000, Rates(kept.Embedded), Whole),
        new("gateway, requests per second of a bare proxy's", AtLeast: true, 0.85, [.. kept.PassThrough.Select(run => run.Ratio)], Hundredths),
    ];

    private IEnumerable<TargetRow> AtTwoHundred(string figure, double median, double most, Func<Figures, Spread> times) =>
    [
        new($"{figure} at 200 claims a second, p50 ms", AtLeast: false, median, [.. kept.OpenLoop.Select(run => times(run).P50!.Value)], Tenths),
        new($"{figure}, p99 ms", AtLeast: false, most, [.. kept.OpenLoop.Select(run => times(run).P99!.Value)], Tenths),
    ];

    private IEnumerable<string> ByProcess()
    {
        (string Name, IReadOnlyList<Figures> Runs)[] columns = [("by HTTP", kept.ByHttp), ("by 837 file", kept.ByFile), ("at 200 a second", kept.OpenLoop), ("the floor by HTTP", kept.Floor)];
        var parts = columns.SelectMany(column => column.Runs).SelectMany(run => run.Machine.CpuSecondsPer1000.Keys).Distinct().Order(StringComparer.Ordinal);
        return
        [
            $"| processor seconds per 1,000 claims, medians | {string.Join(" | ", columns.Select(column => column.Name))} |",
            $"|---{string.Concat(columns.Select(_ => "|---"))}|",
            .. parts.Select(part => $"| {part} | {string.Join(" | ", columns.Select(column => OfPart(column.Runs, part)))} |"),
            $"| all | {string.Join(" | ", columns.Select(column => MedianText(Seconds(column.Runs), Hundredths)))} |",
            $"| claims per second | {string.Join(" | ", columns.Select(column => MedianText(Rates(column.Runs), Whole)))} |",
            $"| acceptance p50 and p99, ms | {string.Join(" | ", columns.Select(column => $"{MedianText(Times(column.Runs, time => time.P50), Tenths)} and {MedianText(Times(column.Runs, time => time.P99), Tenths)}"))} |",
        ];
    }

    private IEnumerable<string> OfGrowth() =>
    [
        "By `tests/load --growth`, set up as above: closed loop with few claims stored, two million claims by file, closed loop again.",
        "",
        TargetRow.Heading,
        $"{new TargetRow("growth, processor seconds of those with few claims stored", AtLeast: false, 1.2, GrowthRatios(), Hundredths)}",
        "",
        "| run by run | claims stored before | claims per second | processor seconds | of these PostgreSQL | memory of gateway, Enrollment, Claims, Funding, Stop-Loss in MB |",
        "|---|---|---|---|---|---|",
        .. kept.Growth.Select((run, index) =>
            $"| {(run.Claims > 100_000 ? "by file" : "by HTTP")} | {Text(10_000 + kept.Growth.Take(index).Sum(before => before.Claims), Whole)} | {Text(run.EndToEndPerSecond, Whole)} | {Text(Cpu(run), Hundredths)} | {Text(run.Machine.CpuSecondsPer1000["postgres"], Hundredths)} | {string.Join(", ", "gateway enrollment claims funding stop-loss".Split(' ').Select(part => run.Machine.ResidentMegabytes[part]))} |"),
    ];

    private List<double> GrowthRatios() =>
        kept.Growth is [var first, var second, .., var third, var last] ? [(Cpu(third) + Cpu(last)) / 2 / Math.Min(Cpu(first), Cpu(second))] : [];

    private IEnumerable<string> OfReplicas() =>
    [
        "By `tests/load --replica SERVICE`, set up as above: one process of the service and two, in turn, each pair beside what came before and behind it; then the verifier proved every book.",
        "",
        TargetRow.Heading,
        .. kept.Replicas.Select(replica =>
            $"{new TargetRow($"two processes of {replica.Service}, processor seconds of those with one", AtLeast: false, 1.1, replica.Ratios, Hundredths)}"),
        "",
        "| one process and two, medians | processor seconds | claims per second |",
        "|---|---|---|",
        .. kept.Replicas.Select(replica =>
            $"| {replica.Service} | {MedianText(Seconds(replica.One), Hundredths)} and {MedianText(Seconds(replica.Two), Hundredths)} | {MedianText(Rates(replica.One), Whole)} and {MedianText(Rates(replica.Two), Whole)} |"),
    ];

    private static double Cpu(Figures run) => run.Machine.CpuSeconds;

    private static List<double> Rates(IReadOnlyList<Figures> runs) => [.. runs.Select(run => run.EndToEndPerSecond)];

    private static List<double> Seconds(IReadOnlyList<Figures> runs) => [.. runs.Select(Cpu)];

    private static List<double> Times(IReadOnlyList<Figures> runs, Func<Spread, double?> time) => [.. runs.Select(run => time(run.AcceptanceMilliseconds)).OfType<double>()];

    private static List<double> Ratios(List<double> of, List<double> to) => [.. of.Zip(to, (one, other) => one / other)];

    private static string OfPart(IReadOnlyList<Figures> runs, string part) =>
        MedianText([.. runs.Where(run => run.Machine.CpuSecondsPer1000.ContainsKey(part)).Select(run => run.Machine.CpuSecondsPer1000[part])], Hundredths);

    private static string MedianText(List<double> values, string format) => values.Count == 0 ? "" : Text(Median.Of(values), format);

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
