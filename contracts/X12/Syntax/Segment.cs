using System.Text;

namespace Aso.X12;

/// <summary>One segment, as a view of the reader's buffer: valid until the next read. Copies nothing.</summary>
public readonly ref struct Segment
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly ReadOnlySpan<int> _starts;
    private readonly Delimiters _delimiters;

    /// <param name="bytes">The segment without its terminator.</param>
    /// <param name="starts">Where the id and each element start, and one past the end as if another followed.</param>
    internal Segment(ReadOnlySpan<byte> bytes, ReadOnlySpan<int> starts, Delimiters delimiters)
    {
        _bytes = bytes;
        _starts = starts;
        _delimiters = delimiters;
    }

    public SegmentId Id => SegmentIds.Of(IdBytes);

    public ReadOnlySpan<byte> IdBytes => _bytes[..(_starts[1] - 1)];

    /// <summary>The segment as it stands in the file, without its terminator.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    public Delimiters Delimiters => _delimiters;

    /// <summary>Elements after the id, empty ones counted.</summary>
    public int ElementCount => _starts.Length - 2;

    /// <summary>Element <paramref name="number"/> from 1, as the standards count: 2 for CLM02. An absent one is empty.</summary>
    public Element this[int number] =>
        number < 1 || number > ElementCount
            ? default
            : new Element(_bytes[_starts[number]..(_starts[number + 1] - 1)], _delimiters);

    /// <summary>The segment as text, for a person who looks at it. Not for logs: it holds personal data.</summary>
    public string ToText() => Encoding.Latin1.GetString(_bytes);
}
