using System.Globalization;
using Aso.Portal.Api;
using Aso.Primitives;

namespace Aso.Portal.Pages.YearEnd;

/// <summary>The plan years that an employer's books have reached.</summary>
/// <param name="First">The first day of the first.</param>
/// <param name="Last">The first day of the one that the business date is in.</param>
internal sealed record PlanYears(PlanYear Years, DateOnly First, DateOnly Last)
{
    /// <returns>Null before the employer's plan is open.</returns>
    public static PlanYears? Of(Employer employer, CostReport costs)
    {
        if (costs is not { BusinessDate: { } today, Months: [var month, ..] }
            || !DateOnly.TryParseExact($"{month.Month}-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var opened))
        {
            return null;
        }

        // Only the month of the opening is known: a plan year that starts within it is taken to be the first.
        var years = new PlanYear(employer.PlanYearStart);
        var monthEnd = opened.AddMonths(1).AddDays(-1);
        return new(years, years.StartOf(monthEnd < today ? monthEnd : today), years.StartOf(today));
    }

    /// <summary>The plan year that contains a date; null where the books have not reached it.</summary>
    public DateOnly? Containing(DateOnly date) => Years.StartOf(date) is var start && start >= First && start <= Last ? start : null;

    public DateOnly? Before(DateOnly start) => start > First ? Years.StartOf(start.AddDays(-1)) : null;

    public DateOnly? After(DateOnly start) => start < Last ? Years.SpanOf(start).To!.Value.AddDays(1) : null;
}
