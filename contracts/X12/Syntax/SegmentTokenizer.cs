using System.Buffers;

namespace Aso.X12;

/// <summary>Cuts bytes into segments, over one buffer of fixed size. Knows delimiters and nothing of envelopes.</summary>
internal sealed class SegmentTokenizer : IDisposable
{
    private const int HeaderLength = 106;
    private const int BufferBytesMin = 64 * 1024;

    private static readonly SearchValues<byte> ControlCharacters =
        SearchValues.Create([.. Enumerable.Range(0, 32).Select(code => (byte)code), 0x7F]);

    // Where the element separators of an interchange header stand; ISA11 is at 82, ISA16 at 104, the terminator at 105.
    private static readonly int[] HeaderSeparators = [3, 6, 17, 20, 31, 34, 50, 53, 69, 76, 81, 83, 89, 99, 101, 103];

    private readonly X12Limits _limits;
    private readonly Stream? _stream;
    private readonly int[] _starts;
    private readonly byte[]? _buffer;
    private ReadOnlyMemory<byte> _window;
    private ReadOnlyMemory<byte> _segment;
    private int _elements;
    private bool _atEnd;
    private bool _atFileStart = true;
    private bool _expectsHeader = true;

    public SegmentTokenizer(Stream stream, X12Limits limits)
        : this(limits)
    {
        _stream = stream;
        _buffer = ArrayPool<byte>.Shared.Rent(Math.Max(BufferBytesMin, limits.SegmentBytesMax * 2));
    }

    public SegmentTokenizer(ReadOnlyMemory<byte> file, X12Limits limits)
        : this(limits)
    {
        _window = file;
        _atEnd = true;
    }

