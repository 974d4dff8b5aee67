using System.Buffers;
using Aso.X12.Claims837;
using CsCheck;
using static Aso.X12.UnitTests.Documents;

namespace Aso.X12.UnitTests;

public sealed class StreamingTests
{
    [Fact]
    public void It_does_not_matter_in_which_pieces_a_file_arrives()
    {
        var file = Claims([.. OfficeVisit, .. Replacement]);
        var whole = Describe(new X12Reader(file));

        Gen.Int[1, 50].Array[1, 20].Sample(pieces => Describe(new X12Reader(new PiecewiseStream(file, pieces))).SequenceEqual(whole), iter: 200);
    }

    [Fact]
    public async Task Memory_does_not_grow_with_the_file()
    {
        var set = Set("837", ProfessionalVersion, "0001", [.. ClaimHead, .. Enumerable.Repeat(OfficeVisit, 20_000).SelectMany(segments => segments)]);
        var file = Bytes(Interchange(Group("HC", ProfessionalVersion, set)));
        Assert.InRange(file.Length, 2_000_000, 10_000_000);
        using var reader = new X12Reader(new MemoryStream(file));
        await reader.ReadAsync();

        var before = GC.GetAllocatedBytesForCurrentThread();
        var elements = 0L;
        while (reader.Read() != X12Token.End)
        {
            var segment = reader.Segment;
            for (var element = 1; element <= segment.ElementCount; element++)
            {
                elements += segment[element].Bytes.Length > 0 ? 1 : 0;
            }
        }

        Assert.Equal(20_000 * 22 + 76, elements);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000);
    }

    [Fact]
    public async Task Claims_come_before_the_file_has_ended()
    {
        var file = Claims([.. OfficeVisit, .. Replacement]);
        var second = file.AsSpan().IndexOf("CLM*C2"u8) + "CLM*C2*250.5***22:B:7*Y*A*Y*Y~".Length;

        await foreach (var reading in Claim837Reader.ReadAsync(new EndlessStream(file[..second])))
        {
            Assert.Equal("C1", Assert.IsType<Reading<Claim837>.Item>(reading).Value.ClaimNumber);
            return;
        }

        Assert.Fail("No claim came.");
    }

    [Fact]
    public async Task A_cancelled_reading_stops()
    {
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Claim837Reader.ReadFileAsync(new MemoryStream(Claims(OfficeVisit)), cancel: cancel.Token));
    }

    private static List<string> Describe(X12Reader reader)
    {
        using var disposed = reader;
        var seen = new List<string>();
        while (reader.Read() != X12Token.End)
        {
            seen.Add($"{reader.Token} {reader.Position} {reader.Segment.ToText()}");
        }

        return seen;
    }

    /// <summary>Gives its bytes in pieces of the given lengths, over and over.</summary>
    private sealed class PiecewiseStream(byte[] bytes, int[] pieces) : MemoryStream(bytes)
    {
        private int _next;

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, pieces[_next++ % pieces.Length])]);
    }

    /// <summary>Gives its bytes, and then fails the test rather than wait for more.</summary>
    private sealed class EndlessStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position < Length ? base.ReadAsync(buffer, cancellationToken) : throw new InvalidOperationException("Read beyond what a claim needs.");
    }
}
