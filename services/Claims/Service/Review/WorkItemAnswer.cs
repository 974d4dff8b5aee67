using System.ComponentModel;
using Aso.Claims.Features;
using Aso.Claims.Store;
using Aso.Foundation;
using Aso.Primitives;
using Microsoft.EntityFrameworkCore;

namespace Aso.Claims.Review;

/// <summary>A claim in review or an appeal, as the API shows it.</summary>
internal sealed record WorkItemAnswer
{
    public required Guid ItemId { get; init; }

    public required Guid EmployerId { get; init; }

    [Description("review: a claim that a rule held back. appeal: of a denial.")]
    public required WorkKind Kind { get; init; }

    public required string ClaimNumber { get; init; }

    public required string MemberId { get; init; }

    public required BenefitLine Line { get; init; }

    public required Money Billed { get; init; }

    [Description("The business date of receipt: the time to decide starts.")]
    public required DateOnly OpenedOn { get; init; }

    [Description("The last date for the decision (29 CFR 2560.503-1). While information is awaited: as if it came on the last day to send it.")]
    public required DateOnly DueOn { get; init; }

    [Description("none, dueSoon or overdue, as of the employer's business date.")]
    public required WorkAlarm Alarm { get; init; }

    [Description("How many extensions were taken.")]
    public required int Extensions { get; init; }

    [Description("Set while information is awaited: the last day to send it.")]
    public DateOnly? AnswerBy { get; init; }

    [Description("Of an appeal: the denied lines that it is about; empty for all.")]
    public IReadOnlyList<int>? Lines { get; init; }

    public DateOnly? ClosedOn { get; init; }

    [Description("Set once it is closed: released, denied, upheld, overturned or withdrawn (the claim was voided or replaced).")]
    public WorkAct? Outcome { get; init; }

    [Description("Of an overturned appeal: the claim that took the place of this one.")]
    public string? DecidedAs { get; init; }

    [Description("Of a review, to the administrator: the rules that were hit.")]
    public IReadOnlyList<string>? Rules { get; init; }

    [Description("To the administrator: whose work it is.")]
    public string? Assignee { get; init; }

    [Description("To the administrator, of a single claim or item: what was done, in order. Nothing is ever taken out of it.")]
    public IReadOnlyList<ActAnswer>? History { get; init; }

    /// <summary>Who did what, when and why.</summary>
    internal sealed record ActAnswer(
        int Number, WorkAct Act,
        [property: Description("The business date.")] DateOnly On, DateTime At,
        [property: Description("The client that did it, or through which a person did.")] string ClientId,
        [property: Description("The person that did it; left out where the client did it for itself.")] string? PersonId,
        string? Why, string? Detail);

    /// <param name="acts">The item's; null where they are not shown.</param>
    public static WorkItemAnswer Of(WorkItemRow item, ClaimRow claim, Caller caller, IEnumerable<WorkActRow>? acts)
    {
        var isStaff = caller.Kind == CallerKind.Administrator;
        return new()
        {
            ItemId = item.ItemId,
            EmployerId = item.EmployerId,
            Kind = item.Kind,
            ClaimNumber = claim.ClaimNumber,
            MemberId = claim.MemberId,
            Line = claim.Line,
            Billed = claim.Billed,
            OpenedOn = item.OpenedOn,
            DueOn = item.DueOn,
            Alarm = item.Alarm,
            Extensions = item.Extensions,
            AnswerBy = item.ClosedOn is null && item.Tollings is [.., { AnsweredOn: null } asked] ? asked.AnswerBy : null,
            Lines = item.Kind == WorkKind.Appeal ? item.Lines : null,
            ClosedOn = item.ClosedOn,
            Outcome = item.Outcome,
            DecidedAs = item.DecidedAs,
            Rules = isStaff && item.Kind == WorkKind.Review ? item.Rules.Names() : null,
            Assignee = isStaff ? item.Assignee : null,
            History = isStaff ? acts?.OrderBy(act => act.Number).Select(act => new ActAnswer(act.Number, act.Act, act.On, act.At, act.ClientId, act.PersonId, act.Why, act.Detail)).ToList() : null,
        };
    }
}

/// <summary>Claims and work items together, as they are shown.</summary>
internal static class WorkAnswers
{
    /// <summary>The claims in their order, each with its review and appeals.</summary>
    /// <param name="withActs">With the history of each item.</param>
    public static async Task<List<ClaimAnswer>> ToAnswersAsync(this ClaimsDb db, List<ClaimRow> claims, Caller caller, bool withActs, CancellationToken cancel)
    {
        var ids = claims.ConvertAll(claim => claim.ClaimId);
        var items = await db.WorkItems.AsNoTracking().Where(item => ids.Contains(item.ClaimId)).ToListAsync(cancel);
        var acts = withActs ? await db.ActsOfAsync(items, cancel) : null;
        var byClaim = items.OrderBy(item => item.OpenedOn).ThenBy(item => item.ItemId).ToLookup(item => item.ClaimId);
        return claims.ConvertAll(claim =>
        {
            var answers = byClaim[claim.ClaimId].Select(item => WorkItemAnswer.Of(item, claim, caller, acts?[item.ItemId])).ToList();
            return ClaimAnswer.Of(claim, StoredDecision.FromJson(claim.Detail)) with
            {
                Review = answers.Find(answer => answer.Kind == WorkKind.Review),
                Appeals = answers.FindAll(answer => answer.Kind == WorkKind.Appeal) is { Count: > 0 } appeals ? appeals : null,
            };
        });
    }

    public static async Task<ILookup<Guid, WorkActRow>> ActsOfAsync(this ClaimsDb db, IReadOnlyList<WorkItemRow> items, CancellationToken cancel)
    {
        var ids = items.Select(item => item.ItemId).ToList();
        var acts = ids.Count == 0 ? [] : await db.WorkActs.AsNoTracking().Where(act => ids.Contains(act.ItemId)).ToListAsync(cancel);
        return acts.ToLookup(act => act.ItemId);
    }
}

/// <summary>Flags by the names that the API gives them.</summary>
internal static class FlagNames
{
    public static IReadOnlyList<string> Names<T>(this T flags)
        where T : struct, Enum =>
        [.. Enum.GetValues<T>().Where(flag => Convert.ToInt64(flag, null) != 0 && flags.HasFlag(flag)).Select(flag => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(flag.ToString()))];

    public static string ToNames<T>(this T flags)
        where T : struct, Enum => string.Join(", ", flags.Names());
}