    private SegmentTokenizer(X12Limits limits)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limits.SegmentBytesMax, HeaderLength);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limits.SegmentBytesMax, 1024 * 1024);
        ArgumentOutOfRangeException.ThrowIfLessThan(limits.ElementsMax, 16);
        _limits = limits;
        _starts = new int[limits.ElementsMax + 2];

        // Before the first segment there is an empty one.
        _starts[1] = 1;
    }

    public enum Outcome
    {
        Segment,
        NeedsMore,
        End,
        Failed,
    }

    public Delimiters Delimiters { get; private set; } = Delimiters.Usual;

    public Segment Current => new(_segment.Span, _starts.AsSpan(0, _elements + 2), Delimiters);

    /// <summary>Why the last read failed, or what is malformed in the segment that it read.</summary>
    public X12ErrorCode? Fault { get; private set; }

    /// <summary>The element that <see cref="Fault"/> is about, zero for the segment.</summary>
    public int FaultyElement { get; private set; }

    /// <summary>The next segment must be an interchange header, with delimiters of its own, or the file ends.</summary>
    public void ExpectHeader() => _expectsHeader = true;

    /// <summary>Takes the next segment from what is buffered.</summary>
    public Outcome TryRead()
    {
        Fault = null;
        FaultyElement = 0;
        var window = _window.Span;
        var skipped = LeadingSpace(window);
        if (skipped > 0)
        {
            _window = _window[skipped..];
            window = window[skipped..];
        }

        if (window.IsEmpty)
        {
            return _atEnd ? Outcome.End : Outcome.NeedsMore;
        }

        return _expectsHeader ? TryReadHeader(window) : TryReadSegment(window);
    }

    /// <summary>Reads on; after that, what <see cref="Current"/> showed is gone.</summary>
    public void Fill() => Advance(_stream!.Read(MakeRoom().Span));

    /// <inheritdoc cref="Fill"/>
    public async ValueTask FillAsync(CancellationToken cancel) =>
        Advance(await _stream!.ReadAsync(MakeRoom(), cancel).ConfigureAwait(false));

    public void Dispose()
    {
        if (_buffer is not null && !_window.Equals(default))
        {
            _window = default;
            ArrayPool<byte>.Shared.Return(_buffer, clearArray: true);
        }
    }

    private Memory<byte> MakeRoom()
    {
        _window.CopyTo(_buffer);
        _window = _buffer.AsMemory(0, _window.Length);
        return _buffer.AsMemory(_window.Length);
    }

    private void Advance(int read)
    {
        _atEnd = read == 0;
        _window = _buffer.AsMemory(0, _window.Length + read);
    }

    private int LeadingSpace(ReadOnlySpan<byte> window)
    {
        var skipped = 0;
        if (_atFileStart && window.StartsWith("\uFEFF"u8))
        {
            skipped = 3;
        }

        while (skipped < window.Length && (window[skipped] is (byte)'\r' or (byte)'\n' || (_expectsHeader && window[skipped] == ' ')))
        {
            skipped++;
        }

        return skipped;
    }

    private Outcome TryReadHeader(ReadOnlySpan<byte> window)
    {
        if (window.Length < HeaderLength && !_atEnd)
        {
            return Outcome.NeedsMore;
        }

        if (window.Length < HeaderLength || !window.StartsWith("ISA"u8) || HeaderSeparators.Any(at => _window.Span[at] != _window.Span[3]))
        {
            return Fail(X12ErrorCode.InterchangeHeaderInvalid, 0);
        }

        Delimiters = new Delimiters(Element: window[3], Component: window[104], Repetition: window[82], Segment: window[105]);
        if (!Delimiters.AreValid)
        {
            return Fail(X12ErrorCode.DelimitersInvalid, 16);
        }

        if (TryReadSegment(window[..HeaderLength]) != Outcome.Segment || _segment.Length != HeaderLength - 1 || _elements != 16)
        {
            return Fail(X12ErrorCode.InterchangeHeaderInvalid, 0);
        }

        _expectsHeader = false;
        _atFileStart = false;
        return Outcome.Segment;
    }

    private Outcome TryReadSegment(ReadOnlySpan<byte> window)
    {
        var searched = window.Length > _limits.SegmentBytesMax ? window[.._limits.SegmentBytesMax] : window;
        var length = searched.IndexOf(Delimiters.Segment);
        if (length < 0)
        {
            return searched.Length == _limits.SegmentBytesMax ? Fail(X12ErrorCode.SegmentTooLong, 0)
                : _atEnd ? Fail(X12ErrorCode.UnexpectedEnd, 0)
                : Outcome.NeedsMore;
        }

        var segment = window[..length];
        FindElements(segment);
        FindControlCharacters(segment);
        _segment = _window[..length];
        _window = _window[(length + 1)..];
        return Outcome.Segment;
    }

    private void FindElements(ReadOnlySpan<byte> segment)
    {
        var separator = Delimiters.Element;
        var starts = _starts;
        var elements = 0;
        var start = 0;
        starts[0] = 0;
        for (var next = segment.IndexOf(separator); next >= 0; next = segment[start..].IndexOf(separator))
        {
            if (elements == _limits.ElementsMax)
            {
                Fault = X12ErrorCode.TooManyElements;
                FaultyElement = elements;
                segment = segment[..(start + next)];
                break;
            }

            start += next + 1;
            starts[++elements] = start;
        }

        _elements = elements;
        starts[elements + 1] = segment.Length + 1;
    }

    private void FindControlCharacters(ReadOnlySpan<byte> segment)
    {
        for (var at = segment.IndexOfAny(ControlCharacters); at >= 0;)
        {
            if (!Delimiters.Contains(segment[at]))
            {
                Fault = X12ErrorCode.CharacterInvalid;
                FaultyElement = segment[..at].Count(Delimiters.Element);
                return;
            }

            var next = segment[(at + 1)..].IndexOfAny(ControlCharacters);
            at = next < 0 ? -1 : at + 1 + next;
        }
    }

    private Outcome Fail(X12ErrorCode code, int element)
    {
        Fault = code;
        FaultyElement = element;
        return Outcome.Failed;
    }
}
