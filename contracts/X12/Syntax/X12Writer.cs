using System.Buffers;
using System.Globalization;
using System.Text;

namespace Aso.X12;

/// <summary>Writes X12 segments: envelopes with their counts and control numbers, and anything between, element by element.</summary>
/// <remarks>
/// A segment is <c>writer.Start("REF").Text("0F").Text(number).End()</c>. Trailing empty elements and components are left out, as the
/// standard wants. A text that holds a delimiter or control character cannot be represented and throws <see cref="X12Exception"/>.
/// </remarks>
public sealed class X12Writer
{
    private readonly IBufferWriter<byte> _output;
    private readonly ArrayBufferWriter<byte> _segment = new(256);
    private readonly bool _lineBreaks;
    private Delimiters _delimiters = Delimiters.Usual;
    private int _pendingElements;
    private int _pendingComponents;
    private bool _inComposite;
    private int _element;
    private long _segments;

    /// <param name="output">Takes the bytes; one call per segment.</param>
    /// <param name="lineBreaks">A line feed after every segment, for people to read.</param>
    public X12Writer(IBufferWriter<byte> output, bool lineBreaks = true)
    {
        ArgumentNullException.ThrowIfNull(output);
        _output = output;
        _lineBreaks = lineBreaks;
    }

    /// <summary>Segments written so far.</summary>
    public long SegmentCount => _segments;

    private Delimiters Delimiters
    {
        set => _delimiters = value.AreValid ? value : throw Refuse(X12ErrorCode.DelimitersInvalid);
    }

    /// <summary>Starts a segment; every call until <see cref="End"/> adds one element.</summary>
    public X12Writer Start(string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        _segment.ResetWrittenCount();
        _pendingElements = 0;
        _element = 0;
        Append(id);
        return this;
    }

    /// <summary>An element of text; null and empty leave it out.</summary>
    public X12Writer Text(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return Empty();
        }

