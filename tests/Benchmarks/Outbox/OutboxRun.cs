using System.Globalization;
using MeasuredStep = BenchmarkDotNet.Reports.BenchmarkReport;

namespace Aso.Benchmarks.Outbox;

/// <summary>Measures the way of messages into the outbox and out of it, and keeps the table.</summary>
internal static class OutboxRun
{
    private const double NanosecondsPerSecond = 1e9;
    private const double NanosecondsPerMillisecond = 1e6;

    /// <returns>The program's: 0, or 1 with a line that says why where the servers are missing.</returns>
    public static async Task<int> MeasureAsync()
    {
        if (await OutboxService.WhyNotAsync() is { } reason)
        {
            await Console.Error.WriteLineAsync(reason);
            return 1;
        }

        List<string> lines =
        [
            "The message about a decided claim of three lines, one writer and one relay at a time (BenchmarkDotNet; of 15 iterations the median and the best). PostgreSQL with fsync and synchronous_commit, quorum queues, all on this machine. Written: numbered, inserted and committed to disk. Relayed: taken out, sent to two queues, confirmed by the broker, and the removal committed. By hand: one connection, statements prepared, one round trip to write.",
            "",
            "| step | messages at once | messages/s median | messages/s best | milliseconds for all median | allocated per message |",
            "|---|---|---|---|---|---|",
            .. BenchmarkSettings.Run<WriteBenchmarks>().Reports.Select(report => Row(report, (int)report.BenchmarkCase.Parameters[nameof(WriteBenchmarks.Messages)])),
            .. BenchmarkSettings.Run<RelayBenchmarks>().Reports.Select(report => Row(report, RelayBenchmarks.RowsPerBatch)),
        ];
        BenchmarkReport.Write("Outbox", lines);
        return 0;
    }

    private static string Row(MeasuredStep report, int messages)
    {
        var (median, best) = (report.ResultStatistics!.Median, report.ResultStatistics.Min);
        var allocated = (report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0) / messages;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {report.BenchmarkCase.Descriptor.WorkloadMethod.Name} | {messages} | {messages / median * NanosecondsPerSecond:N0} | {messages / best * NanosecondsPerSecond:N0} | {median / NanosecondsPerMillisecond:N2} | {allocated:N0} B |");
    }
}
