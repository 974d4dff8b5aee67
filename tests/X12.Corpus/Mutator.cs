namespace Aso.X12.Corpus;

/// <summary>Breaks documents, the same way for the same seed: bytes, segments, elements, counts and delimiters.</summary>
public sealed class Mutator(int seed)
{
    private const int RunBytesMax = 40;

    // What means something to a reader is more likely to upset it than any byte.
    private static readonly byte[] Telling = [.. "*:^~\n\r.-0129 AHLSTEGI>\u0000\u007F"u8, 0xC3, 0xFF];

    private static readonly string[] Values =
    [
        "", " ", "0", "-1", "1.005", "99999999999999999999", "9999999999999.99", "-9999999999999.99", "00000000", "20260230", "RD8", "A:B:C",
        ":::::::::", "^^^^", "HC:99213", "HC>99213", "22", "X", new string('9', 300), "20260201-20260131",
    ];

    private static readonly string[] Ids = ["ISA", "GS", "ST", "SE", "GE", "IEA", "HL", "CLM", "LX", "CLP", "SVC", "PLB", "INS", "HD", "N1", "NM1", "SV1", "SVD", "SBR", "HI", "ZZ9", "z1", ""];

    private readonly Random _random = new(seed);

    /// <summary>The document with one to four things broken.</summary>
    public byte[] Break(byte[] document)
    {
        for (var left = _random.Next(1, 5); left > 0; left--)
        {
            document = _random.Next(3) == 0 ? BreakBytes(document) : BreakSegments(document);
        }

        return document;
    }

    private byte[] BreakBytes(byte[] document)
    {
        if (document.Length == 0)
        {
            return document;
        }

        var at = _random.Next(document.Length);
        var end = Math.Min(document.Length, at + _random.Next(1, RunBytesMax));
        return _random.Next(7) switch
        {
            0 => [.. document[..at], AnyByte(), .. document[(at + 1)..]],
            1 => [.. document[..at], (byte)(document[at] ^ (1 << _random.Next(8))), .. document[(at + 1)..]],
            2 => [.. document[..at], .. document[end..]],
            3 => [.. document[..at], AnyByte(), .. document[at..]],
            4 => [.. document[..end], .. document[at..]],
            5 => document[..at],
            _ => Array.ConvertAll(document, Replacing(document[at], AnyByte())),
        };
    }

    private byte[] BreakSegments(byte[] document)
    {
        var segments = System.Text.Encoding.Latin1.GetString(document).Split("~\n").ToList();
        var at = _random.Next(segments.Count);
        var other = _random.Next(segments.Count);
        switch (_random.Next(7))
        {
            case 0:
                segments.RemoveAt(at);
                break;
            case 1:
                segments.Insert(other, segments[at]);
                break;
            case 2:
                (segments[at], segments[other]) = (segments[other], segments[at]);
                break;
            case 3:
                segments[at] = Any(Ids) + segments[at][Math.Max(0, segments[at].IndexOf('*', StringComparison.Ordinal))..];
                break;
            case 4:
                segments.InsertRange(at, Enumerable.Repeat(segments[at], _random.Next(2, 60)));
                break;
            default:
                segments[at] = BreakElement(segments[at]);
                break;
        }

        return System.Text.Encoding.Latin1.GetBytes(string.Join("~\n", segments));
    }

    private string BreakElement(string segment)
    {
        var elements = segment.Split('*').ToList();
        var at = _random.Next(elements.Count);
        switch (_random.Next(4))
        {
            case 0:
                elements.RemoveAt(at);
                break;
            case 1:
                elements.InsertRange(at, Enumerable.Repeat(Any(Values), _random.Next(1, 80)));
                break;
            default:
                elements[at] = Any(Values);
                break;
        }

        return string.Join('*', elements);
    }

    private static Converter<byte, byte> Replacing(byte from, byte to) => character => character == from ? to : character;

    private byte AnyByte() => _random.Next(2) == 0 ? (byte)_random.Next(256) : Telling[_random.Next(Telling.Length)];

    private string Any(string[] choices) => choices[_random.Next(choices.Length)];
}
