using System.Diagnostics;
using System.Globalization;
using Aso.X12;
using Aso.X12.Claims837;
using Aso.X12.Corpus;

namespace Aso.Benchmarks.X12;

/// <summary>Reads claim files of growing length into claim objects and keeps the peak of the process's memory: it must not grow with them.</summary>
internal static class MemoryRun
{
    private const int BytesPerMegabyte = 1024 * 1024;

    public static async Task MeasureAsync(int megabytesMax)
    {
        var culture = CultureInfo.InvariantCulture;
        List<string> lines =
        [
            "Professional claims, made as they are read, into claim objects that nobody keeps. The peak is that of the whole process until then, runtime included.",
            "",
            "| file | claims | seconds | MB/s | peak managed memory | peak memory of the process |",
            "|---|---|---|---|---|---|",
        ];
        for (var megabytes = 1; megabytes <= megabytesMax; megabytes *= 32)
        {
            var sets = Math.Max(1, (int)((long)megabytes * BytesPerMegabyte / LargeClaimStream.SetBytes));
            var clock = Stopwatch.StartNew();
            var (claims, managed) = await ReadAsync(sets);
            using var process = Process.GetCurrentProcess();
            var read = (double)sets * LargeClaimStream.SetBytes / BytesPerMegabyte;
            lines.Add(string.Create(
                culture,
                $"| {read:N0} MB | {claims:N0} | {clock.Elapsed.TotalSeconds:0.0} | {read / clock.Elapsed.TotalSeconds:N0} | {managed / BytesPerMegabyte:N0} MB | {process.PeakWorkingSet64 / BytesPerMegabyte:N0} MB |"));
            Console.WriteLine(lines[^1]);
        }

        BenchmarkReport.Write("X12 memory", lines);
    }

    private static async Task<(long Claims, long ManagedBytesMax)> ReadAsync(int sets)
    {
        var (claims, managed) = (0L, 0L);
        await foreach (var reading in Claim837Reader.ReadAsync(new LargeClaimStream(sets)))
        {
            switch (reading)
            {
                case Reading<Claim837>.Item:
                    claims++;
                    if (claims % 1000 == 0)
                    {
                        managed = Math.Max(managed, GC.GetTotalMemory(forceFullCollection: false));
                    }

                    break;
                case Reading<Claim837>.Refused(var refused):
                    throw new InvalidOperationException(refused.ToString());
                case Reading<Claim837>.FileEnd { Errors: [var error, ..] }:
                    throw new InvalidOperationException(error.ToString());
            }
        }

        return (claims, managed);
    }
}
