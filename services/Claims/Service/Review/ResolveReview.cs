using System.ComponentModel;
using Aso.Claims.Domain.Review;
using Aso.Claims.Features;
using Aso.Claims.Intake;
using Aso.Claims.Store;
using Aso.Foundation;
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
            .WithSummary("Let a claim in review be decided by the plan, now; timely filing is counted to its receipt");
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

    private static Task<Results<Ok<ClaimAnswer>, ProblemHttpResult>> ReleaseAsync([AsParameters] WorkCall call, ActOnWorkItem.WhyRequest? request, ClaimBatch batch)
    {
        var reading = new FieldReading();
        var why = reading.Why(request?.Why);
        return ResolveAsync(call, batch, reading, denial: null, (item, time) => item.Close(WorkAct.Released, time, call.Actor, why));
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

        // Load.
        var (taken, problem) = await call.TakeOpenAsync();
        if (taken is not { Item: { } item })
        {
            return problem!;
        }

        if (item.Kind != WorkKind.Review)
        {
            return Problems.Conflict("not-a-review", "itemId", "This is an appeal: uphold the denial or overturn it.");
        }

        var claim = Storing.ToClaim(taken.Claim, StoredDecision.FromJson(taken.Claim.Detail));
        if (denial is { } reason && !reason.Fits(claim.IsDisability))
        {
            return Problems.Refuse(new Refusal("reason-not-applicable", "reason", $"Such a claim is denied for {string.Join(", ", ReasonsOf(claim.IsDisability))}."));
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
        if (outcome is Outcome.Refused refused)
        {
            return Problems.Refuse(refused.Refusal with { Status = StatusCodes.Status409Conflict });
        }

        // Store and tell.
        await call.Desk.CommitAsync(taken, item, call.Cancel, close(item, taken.Time));
        return TypedResults.Ok((await call.Db.ToAnswersAsync([taken.Claim], call.Http.User.ToCaller(), withActs: true, call.Cancel))[0]);
    }

    private static IEnumerable<string> ReasonsOf(bool isDisability) =>
        Enum.GetValues<ReviewDenial>().Where(reason => reason.Fits(isDisability)).Select(Name);

    private static string Name(ReviewDenial reason) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(reason.ToString());
}
