using Aso.Benchmarks.Outbox;
using Aso.Benchmarks.Steps;
using Aso.Benchmarks.X12;

namespace Aso.Benchmarks;

internal static class Program
{
    private const string Usage = """
        claims                   measures deciding, posting and writing a claim of three lines, beside a general rules engine, and writes the table into deploy/benchmarks.md
        outbox                   measures writing messages to the outbox and relaying them, on the servers that ASO_PG, ASO_AMQP and ASO_RABBITMQ_MANAGEMENT name, beside the same by hand, and writes the table into deploy/benchmarks.md
        x12                      measures the X12 readers, beside string.Split, and writes the table into deploy/benchmarks.md
        x12-memory [--megabytes N]  reads a claim file of N MB (1024) made as it is read, and writes the peak memory into deploy/benchmarks.md
        fuzz [--minutes N] [--seed N]  feeds broken documents to every X12 reader for N minutes (10)
        """;

    public static async Task<int> Main(string[] args)
    {
        switch (args.FirstOrDefault())
        {
            case "claims":
                ClaimRun.Measure();
                return 0;
            case "outbox":
                return await OutboxRun.MeasureAsync();
            case "x12":
                ReadingRun.Measure();
                return 0;
            case "x12-memory":
                await MemoryRun.MeasureAsync(Option(args, "--megabytes", 1024));
                return 0;
            case "fuzz":
                return FuzzRun.Run(TimeSpan.FromMinutes(Option(args, "--minutes", 10)), Option(args, "--seed", Environment.TickCount));
            default:
                await Console.Error.WriteLineAsync(Usage);
                return 2;
        }
    }

    private static int Option(string[] args, string name, int otherwise)
    {
        var at = Array.IndexOf(args, name);
        return at >= 0 && at + 1 < args.Length ? int.Parse(args[at + 1], System.Globalization.CultureInfo.InvariantCulture) : otherwise;
    }
}
