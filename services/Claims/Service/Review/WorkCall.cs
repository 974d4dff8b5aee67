using Aso.Claims.Features;
using Aso.Claims.Store;
using Aso.Foundation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aso.Claims.Review;

/// <summary>What every act on a work item comes with.</summary>
internal readonly record struct WorkCall(Guid EmployerId, Guid ItemId, WorkDesk Desk, ClaimsDb Db, HttpContext Http, CancellationToken Cancel)
{
    public Actor Actor => Http.User.ToCaller().Actor;

    /// <summary>Takes the item, lets <paramref name="decide"/> change it, and keeps that, or nothing where it refuses.</summary>
    /// <param name="reading">What was read of the request; where something is wrong with it, nothing is taken.</param>
    /// <param name="decide">Gives the act, or why it is refused.</param>
    /// <param name="forbidAsync">What else forbids it.</param>
    public async Task<Results<Ok<WorkItemAnswer>, ProblemHttpResult>> ActAsync(
        FieldReading reading, Func<WorkDesk.Taken, WorkItemRow, Act> decide, Func<WorkDesk.Taken, WorkItemRow, Task<Refusal?>>? forbidAsync = null)
    {
        if (reading.Refusals.Count > 0)
        {
            return Invalid(reading);
        }

        var (taken, problem) = await TakeOpenAsync();
        if (taken is not { Item: { } item })
        {
            return problem!;
        }

        if (forbidAsync is not null && await forbidAsync(taken, item) is { } forbidden)
        {
            return Problems.Refuse(forbidden);
        }

        var act = decide(taken, item);
        if (act.Refusal is { } refusal)
        {
            return Problems.Refuse(refusal);
        }

        await Desk.CommitAsync(taken, item, Cancel, act.Row!);
        return TypedResults.Ok(await AnswerAsync(taken.Claim, item));
    }

    /// <summary>The item, taken, or the problem to answer where there is no such item or it is closed.</summary>
    public async Task<(WorkDesk.Taken? Taken, ProblemHttpResult? Problem)> TakeOpenAsync()
    {
        var taken = await Desk.TakeItemAsync(EmployerId, ItemId, Cancel);
        return taken switch
        {
            null => (null, Problems.NotFound("work item")),
            { Item.ClosedOn: not null } => (null, Problems.Conflict("work-item-closed", "itemId", "This is decided, or the claim was voided or replaced: nothing is left to do.")),
            _ => (taken, null),
        };
    }

    public async Task<WorkItemAnswer> AnswerAsync(ClaimRow claim, WorkItemRow item) =>
        WorkItemAnswer.Of(item, claim, Http.User.ToCaller(), (await Db.ActsOfAsync([item], Cancel))[item.ItemId]);

    public static ProblemHttpResult Invalid(FieldReading reading) =>
        Problems.Refuse(reading.Refusals.Select(refusal => refusal with { Code = "invalid-request" }));

    /// <summary>What is done, or why it is not.</summary>
    internal readonly record struct Act(WorkActRow? Row, Refusal? Refusal)
    {
        public static implicit operator Act(WorkActRow row) => new(row, null);

        public static implicit operator Act(Refusal refusal) => new(null, refusal);
    }
}
