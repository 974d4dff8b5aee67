namespace Aso.Primitives;

/// <summary>Twelve months from an anniversary, repeating in both directions of time.</summary>
/// <param name="FirstStart">The start of any one plan year. An anniversary on February 29 falls on February 28 where there is none.</param>
public readonly record struct PlanYear(DateOnly FirstStart)
{
    /// <summary>The start of the plan year that contains <paramref name="date"/>.</summary>
    public DateOnly StartOf(DateOnly date)
    {
        var start = FirstStart.AddYears(date.Year - FirstStart.Year);
        return start <= date ? start : FirstStart.AddYears(date.Year - FirstStart.Year - 1);
    }

    /// <summary>The whole plan year that contains <paramref name="date"/>.</summary>
    public DateSpan SpanOf(DateOnly date)
    {
        var start = StartOf(date);
        return new(start, FirstStart.AddYears(start.Year - FirstStart.Year + 1).AddDays(-1));
    }
}
