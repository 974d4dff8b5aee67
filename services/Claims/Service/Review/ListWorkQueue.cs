using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Aso.Claims.Domain.Review;
using Aso.Claims.Store;
using Aso.Foundation;
using Aso.Foundation.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Aso.Claims.Review;

/// <summary>GET /work-queue and /work-queue/{itemId} of an employer, and /v1/work-queue of all: what waits for a person.</summary>
internal static class ListWorkQueue
{
    private const int DaysMax = 366;

    private static readonly ListOrder<WorkItemRow> DueFirst = ListOrder<WorkItemRow>.By(item => item.DueOn).Then(item => item.ItemId);

    public static void Map(IEndpointRouteBuilder employer)
    {
        employer.MapGet("/work-queue", ListAsync)
            .RequireScope(Scopes.ClaimsRead)
            .ForAdministrators()
            .WithName("ListWorkQueue")
            .WithSummary("Claims in review and open appeals, the one due first first, page by page");
        employer.MapGet("/work-queue/{itemId:guid}", GetAsync)
            .RequireScope(Scopes.ClaimsRead)
            .ForAdministrators()
            .WithName("GetWorkItem")
            .WithSummary("One review or appeal, open or closed, with all that was done about it");
    }

    /// <summary>The queue of all employers together.</summary>
    public static void MapAll(IEndpointRouteBuilder app) =>
        app.MapGet("/v1/work-queue", ListAllAsync)
            .RequireScope(Scopes.ClaimsRead)
            .ForAdministrators()
            .WithTags("Claims")
            .WithName("ListWorkQueueOfAll")
            .WithSummary("Claims in review and open appeals of all employers, the one due first first, page by page");

    /// <summary>The review rules, by one of which the list can be narrowed down.</summary>
    internal enum RuleHit
    {
        BilledOver = ReviewRule.BilledOver,
        PaysOver = ReviewRule.PaysOver,
        Diagnosis = ReviewRule.Diagnosis,
        NoDiagnosis = ReviewRule.NoDiagnosis,
        NoAuthorization = ReviewRule.NoAuthorization,
    }

    /// <summary>What narrows the list down.</summary>
    internal readonly record struct Filters(
        [property: FromQuery(Name = "kind"), Description("review or appeal: only these.")] WorkKind? Kind,
        [property: FromQuery(Name = "assignee"), Description("Only whose work it is; empty for nobody's.")] string? Assignee,
        [property: FromQuery(Name = "rule"), Description("Only claims that hit this rule.")] RuleHit? Rule,
        [property: FromQuery(Name = "dueBefore"), Description("Only what is due before this date.")] DateOnly? DueBefore,
        [property: FromQuery(Name = "dueWithin"), Range(0, DaysMax), Description("Only what is due within so many days of the employer's business date, or overdue: 0 to 366.")] int? DueWithin);

    private static async Task<Results<Ok<Page<WorkItemAnswer>>, ProblemHttpResult>> ListAsync(
        Guid employerId, [AsParameters] Filters filters, [AsParameters] PageQuery page, ClaimsDb db, HttpContext http, CancellationToken cancel) =>
        await PageAsync(db.WorkItems.AsNoTracking().Where(item => item.EmployerId == employerId), filters, page, db, http, cancel);

    private static async Task<Results<Ok<Page<WorkItemAnswer>>, ProblemHttpResult>> ListAllAsync(
        [AsParameters] Filters filters, [AsParameters] PageQuery page, ClaimsDb db, HttpContext http, CancellationToken cancel) =>
        await PageAsync(db.WorkItems.AsNoTracking(), filters, page, db, http, cancel);

    private static async Task<Results<Ok<Page<WorkItemAnswer>>, ProblemHttpResult>> PageAsync(
        IQueryable<WorkItemRow> items, Filters filters, PageQuery page, ClaimsDb db, HttpContext http, CancellationToken cancel)
    {
        if (!page.Passes(DueFirst, out var slice, out var problem))
        {
            return problem;
        }

        var open = Narrow(items.Where(item => item.ClosedOn == null), filters, db);
        var rows = await slice.Of(open)
            .Join(db.Claims.AsNoTracking(), item => item.ClaimId, claim => claim.ClaimId, (item, claim) => new { Item = item, Claim = claim })
            .OrderBy(row => row.Item.DueOn).ThenBy(row => row.Item.ItemId)
            .ToListAsync(cancel);
        var found = slice.ToPage(rows, row => row.Item, await slice.TotalAsync(open, cancel));
        return TypedResults.Ok(found.ConvertAll(row => WorkItemAnswer.Of(row.Item, row.Claim, http.User.ToCaller(), acts: null)));
    }

    private static IQueryable<WorkItemRow> Narrow(IQueryable<WorkItemRow> items, Filters filters, ClaimsDb db)
    {
        items = filters.Kind is { } kind ? items.Where(item => item.Kind == kind) : items;
        items = filters.Assignee is { } assignee ? items.Where(item => assignee == "" ? item.Assignee == null : item.Assignee == assignee) : items;
        items = filters.DueBefore is { } before ? items.Where(item => item.DueOn < before) : items;
        if (filters.Rule is { } hit)
        {
            var rule = (ReviewRule)hit;
            items = items.Where(item => (item.Rules & rule) != 0);
        }

        return filters.DueWithin is { } days
            ? items.Where(item => db.Set<BusinessDateRow>().Any(clock => clock.EmployerId == item.EmployerId && item.DueOn <= clock.Date.AddDays(days)))
            : items;
    }

    private static async Task<Results<Ok<WorkItemAnswer>, ProblemHttpResult>> GetAsync([AsParameters] WorkCall call)
    {
        var found = await call.Db.WorkItems.AsNoTracking().Where(item => item.ItemId == call.ItemId && item.EmployerId == call.EmployerId)
            .Join(call.Db.Claims.AsNoTracking(), item => item.ClaimId, claim => claim.ClaimId, (item, claim) => new { Item = item, Claim = claim })
            .SingleOrDefaultAsync(call.Cancel);
        return found is null ? Problems.NotFound("work item") : TypedResults.Ok(await call.AnswerAsync(found.Claim, found.Item));
    }
}
