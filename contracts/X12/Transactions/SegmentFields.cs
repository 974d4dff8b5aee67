namespace Aso.X12;

/// <summary>Reads the elements of one segment as values, and notes what is missing or malformed.</summary>
/// <remarks>A malformed value reads as absent, so that all errors of a segment are found in one pass.</remarks>
internal readonly ref struct SegmentFields(Segment segment, Position position, string loop, ErrorScope scope)
{
    private readonly Segment _segment = segment;

    public Segment Segment => _segment;

    public Position Position => position;

    public string Loop => loop;

    public ErrorScope Scope => scope;

    public bool Has(int element) => !_segment[element].IsEmpty;

    public bool Is(int element, ReadOnlySpan<byte> code) => _segment[element].Is(code);

    /// <summary>A component from 1, separated as this interchange does it.</summary>
    public Element Component(int element, int component)
    {
        var value = _segment[element];
        return value.Component(component, scope.Separator.Of(value, _segment.Delimiters.Component));
    }

    public string? Text(int element, int lengthMax, int component = 0)
    {
        var value = Value(element, component);
        if (IsBlank(value))
        {
            return null;
        }

        var text = value.ToString();
        if (text.Length > lengthMax)
        {
            Note(X12ErrorCode.ElementTooLong, element, component);
            return null;
        }

        return text;
    }

    public string RequiredText(int element, int lengthMax, int component = 0) =>
        IsPresent(element, component) ? Text(element, lengthMax, component) ?? "" : "";

    /// <summary>Whether a composite element of at least two components is separated as this interchange does it; notes it where not.</summary>
    /// <remarks>To be asked before its components are read. One plain error says more than one per component.</remarks>
    public bool IsSplit(int element)
    {
        if (scope.Separator.Separates(this, element))
        {
            return true;
        }

        Note(X12ErrorCode.CompositeNotSplit, element);
        return false;
    }

    /// <summary>A code that must be one of the given, separated by blanks.</summary>
    public string RequiredCode(int element, string codes, int component = 0)
    {
        var code = RequiredText(element, 10, component);
        if (code.Length > 0 && !IsAmong(code, codes))
        {
            Note(X12ErrorCode.CodeInvalid, element, component);
        }

        return code;
    }

    /// <inheritdoc cref="RequiredCode"/>
    public string? Code(int element, string codes, int component = 0) =>
        IsBlank(Value(element, component)) ? null : RequiredCode(element, codes, component);

    public long? Cents(int element, int component = 0)
    {
        var value = Value(element, component);
        if (value.IsEmpty)
        {
            return null;
        }

        if (value.TryGetCents(out var cents))
        {
            return cents;
        }

        Note(X12ErrorCode.AmountInvalid, element, component);
        return null;
    }

    public long RequiredCents(int element) => IsPresent(element, 0) ? Cents(element) ?? 0 : 0;

    /// <summary>An amount of zero or more.</summary>
    public long RequiredCharge(int element)
    {
        var cents = IsPresent(element, 0) ? Cents(element) ?? 0 : 0;
        if (cents < 0)
        {
            Note(X12ErrorCode.AmountInvalid, element);
        }

        return cents;
    }

    public Quantity? Quantity(int element)
    {
        var value = _segment[element];
        if (value.IsEmpty)
        {
            return null;
        }

        if (value.TryGetQuantity(out var quantity))
        {
            return quantity;
        }

        Note(X12ErrorCode.NumberInvalid, element);
        return null;
    }

    /// <summary>A quantity of zero or more.</summary>
    public Quantity? RequiredQuantity(int element)
    {
        var quantity = IsPresent(element, 0) ? Quantity(element) : null;
        if (quantity is { Thousandths: < 0 })
        {
            Note(X12ErrorCode.NumberInvalid, element);
        }

        return quantity;
    }

    public int RequiredCount(int element)
    {
        if (!IsPresent(element, 0))
        {
            return 0;
        }

        if (!_segment[element].TryGetCount(out var count))
        {
            Note(X12ErrorCode.NumberInvalid, element);
        }

        return count;
    }

    public DateOnly? Date(int element)
    {
        var value = _segment[element];
        if (value.IsEmpty)
        {
            return null;
        }

        if (value.TryGetDate(out var date))
        {
            return date;
        }

        Note(X12ErrorCode.DateInvalid, element);
        return null;
    }

    public DateOnly? RequiredDate(int element) => IsPresent(element, 0) ? Date(element) : null;

    /// <summary>A date or a period, by the format in the element before it (D8, RD8); of a date both ends are the same.</summary>
    public (DateOnly From, DateOnly Through)? Period(int formatElement)
    {
        var format = _segment[formatElement];
        var value = _segment[formatElement + 1];
        if (!IsPresent(formatElement, 0) || !IsPresent(formatElement + 1, 0))
        {
            return null;
        }

        if (format.Is("D8"u8) && value.TryGetDate(out var date))
        {
            return (date, date);
        }

        if (format.Is("RD8"u8) && value.TryGetPeriod(out var from, out var through))
        {
            return (from, through);
        }

        var isKnown = format.Is("D8"u8) || format.Is("RD8"u8);
        Note(isKnown ? X12ErrorCode.DateInvalid : X12ErrorCode.CodeInvalid, isKnown ? formatElement + 1 : formatElement);
        return null;
    }

    /// <summary>A single date, by the format in the element before it, which must be D8.</summary>
    public DateOnly? FormattedDate(int formatElement)
    {
        if (!IsPresent(formatElement, 0) || !IsPresent(formatElement + 1, 0))
        {
            return null;
        }

        if (!_segment[formatElement].Is("D8"u8))
        {
            Note(X12ErrorCode.CodeInvalid, formatElement);
            return null;
        }

        return Date(formatElement + 1);
    }

    /// <summary>Keeps the first of a value that may be given once, and notes a second one.</summary>
    public void Once<TValue>(ref TValue? kept, TValue? value, string? qualifier = null)
    {
        if (kept is not null)
        {
            NoteSegment(X12ErrorCode.SegmentRepeated, qualifier);
        }
        else
        {
            kept = value;
        }
    }

    /// <summary>Keeps one more of a value that may be given several times, and notes one too many.</summary>
    public void Keep<TValue>(List<TValue> kept, TValue value, int max)
    {
        if (kept.Count >= max)
        {
            NoteSegment(X12ErrorCode.LoopTooLong);
        }
        else
        {
            kept.Add(value);
        }
    }

    public void Note(X12ErrorCode code, int element, int component = 0) => scope.Note(Error(code, element, component));

    /// <inheritdoc cref="ErrorScope.Warn"/>
    public void Warn(X12ErrorCode code, int element, int component = 0) => scope.Warn(Error(code, element, component));

    public X12Error Error(X12ErrorCode code, int element, int component = 0) => new()
    {
        Code = code,
        Position = position.At(element, component),
        SegmentId = _segment.Id.Text(),
        Loop = loop,
    };

    public void NoteSegment(X12ErrorCode code, string? qualifier = null) => scope.Note(new()
    {
        Code = code,
        Position = position,
        SegmentId = _segment.Id.Text(),
        Qualifier = qualifier,
        Loop = loop,
    });

    private static bool IsAmong(string code, ReadOnlySpan<char> codes)
    {
        foreach (var range in codes.Split(' '))
        {
            if (codes[range].SequenceEqual(code))
            {
                return true;
            }
        }

        return false;
    }

    // A text of nothing but blanks says nothing.
    private static bool IsBlank(Element element) => element.Bytes.TrimEnd((byte)' ').IsEmpty;

    private Element Value(int element, int component) =>
        component == 0 ? _segment[element] : Component(element, component);

    private bool IsPresent(int element, int component)
    {
        if (!IsBlank(Value(element, component)))
        {
            return true;
        }

        Note(X12ErrorCode.ElementMissing, element, component);
        return false;
    }
}
