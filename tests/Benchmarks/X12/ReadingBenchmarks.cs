using System.Globalization;
using System.Text;
using Aso.X12;
using Aso.X12.Claims837;
using Aso.X12.Corpus;
using BenchmarkDotNet.Attributes;

namespace Aso.Benchmarks.X12;

/// <summary>One file of ten thousand professional claims, read in three ways on one core.</summary>
[MemoryDiagnoser]
public class ReadingBenchmarks
{
    public const int Sets = 2;
    public const int Claims = Sets * LargeClaimStream.ClaimsPerSet;

    private readonly byte[] _file = LargeClaimStream.Document(Sets);

    public int FileBytes => _file.Length;

    /// <summary>Segments and elements with all checks of the envelopes; every charge is read as an amount.</summary>
    [Benchmark]
    public long Syntax()
    {
        using var reader = new X12Reader(_file);
        var charged = 0L;
        while (reader.Read() != X12Token.End)
        {
            if (reader.Token == X12Token.Segment && reader.Segment.Id == SegmentId.CLM && reader.Segment[2].TryGetCents(out var cents))
            {
                charged += cents;
            }
        }

        return charged;
    }

    /// <summary>Claims as objects, with all checks of the guide.</summary>
    [Benchmark]
    public async Task<long> ClaimObjects()
    {
        var charged = 0L;
        await foreach (var reading in Claim837Reader.ReadAsync(new MemoryStream(_file)))
        {
            if (reading is Reading<Claim837>.Item(var claim))
            {
                charged += claim.ChargeCents;
            }
        }

        return charged;
    }

    /// <summary>What one would write in an afternoon: no check, no claim, only the charges.</summary>
    [Benchmark(Baseline = true)]
    public long StringSplit()
    {
        var charged = 0L;
        foreach (var segment in Encoding.ASCII.GetString(_file).Split('~'))
        {
            var elements = segment.TrimStart('\n').Split('*');
            if (elements[0] == "CLM")
            {
                charged += (long)(decimal.Parse(elements[2], CultureInfo.InvariantCulture) * 100);
            }
        }

        return charged;
    }
}
