using System.ComponentModel;
using Aso.Claims.Domain.Review;
using Aso.Claims.Features;
using Aso.Claims.Intake;
using Aso.Claims.Store;
using Aso.Foundation;
using Aso.Foundation.Approvals;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aso.Claims.Review;

/// <summary>POST /work-queue/{itemId}/release and /deny: a claim in review is decided, as of the business date on which that is done.</summary>
internal static class ResolveReview
{
    public static void Map(IEndpointRouteBuilder employer)
    {
        employer.MapPost("/work-queue/{itemId:guid}/release", ReleaseAsync)
            .RequireScope(Scopes.ClaimsWrite).ForAdministrators().Idempotent<ClaimsDb>()
            .WithName("ReleaseClaim")
            .WithSummary("Let a claim in review be decided by the plan, now, or propose it; timely filing is counted to its receipt")
            .WithDescription("Where releases want a second person, this is a proposal (202): the claim waits until another person of the staff approves it.");
        employer.MapPost("/work-queue/{itemId:guid}/deny", DenyAsync)
            .RequireScope(Scopes.ClaimsWrite).ForAdministrators().Idempotent<ClaimsDb>()
            .WithName("DenyClaim")
            .WithSummary("Deny every line of a claim in review, for one reason");
    }

    internal sealed record DenyRequest
    {
        [Description("notMedicallyNecessary (CO-50), lacksInformation (CO-16), notCoveredUnderPlan (PR-204), experimental (CO-55), notDocumented (CO-112), workRelated (CO-19); of disability claims notDisabled, lacksInformation, notCoveredUnderPlan or workRelated.")]
        public string? Reason { get; init; }

        [Description("The grounds, as the claimant is told.")]
        public string? Why { get; init; }
    }

    private static async Task<Results<Ok<ClaimAnswer>, Accepted<ApprovalAnswer>, ProblemHttpResult>> ReleaseAsync(
        [AsParameters] WorkCall call, ActOnWorkItem.WhyRequest? request, ClaimBatch batch, Approvals<ClaimsDb> approvals)
    {
        var reading = new FieldReading();
        var why = reading.Why(request?.Why);
        if (approvals.AreWanted)
        {
            return await ReleaseBySecondPerson.ProposeAsync(call, approvals, reading, why);
        }

        var answer = await ResolveAsync(call, batch, reading, denial: null, (item, time) => item.Close(WorkAct.Released, time, call.Actor, why));
        return answer.Result is Ok<ClaimAnswer> decided ? decided : (ProblemHttpResult)answer.Result;
    }

    private static Task<Results<Ok<ClaimAnswer>, ProblemHttpResult>> DenyAsync([AsParameters] WorkCall call, DenyRequest request, ClaimBatch batch)
    {
        var reading = new FieldReading();
        var reason = reading.OneOf<ReviewDenial>("reason", request.Reason, string.Join(", ", Enum.GetValues<ReviewDenial>().Select(Name)));
        var why = reading.Text("why", request.Why, ActOnWorkItem.WhyLength);
        return ResolveAsync(call, batch, reading, reason, (item, time) => item.Close(WorkAct.Denied, time, call.Actor, why, Name(reason!.Value)));
    }

    private static async Task<Results<Ok<ClaimAnswer>, ProblemHttpResult>> ResolveAsync(
        WorkCall call, ClaimBatch batch, FieldReading reading, ReviewDenial? denial, Func<WorkItemRow, WorkTime, WorkActRow> close)
    {
        if (reading.Refusals.Count > 0)
        {
            return WorkCall.Invalid(reading);
        }

        var (taken, problem) = await DecideAsync(call, batch, denial);
        if (taken is not { Item: { } item })
        {
            return problem!;
        }

        // Store and tell.
        await call.Desk.CommitAsync(taken, item, call.Cancel, close(item, taken.Time));
        return TypedResults.Ok((await call.Db.ToAnswersAsync([taken.Claim], call.Http.User.ToCaller(), withActs: true, call.Cancel))[0]);
    }

    /// <summary>The review and its claim, held, where it can be resolved; or why it cannot.</summary>
    public static async Task<(WorkDesk.Taken? Taken, ProblemHttpResult? Problem)> TakeReviewAsync(WorkCall call)
    {
        var (taken, problem) = await call.TakeOpenAsync();
        return taken is { Item.Kind: not WorkKind.Review }
            ? (null, Problems.Conflict("not-a-review", "itemId", "This is an appeal: uphold the denial or overturn it."))
            : (taken, problem);
    }

    /// <summary>Decides the claim as the reviewer resolved it; the caller closes the item and commits. Where it is refused, the caller must not.</summary>
    /// <param name="denial">Null: it is released.</param>
    public static async Task<(WorkDesk.Taken? Taken, ProblemHttpResult? Problem)> DecideAsync(WorkCall call, ClaimBatch batch, ReviewDenial? denial)
    {
        // Load.
        var (taken, problem) = await TakeReviewAsync(call);
        if (taken is not { Item: { } item })
        {
            return (null, problem);
        }

        var claim = Storing.ToClaim(taken.Claim, StoredDecision.FromJson(taken.Claim.Detail));
        if (denial is { } reason && !reason.Fits(claim.IsDisability))
        {
            return (null, Problems.Refuse(new Refusal("reason-not-applicable", "reason", $"Such a claim is denied for {string.Join(", ", ReasonsOf(claim.IsDisability))}.")));
        }

        // Decide.
        var outcome = await batch.ResolveAsync(
            new()
            {
                EmployerId = call.EmployerId,
                Claim = claim,
                By = call.Actor,
                Resolution = new(item, taken.Claim.ReceivedOn, denial is { } ruled ? Ruling.Deny(ruled) : null),
            },
            call.Cancel);
        return outcome is Outcome.Refused refused
            ? (null, Problems.Refuse(refused.Refusal with { Status = StatusCodes.Status409Conflict }))
            : (taken, null);
    }

    private static IEnumerable<string> ReasonsOf(bool isDisability) =>
        Enum.GetValues<ReviewDenial>().Where(reason => reason.Fits(isDisability)).Select(Name);

    private static string Name(ReviewDenial reason) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(reason.ToString());
}
