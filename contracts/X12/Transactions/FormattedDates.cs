namespace Aso.X12;

/// <summary>Reads dates and times that stand with their format (DTP02 and the like).</summary>
internal static class FormattedDates
{
    private const int DateLength = 8;

    /// <summary>A point in time, by the format in the element before it: DT, or D8 for the start of a day.</summary>
    public static DateTime? FormattedTime(this SegmentFields fields, int formatElement)
    {
        if (!fields.Is(formatElement, "DT"u8))
        {
            return fields.FormattedDate(formatElement)?.ToDateTime(default);
        }

        var value = fields.Segment[formatElement + 1].Bytes;
        if (value.Length == DateLength + 4
            && new Element(value[..DateLength], default).TryGetDate(out var date)
            && value[DateLength..].TryGetClock(out var clock))
        {
            return date.ToDateTime(clock);
        }

        fields.Note(X12ErrorCode.DateInvalid, formatElement + 1);
        return null;
    }

    /// <summary>A time of day, by the format in the element before it, which must be TM.</summary>
    public static TimeOnly? FormattedClock(this SegmentFields fields, int formatElement)
    {
        fields.RequiredCode(formatElement, "TM");
        var value = fields.Segment[formatElement + 1].Bytes;
        if (value.Length == 4 && value.TryGetClock(out var clock))
        {
            return clock;
        }

        fields.Note(value.IsEmpty ? X12ErrorCode.ElementMissing : X12ErrorCode.DateInvalid, formatElement + 1);
        return null;
    }

    /// <summary>A date or a period in a composite element, by the format in the component before it; of a date both ends are the same.</summary>
    public static (DateOnly? From, DateOnly? Through) ComponentPeriod(this SegmentFields fields, int element, int formatComponent)
    {
        var format = fields.Component(element, formatComponent);
        var value = fields.Component(element, formatComponent + 1);
        if (format.IsEmpty && value.IsEmpty)
        {
            return (null, null);
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
        fields.Note(isKnown ? X12ErrorCode.DateInvalid : X12ErrorCode.CodeInvalid, element, isKnown ? formatComponent + 1 : formatComponent);
        return (null, null);
    }
}
