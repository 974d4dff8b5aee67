using System.Globalization;
using Aso.X12.Corpus;

namespace Aso.Benchmarks.X12;

/// <summary>Feeds broken documents to every reader and tells how far it is.</summary>
internal static class FuzzRun
{
    /// <returns>1 when a document makes a reader fail, after saying which.</returns>
    public static int Run(TimeSpan duration, int seed)
    {
        Console.WriteLine($"seed {seed.ToString(CultureInfo.InvariantCulture)}");
        try
        {
            Tell(Fuzzing.Run(duration, seed, Tell));
            return 0;
        }
        catch (InvalidOperationException failure)
        {
            Console.Error.WriteLine(failure);
            return 1;
        }
    }

    private static void Tell(Fuzzing.Result result) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{result.Elapsed:hh\\:mm\\:ss} {result.Cases:N0} cases, {result.Bytes / 1e6:N0} MB, {result.Cases / result.Elapsed.TotalSeconds:N0} per second, memory at most {result.ManagedBytesMax / 1e6:N0} MB"));
}
