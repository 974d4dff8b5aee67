using System.Globalization;

namespace Aso.Benchmarks.X12;

/// <summary>Measures reading and keeps the table.</summary>
internal static class ReadingRun
{
    private const double NanosecondsPerSecond = 1e9;

    public static void Measure()
    {
        var summary = BenchmarkSettings.Run<ReadingBenchmarks>();
        var bytes = new ReadingBenchmarks().FileBytes;
        var culture = CultureInfo.InvariantCulture;
        List<string> lines =
        [
            string.Create(culture, $"One file of {ReadingBenchmarks.Claims:N0} professional claims, {bytes / 1e6:0.0} MB, in memory, one thread (BenchmarkDotNet; of 15 iterations the median and the best)."),
            "",
            "| reading | MB/s median | MB/s best | claims/s median | claims/s best | allocated per claim |",
            "|---|---|---|---|---|---|",
        ];
        foreach (var report in summary.Reports)
        {
            var (median, best) = (report.ResultStatistics!.Median / NanosecondsPerSecond, report.ResultStatistics.Min / NanosecondsPerSecond);
            var allocated = (report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0) / ReadingBenchmarks.Claims;
            lines.Add(string.Create(
                culture,
                $"| {report.BenchmarkCase.Descriptor.WorkloadMethod.Name} | {bytes / 1e6 / median:N0} | {bytes / 1e6 / best:N0} | {ReadingBenchmarks.Claims / median:N0} | {ReadingBenchmarks.Claims / best:N0} | {allocated:N0} B |"));
        }

        BenchmarkReport.Write("X12 reading", lines);
    }
}
