using System.Globalization;
using Aso.Foundation;
using Aso.Funding.Domain;
using Aso.Funding.Store;
using Aso.Primitives;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aso.Funding.Features;

/// <summary>GET …/settlement?planYear= — what a plan year leaves, and whose that is.</summary>
internal static class GetSettlement
{
    /// <summary>A plan year ends in the year after that of its first day at the latest.</summary>
    private const int LastYear = 9998;

    public static void Map(RouteGroupBuilder employer) =>
        employer.MapGet("/settlement", HandleAsync)
            .RequireScope(Scopes.FundingRead)
            .WithName("GetSettlement").WithSummary("The settlement of a plan year: what came in, what it cost, what is left and whose that is");

    /// <param name="planYear">The first day of the plan year, as 2026-01-01.</param>
    private static async Task<Results<Ok<SettlementDocument>, ProblemHttpResult>> HandleAsync(
        Guid employerId, string? planYear, FundingDb db, CancellationToken cancel)
    {
        if (!DateOnly.TryParseExact(planYear, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var from) || from.Year > LastYear)
        {
            return Problems.Refuse(new Refusal(
                "malformed-plan-year", "planYear", "Send the first day of the plan year, such as planYear=2026-01-01.", StatusCodes.Status400BadRequest));
        }

        var employer = await db.Employers.AsNoTracking().SingleOrDefaultAsync(row => row.EmployerId == employerId, cancel);
        var book = await db.Books.AsNoTracking().SingleOrDefaultAsync(row => row.EmployerId == employerId, cancel);
        if (employer is null || book is null)
        {
            return Problems.NotFound("employer");
        }

        if (book.BusinessDate is not { } today || from > today)
        {
            return Problems.Conflict("plan-year-not-begun", "planYear", "The employer's business date has not reached this plan year: ask for one that has begun.");
        }

        var year = new PlanYear(from).SpanOf(from);
        var (before, within) = await db.PostedSumsAsync(employerId, year, cancel);
        var enrollment = await db.EnrollmentChanges.AsNoTracking().Where(row => row.EmployerId == employerId).ToListAsync(cancel);
        var premium = FirstsOf(year, book.OpenedOn!.Value, today)
            .Sum(first => EnrollmentTimeline.CountOn(first, enrollment.Select(EmployeeRoster.ToChange)).Sum(employer.FullyInsuredPremium));
        return TypedResults.Ok(SettlementDocument.Of(employer, year, today, Settlement.Of(employer.ToTerms(), before, within, premium)));
    }

    /// <summary>The 1sts of the year on which the plan was open, as far as the business date has come.</summary>
    private static IEnumerable<DateOnly> FirstsOf(DateSpan year, DateOnly openedOn, DateOnly today)
    {
        for (var first = MonthTotals.Of(year.From); first <= today && year.To >= first; first = first.AddMonths(1))
        {
            if (first >= year.From && first >= openedOn)
            {
                yield return first;
            }
        }
    }
}
