using System.Globalization;
using System.Text;

namespace Aso.X12.Corpus;

/// <summary>Professional claim files of any length, made as they are read: one subscriber, one claim and two lines after the other.</summary>
public sealed class LargeClaimStream : Stream
{
    /// <summary>As many as the guide recommends for a set.</summary>
    public const int ClaimsPerSet = 5000;

    private const string Version = "005010X222A1";

    private static readonly byte[] Claims = MakeClaims();

    private readonly int _sets;
    private ReadOnlyMemory<byte> _part;
    private int _nextPart;

    /// <param name="sets">Sets of <see cref="ClaimsPerSet"/> claims.</param>
    public LargeClaimStream(int sets) => _sets = sets;

    /// <summary>The bytes of one set, about.</summary>
    public static int SetBytes => Claims.Length;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>A whole document of so many sets.</summary>
    public static byte[] Document(int sets)
    {
        using var stream = new LargeClaimStream(sets);
        using var document = new MemoryStream();
        stream.CopyTo(document);
        return document.ToArray();
    }

    public override int Read(Span<byte> buffer)
    {
        while (_part.IsEmpty && Part(_nextPart) is { Length: > 0 } part)
        {
            _part = part;
            _nextPart++;
        }

        var length = Math.Min(buffer.Length, _part.Length);
        _part.Span[..length].CopyTo(buffer);
        _part = _part[length..];
        return length;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>Head, then ST, claims and SE of each set, then the trailers; nothing after these.</summary>
    private ReadOnlyMemory<byte> Part(int number)
    {
        if (number == 0)
        {
            return Bytes($"ISA*00*          *00*          *ZZ*CLEARWAY       *ZZ*ASO            *260310*0930*^*00501*000000041*0*T*:~\nGS*HC*CLEARWAY*ASO*20260310*0930*41*X*{Version}~\n");
        }

        var (set, part) = ((number - 1) / 3 + 1, (number - 1) % 3);
        return set <= _sets
            ? part switch
            {
                0 => Bytes($"ST*837*{set:000000}*{Version}~\n"),
                1 => Claims,
                _ => Bytes($"SE*{Claims.Count((byte)'~') + 2}*{set:000000}~\n"),
            }
            : number == _sets * 3 + 1 ? Bytes($"GE*{_sets}*41~\nIEA*1*000000041~\n") : default;
    }

    private static byte[] MakeClaims()
    {
        var text = new StringBuilder(
            """
            BHT*0019*00*BATCH1*20260310*0930*CH~
            NM1*41*2*CLEARWAY EDI*****46*CLEARWAY~
            PER*IC*SUPPORT*TE*3125550100~
            NM1*40*2*ASO PLATFORM*****46*ASO~
            HL*1**20*1~
            PRV*BI*PXC*207Q00000X~
            NM1*85*2*HARBOR FAMILY PRACTICE*****XX*1467560003~
            N3*14 HARBOR ROAD~
            N4*HARBOR POINT*OH*441010001~
            REF*EI*341234567~

            """);
        for (var claim = 1; claim <= ClaimsPerSet; claim++)
        {
            // Amounts, days and lengths vary as they do in real files.
            var (first, second) = (4_000 + claim * 37 % 30_000, 1_500 + claim * 91 % 9_000);
            text.Append(CultureInfo.InvariantCulture, $"""
                HL*{claim + 1}*1*22*0~
                SBR*P*18*G100******CI~
                NM1*IL*1*SUBSCRIBER{claim % 977}*FIRST{claim % 89}****MI*M{claim:0000000}~
                N3*{claim} ELM STREET~
                N4*HARBOR POINT*OH*44101~
                DMG*D8*{1950 + claim % 60}{1 + claim % 12:00}{1 + claim % 28:00}*{(claim % 2 == 0 ? 'F' : 'M')}~
                NM1*PR*2*ASO PLATFORM*****PI*ASO~
                CLM*PAT{claim:000000}*{Dollars(first + second)}***11:B:1*Y*A*Y*Y~
                REF*D9*CW{claim:0000000}~
                HI*ABK:J0390*ABF:R509~
                NM1*82*1*MARLOW*IRIS****XX*1679576722~
                PRV*PE*PXC*207Q00000X~
                LX*1~
                SV1*HC:99213:25*{Dollars(first)}*UN*1***1:2~
                DTP*472*D8*202602{1 + claim % 28:00}~
                REF*6R*{claim:000000}L1~
                LX*2~
                SV1*HC:87880*{Dollars(second)}*UN*2***1~
                DTP*472*D8*202602{1 + claim % 28:00}~
                REF*6R*{claim:000000}L2~

                """);
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }

    private static byte[] Bytes(string text) => Encoding.ASCII.GetBytes(text);

    private static string Dollars(int cents) => string.Create(CultureInfo.InvariantCulture, $"{cents / 100}.{cents % 100:00}");
}
