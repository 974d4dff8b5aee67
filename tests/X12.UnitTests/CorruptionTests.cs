using Aso.X12.Claims837;
using Aso.X12.Corpus;
using Aso.X12.Enrollment834;
using CsCheck;
using static Aso.X12.UnitTests.Documents;

namespace Aso.X12.UnitTests;

/// <summary>Whatever the bytes, a reader answers with values: it never throws, never hangs, and never passes a torn document.</summary>
public sealed class CorruptionTests
{
    private static readonly byte[][] Files =
    [
        Enrollment([.. Employee, .. Spouse]),
        Claims([.. OfficeVisit, .. Replacement]),
        File("HC", "837", "005010X223A2",
        [
            .. ClaimHead, "CLM*H1*89.95***13:A:1**A*Y*Y", "DTP*434*RD8*20260315-20260316", "CL1*1**01", "HI*ABK:I10", "LX*1", "SV2*0305*HC:85025*89.95*UN*1",
        ]),
        File("HC", "837", "005010X224A2",
            [.. ClaimHead, "CLM*D1*150***11:B:1*Y*A*Y*Y", "DTP*472*D8*20260315", "LX*1", "SV3*AD:D2150*150***", "TOO*JP*12*L:O"]),
    ];

    // Bytes that mean something are more likely to be put in than others.
    private static readonly byte[] Telling = [.. "*:^~\n\r.-0129 AHLSTEGI\u0000\u007F"u8];

    private static readonly Gen<byte> AnyByte = Gen.OneOf(Gen.Byte, Gen.Int[0, Telling.Length - 1].Select(which => Telling[which]));

    private static readonly Gen<byte[]> Corrupted =
        Gen.Int[0, Files.Length - 1].SelectMany(which =>
            Gen.Select(Gen.Int[0, 5], Gen.Int[0, Files[which].Length - 1], Gen.Int[1, 40], AnyByte).Array[1, 4]
                .Select(changes => changes.Aggregate(Files[which], (file, change) => Corrupt(file, change.Item1, change.Item2, change.Item3, change.Item4))));

    [Fact]
    public void No_corruption_of_a_file_raises_anything() =>
        Corrupted.Sample(Inspection.Inspect, iter: 5_000);

    [Fact]
    public void No_bytes_at_all_raise_anything() =>
        Gen.Select(AnyByte.Array[0, 300], Gen.Bool)
            .Sample((bytes, afterHeader) => Inspection.Inspect(afterHeader ? [.. Files[0][..120], .. bytes] : bytes), iter: 3_000);

    [Fact]
    public void A_file_cut_short_gives_nothing_that_counts() =>
        Gen.Int[0, Files.Length - 1].SelectMany(which => Gen.Int[0, Files[which].Length - 3].Select(length => Files[which][..length]))
            .Sample(
                file =>
                {
                    var members = Enrollment834Reader.ReadFileAsync(file.AsStream()).GetAwaiter().GetResult();
                    var claims = Claim837Reader.ReadFileAsync(file.AsStream()).GetAwaiter().GetResult();
                    return members.Items.Count + claims.Items.Count == 0 && members.Errors.Count > 0;
                },
                iter: 1_000);

    private static byte[] Corrupt(byte[] file, int how, int at, int length, byte with)
    {
        if (file.Length == 0)
        {
            return file;
        }

        at %= file.Length;
        length = Math.Min(length, file.Length - at);
        return how switch
        {
            0 => [.. file[..at], with, .. file[(at + 1)..]],
            1 => [.. file[..at], (byte)(file[at] ^ (1 << (length % 8))), .. file[(at + 1)..]],
            2 => [.. file[..at], .. file[(at + length)..]],
            3 => [.. file[..at], with, .. file[at..]],
            4 => [.. file[..(at + length)], .. file[at..]],
            _ => file[..at],
        };
    }
}