        BeginElement();
        Append(text);
        return this;
    }

    /// <summary>Text out of a document that was read: what cannot be written is left out of it, so that an answer never fails.</summary>
    internal X12Writer Echo(string text) => Text(Printable(text));

    /// <summary>The text without what cannot be written here.</summary>
    internal string Printable(string text) => _delimiters.Printable(text);

    /// <summary>One or more absent elements.</summary>
    public X12Writer Empty(int count = 1)
    {
        _pendingElements += count;
        _element += count;
        return this;
    }

    /// <summary>Dollars with two decimals; null leaves it out. Wide enough for the sum of any amounts.</summary>
    public X12Writer Cents(Int128? cents) => Text(Dollars(cents));

    public X12Writer Number(long number) => Text(number.ToString(CultureInfo.InvariantCulture));

    public X12Writer Quantity(Quantity? quantity) => Text(quantity?.ToString());

    /// <summary>A date CCYYMMDD; null leaves it out.</summary>
    public X12Writer Date(DateOnly? date) => Text(date?.ToString("yyyyMMdd", CultureInfo.InvariantCulture));

    /// <summary>A time HHMM.</summary>
    public X12Writer Time(DateTime at) => Text(at.ToString("HHmm", CultureInfo.InvariantCulture));

    /// <summary>A composite element of the given components; empty ones at the end are left out.</summary>
    public X12Writer Composite(params ReadOnlySpan<string?> components)
    {
        _inComposite = false;
        _pendingComponents = 0;
        foreach (var component in components)
        {
            if (!string.IsNullOrEmpty(component))
            {
                if (!_inComposite)
                {
                    BeginElement();
                    _inComposite = true;
                }

                _segment.GetSpan(_pendingComponents)[.._pendingComponents].Fill(_delimiters.Component);
                _segment.Advance(_pendingComponents);
                _pendingComponents = 0;
                Append(component);
            }

            _pendingComponents++;
        }

        return _inComposite ? this : Empty();
    }

    /// <summary>Ends the segment and hands it to the output.</summary>
    public void End()
    {
        Put(_segment.WrittenSpan);
    }

    /// <summary>Writes a segment that was read, element for element, in this document's delimiters.</summary>
    /// <remarks>Envelope segments pass unchanged too, so that a whole file can be copied; an ISA sets the delimiters to its own.</remarks>
    public void Copy(Segment segment)
    {
        if (segment.Id == SegmentId.ISA)
        {
            Delimiters = segment.Delimiters;
        }

        if (segment.Delimiters == _delimiters)
        {
            Put(segment.Bytes);
            return;
        }

        _segment.ResetWrittenCount();
        foreach (var character in segment.Bytes)
        {
            _segment.GetSpan(1)[0] = Translate(character, segment.Delimiters);
            _segment.Advance(1);
        }

        Put(_segment.WrittenSpan);
    }

    /// <summary>An amount as the standard writes it, for a component.</summary>
    internal static string? Dollars(Int128? cents)
    {
        if (cents is not { } amount)
        {
            return null;
        }

        var digits = Int128.Abs(amount);
        return string.Create(CultureInfo.InvariantCulture, $"{(amount < 0 ? "-" : "")}{digits / 100}.{digits % 100:00}");
    }

    /// <summary>Writes an interchange header, the one segment of fixed width, and takes its delimiters for all that follows.</summary>
    /// <exception cref="X12Exception">A value does not fit its place.</exception>
    internal void WriteInterchangeHeader(InterchangeHeader header)
    {
        Delimiters = header.Delimiters;
        Start("ISA").Text("00").Text(Fixed("", 10)).Text("00").Text(Fixed("", 10))
            .Text(Fixed(header.SenderQualifier, 2)).Text(Fixed(header.SenderId, 15))
            .Text(Fixed(header.ReceiverQualifier, 2)).Text(Fixed(header.ReceiverId, 15))
            .Text(header.At.ToString("yyMMdd", CultureInfo.InvariantCulture)).Time(header.At)
            .Delimiter(_delimiters.Repetition).Text("00501").Text(Fixed(header.ControlNumber, 9))
            .Text(header.WantsAcknowledgment ? "1" : "0").Text(header.IsTest ? "T" : "P")
            .Delimiter(_delimiters.Component).End();
    }

    private string Fixed(string value, int width) =>
        value.Length > width ? throw Refuse(X12ErrorCode.ElementTooLong, _element + 1)
        : !Ascii.IsValid(value) ? throw Refuse(X12ErrorCode.CharacterInvalid, _element + 1)
        : value.PadRight(width);

    private X12Writer Delimiter(byte delimiter)
    {
        BeginElement();
        _segment.GetSpan(1)[0] = delimiter;
        _segment.Advance(1);
        return this;
    }

    private byte Translate(byte character, Delimiters from) =>
        character == from.Element ? _delimiters.Element
        : character == from.Component ? _delimiters.Component
        : character == from.Repetition ? _delimiters.Repetition
        : _delimiters.Contains(character) ? throw Refuse(X12ErrorCode.CharacterInvalid)
        : character;

    private void BeginElement()
    {
        var separators = _pendingElements + 1;
        _segment.GetSpan(separators)[..separators].Fill(_delimiters.Element);
        _segment.Advance(separators);
        _pendingElements = 0;
        _element++;
    }

    private void Append(string text)
    {
        var room = _segment.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length));
        var written = Encoding.UTF8.GetBytes(text, room);
        foreach (var character in room[..written])
        {
            if (character is < 0x20 or 0x7F || _delimiters.Contains(character))
            {
                throw Refuse(X12ErrorCode.CharacterInvalid);
            }
        }

        _segment.Advance(written);
    }

    private void Put(ReadOnlySpan<byte> segment)
    {
        var length = segment.Length + (_lineBreaks ? 2 : 1);
        var room = _output.GetSpan(length);
        segment.CopyTo(room);
        room[segment.Length] = _delimiters.Segment;
        if (_lineBreaks)
        {
            room[segment.Length + 1] = (byte)'\n';
        }

        _output.Advance(length);
        _segments++;
    }

    private X12Exception Refuse(X12ErrorCode code, int? element = null)
    {
        var id = Encoding.ASCII.GetString(_segment.WrittenSpan[..Math.Min(3, _segment.WrittenCount)]).TrimEnd((char)_delimiters.Element);
        return new(new() { Code = code, SegmentId = id, Position = new Position(0, 0, 0, _segments + 1).At(element ?? _element) });
    }
}
