using System.Diagnostics;

namespace Aso.X12.Corpus;

/// <summary>Inspects broken documents for as long as wanted. The same seed and case is the same document.</summary>
public static class Fuzzing
{
    /// <summary>What became of a run.</summary>
    /// <param name="ManagedBytesMax">The most memory that was in use at a measurement, garbage included.</param>
    public sealed record Result(long Cases, long Bytes, TimeSpan Elapsed, long ManagedBytesMax);

    /// <param name="told">Hears how far the run is, about every ten seconds.</param>
    /// <exception cref="InvalidOperationException">A case failed; the message names its seed, so that it can be repeated.</exception>
    public static Result Run(TimeSpan duration, int seed, Action<Result>? told = null)
    {
        var clock = Stopwatch.StartNew();
        var (cases, bytes, memory, toldAt) = (0L, 0L, 0L, TimeSpan.Zero);
        while (clock.Elapsed < duration)
        {
            var caseSeed = unchecked(seed + (int)cases);
            var document = Document(caseSeed);
            try
            {
                Inspection.Inspect(document);
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"The document of seed {caseSeed} fails.", failure);
            }

            cases++;
            bytes += document.Length;
            if (cases % 1024 == 0)
            {
                memory = Math.Max(memory, GC.GetTotalMemory(forceFullCollection: false));
                if (clock.Elapsed - toldAt > TimeSpan.FromSeconds(10))
                {
                    toldAt = clock.Elapsed;
                    told?.Invoke(new(cases, bytes, clock.Elapsed, memory));
                }
            }
        }

        return new(cases, bytes, clock.Elapsed, memory);
    }

    /// <summary>The broken document of one seed.</summary>
    public static byte[] Document(int seed)
    {
        var original = CorpusFile.All[(int)(unchecked((uint)seed) % (uint)CorpusFile.All.Count)];
        return new Mutator(seed).Break(original.Bytes);
    }
}
