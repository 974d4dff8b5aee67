using System.Globalization;

namespace Aso.Benchmarks.Steps;

/// <summary>Measures a claim's way through the pure parts and keeps the table.</summary>
internal static class ClaimRun
{
    private const double NanosecondsPerSecond = 1e9;

    public static void Measure()
    {
        var summary = BenchmarkSettings.Run<ClaimBenchmarks>();
        List<string> lines =
        [
            "One claim of three lines, one thread (BenchmarkDotNet; of 15 iterations the median and the best). RulesEngine 6 prices the same lines and nothing more: no checks, no accumulators, no trace. Pricing has accumulators and trace, and no checks. HashesAlone are the two of LedgerPosting; MessageByHand is the same message by the framework's writer, field by field.",
            "",
            "| step | per second median | per second best | allocated |",
            "|---|---|---|---|",
        ];
        foreach (var report in summary.Reports)
        {
            var (median, best) = (report.ResultStatistics!.Median / NanosecondsPerSecond, report.ResultStatistics.Min / NanosecondsPerSecond);
            var allocated = report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0;
            lines.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"| {report.BenchmarkCase.Descriptor.WorkloadMethod.Name} | {1 / median:N0} | {1 / best:N0} | {allocated:N0} B |"));
        }

        BenchmarkReport.Write("A claim's steps", lines);
    }
}
