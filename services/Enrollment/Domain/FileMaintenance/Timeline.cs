using Aso.Primitives;

namespace Aso.Enrollment.Domain.FileMaintenance;

/// <summary>A member's coverage of one line: which plan and tier on which date, at most one on each.</summary>
/// <remarks>
/// Every step sets or clears what holds on given dates, whatever held there before. So any sequence of steps, taken
/// a second time, changes nothing: what makes a file safe to send again.
/// </remarks>
internal sealed class Timeline(IEnumerable<Coverage> spans)
{
    private readonly List<Coverage> _known = [.. spans.OrderBy(span => span.Dates.From)];
    private List<Coverage> _spans = [.. spans.OrderBy(span => span.Dates.From)];

    /// <summary>By date. As known, to the span, where every date has the plan and tier that it had.</summary>
    public IReadOnlyList<Coverage> Spans
    {
        get
        {
            var joined = Join(_spans);
            return joined.SequenceEqual(Join(_known)) ? _known : joined;
        }
    }

    /// <summary>On each of the dates: this plan and tier.</summary>
    public void Set(OfferedPlan plan, Tier? tier, DateSpan dates)
    {
        Clear(dates, planCode: null);
        _spans.Add(new(plan.Code, plan.Line, tier, dates));
        _spans.Sort((left, right) => left.Dates.From.CompareTo(right.Dates.From));
    }

    /// <summary>On each of the dates: no coverage by <paramref name="planCode"/>, or by any plan where it is null.</summary>
    public void Clear(DateSpan dates, string? planCode)
    {
        var left = new List<Coverage>(_spans.Count + 1);
        foreach (var span in _spans)
        {
            if (!span.Dates.Overlaps(dates) || (planCode is not null && span.PlanCode != planCode))
            {
                left.Add(span);
                continue;
            }

            if (span.Dates.From < dates.From)
            {
                left.Add(span with { Dates = new(span.Dates.From, dates.From.AddDays(-1)) });
            }

            if (dates.To is { } to && (span.Dates.To is not { } end || end > to))
            {
                left.Add(span with { Dates = new(to.AddDays(1), span.Dates.To) });
            }
        }

        _spans = left;
    }

    /// <summary>Opens the last span again, or begins it anew on <paramref name="on"/> where that leaves a gap.</summary>
    public void Reopen(DateOnly? on)
    {
        if (_spans is [.., { Dates.To: { } end } last])
        {
            var next = end.AddDays(1);
            Set(new(last.PlanCode, last.Line), last.Tier, new(on > next ? on.Value : next, null));
        }
    }

    /// <summary>Neighbours of one plan and tier without a day between become one span.</summary>
    private static List<Coverage> Join(List<Coverage> spans)
    {
        var joined = new List<Coverage>(spans.Count);
        foreach (var span in spans)
        {
            if (joined is [.., { Dates.To: { } end } last] && end.AddDays(1) == span.Dates.From && last.PlanCode == span.PlanCode && last.Tier == span.Tier)
            {
                joined[^1] = last with { Dates = new(last.Dates.From, span.Dates.To) };
            }
            else
            {
                joined.Add(span);
            }
        }

        return joined;
    }
}
