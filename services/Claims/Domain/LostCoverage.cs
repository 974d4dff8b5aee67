using Aso.Primitives;

namespace Aso.Claims.Domain;

/// <summary>What a change of coverage takes away. It never changes a decision; it makes earlier payments recoverable.</summary>
public static class LostCoverage
{
    /// <summary>The earliest date that the spans before covered, of any line of benefit, and the spans now do not; null where none is lost.</summary>
    public static DateOnly? FirstDate(
        IEnumerable<(BenefitLine Line, DateSpan Dates)> before, IEnumerable<(BenefitLine Line, DateSpan Dates)> now)
    {
        ArgumentNullException.ThrowIfNull(before);
        var kept = now.ToList();
        DateOnly? first = null;
        foreach (var (line, dates) in before)
        {
            if (FirstOutside(dates, [.. kept.Where(span => span.Line == line).Select(span => span.Dates)]) is { } lost && !(first <= lost))
            {
                first = lost;
            }
        }

        return first;
    }

    private static DateOnly? FirstOutside(DateSpan span, List<DateSpan> kept)
    {
        var date = span.From;
        while (span.Contains(date))
        {
            var holder = kept.FindIndex(other => other.Contains(date));
            if (holder < 0)
            {
                return date;
            }

            if (kept[holder].To is not { } last || last == DateOnly.MaxValue)
            {
                return null;
            }

            date = last.AddDays(1);
        }

        return null;
    }
}
