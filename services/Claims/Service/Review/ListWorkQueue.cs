using System.ComponentModel;
using Aso.Claims.Domain.Review;
using Aso.Claims.Features;
using Aso.Claims.Store;
using Aso.Foundation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aso.Claims.Review;

/// <summary>GET /work-queue and /work-queue/{itemId}: what waits for a person.</summary>
internal static class ListWorkQueue
{
    private const int LimitMax = 1000;
    private const int DaysMax = 366;

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

    /// <summary>What narrows the list down.</summary>
    internal readonly record struct Filters(
        [property: Description("review or appeal.")] string? Kind,
        [property: Description("Only whose work it is; empty for nobody's.")] string? Assignee,
        [property: Description("Only claims that hit this rule: billedOver, paysOver, diagnosis, noDiagnosis or noAuthorization.")] string? Rule,
        [property: Description("Only what is due before this date.")] string? DueBefore,
        [property: Description("Only what is due within so many days of the employer's business date, or overdue.")] int? DueWithin,
        [property: Description("The item that ended the page before.")] Guid? After,
        [property: Description("At most this many, 1 to 1000.")] int? Limit);

    private static async Task<Results<Ok<List<WorkItemAnswer>>, ProblemHttpResult>> ListAsync(
        Guid employerId, [AsParameters] Filters filters, ClaimsDb db, HttpContext http, CancellationToken cancel)
    {
        var fields = new FieldReading();
        var items = Narrow(db.WorkItems.AsNoTracking().Where(item => item.EmployerId == employerId && item.ClosedOn == null), filters, fields);
        if (filters.DueWithin is { } days)
        {
            Check(days is >= 0 and <= DaysMax, "dueWithin", $"Use 0 to {DaysMax} days.");
            var until = await db.BusinessDateAsync(employerId, cancel) is { } today && days is >= 0 and <= DaysMax ? today.AddDays(days) : default;
            items = items.Where(item => item.DueOn <= until);
        }

        if (filters.After is { } after)
        {
            // It may have been decided since: its place in the order remains.
            var last = await db.WorkItems.AsNoTracking().SingleOrDefaultAsync(item => item.ItemId == after && item.EmployerId == employerId, cancel);
            Check(last is not null, "after", "Name an item of this list, or leave it out to begin.");
            items = last is null ? items : items.Where(item => item.DueOn > last.DueOn || (item.DueOn == last.DueOn && item.ItemId > last.ItemId));
        }

        var limit = filters.Limit ?? LimitMax;
        Check(limit is >= 1 and <= LimitMax, "limit", $"Use 1 to {LimitMax}.");
        if (fields.Refusals.Count > 0)
        {
            return Problems.Refuse(fields.Refusals.Select(refusal => refusal with { Code = "invalid-query" }));
        }

        var page = await items.OrderBy(item => item.DueOn).ThenBy(item => item.ItemId).Take(limit)
            .Join(db.Claims.AsNoTracking(), item => item.ClaimId, claim => claim.ClaimId, (item, claim) => new { Item = item, Claim = claim })
            .OrderBy(row => row.Item.DueOn).ThenBy(row => row.Item.ItemId)
            .ToListAsync(cancel);
        return TypedResults.Ok(page.ConvertAll(row => WorkItemAnswer.Of(row.Item, row.Claim, http.User.ToCaller(), acts: null)));

        void Check(bool holds, string field, string remedy)
        {
            if (!holds)
            {
                fields.Refuse(field, remedy);
            }
        }
    }

    private static IQueryable<WorkItemRow> Narrow(IQueryable<WorkItemRow> items, Filters filters, FieldReading fields)
    {
        if (filters.Kind is not null && fields.OneOf<WorkKind>("kind", filters.Kind, "review or appeal") is { } kind)
        {
            items = items.Where(item => item.Kind == kind);
        }

        if (filters.Assignee is { } assignee)
        {
            items = items.Where(item => assignee == "" ? item.Assignee == null : item.Assignee == assignee);
        }

        if (filters.Rule is not null && Rule(filters.Rule, fields) is { } rule)
        {
            items = items.Where(item => (item.Rules & rule) != 0);
        }

        if (filters.DueBefore is not null)
        {
            var before = fields.Date("dueBefore", filters.DueBefore);
            items = items.Where(item => item.DueOn < before);
        }

        return items;
    }

    private static ReviewRule? Rule(string name, FieldReading fields) =>
        fields.OneOf<ReviewRule>("rule", name == "none" ? "" : name, string.Join(", ", Enum.GetValues<ReviewRule>().Skip(1).SelectMany(rule => rule.Names())));

    private static async Task<Results<Ok<WorkItemAnswer>, ProblemHttpResult>> GetAsync([AsParameters] WorkCall call)
    {
        var found = await call.Db.WorkItems.AsNoTracking().Where(item => item.ItemId == call.ItemId && item.EmployerId == call.EmployerId)
            .Join(call.Db.Claims.AsNoTracking(), item => item.ClaimId, claim => claim.ClaimId, (item, claim) => new { Item = item, Claim = claim })
            .SingleOrDefaultAsync(call.Cancel);
        return found is null ? Problems.NotFound("work item") : TypedResults.Ok(await call.AnswerAsync(found.Claim, found.Item));
    }
}
