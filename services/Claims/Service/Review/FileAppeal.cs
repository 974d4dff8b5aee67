using System.ComponentModel;
using Aso.Claims.Domain;
using Aso.Claims.Domain.Review;
using Aso.Claims.Features;
using Aso.Claims.Store;
using Aso.Foundation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aso.Claims.Review;

/// <summary>POST /claims/{claimNumber}/appeals: a claimant, or a provider for its own claim, has a denial looked at again.</summary>
internal static class FileAppeal
{
    public static void Map(IEndpointRouteBuilder employer) =>
        employer.MapPost("/claims/{claimNumber}/appeals", HandleAsync)
            .RequireScope(Scopes.ClaimsWrite)
            .Idempotent<ClaimsDb>()
            .WithName("FileAppeal")
            .WithSummary("Appeal the denial of a claim, or of some of its lines, within 180 days");

    internal sealed record Request
    {
        [Description("Why the denial is wrong.")]
        public string? Why { get; init; }

        [Description("The denied lines that the appeal is about, by number; without, all that was denied.")]
        public IReadOnlyList<int>? Lines { get; init; }
    }

    private static async Task<Results<Created<WorkItemAnswer>, ProblemHttpResult>> HandleAsync(
        Guid employerId, string claimNumber, Request request, ClaimsDb db, WorkDesk desk, HttpContext http, CancellationToken cancel)
    {
        var reading = new FieldReading();
        var why = reading.Text("why", request.Why, ActOnWorkItem.WhyLength);

        // Load.
        var caller = http.User.ToCaller();
        if (await db.FindClaimAsync(employerId, claimNumber, caller, cancel) is not { } known
            || await desk.TakeClaimAsync(employerId, known.ClaimId, cancel) is not { } taken)
        {
            return Problems.NotFound("claim");
        }

        // Decide.
        var lines = (request.Lines ?? []).Distinct().Order().ToList();
        var against = AppealFiling.Check(ToAppealed(taken), lines, taken.Time.On).Select(refusal => Of(refusal, taken.Claim)).ToList();
        if (reading.Refusals.Count > 0 || against.Count > 0)
        {
            return Problems.Refuse([.. reading.Refusals.Select(refusal => refusal with { Code = "invalid-request" }), .. against]);
        }

        // Store.
        var item = WorkItemRow.Open(taken.Claim, WorkKind.Appeal, taken.Time.On, lines: lines);
        var filed = item.Record(WorkAct.Filed, taken.Time, caller.Actor, why);
        db.Add(item);
        await desk.CommitAsync(taken, item, cancel, filed);
        return TypedResults.Created(
            new Uri($"/v1/employers/{employerId}/claims/{Uri.EscapeDataString(taken.Claim.ClaimNumber)}", UriKind.Relative),
            WorkItemAnswer.Of(item, taken.Claim, caller, [filed]));
    }

    private static AppealedClaim ToAppealed(WorkDesk.Taken taken)
    {
        var (claim, stored) = (taken.Claim, StoredDecision.FromJson(taken.Claim.Detail));
        var denied = stored.DeniedLines();
        return new(
            claim.Status, claim.Frequency, stored.IsDecided ? claim.AdjudicatedOn : null, denied,
            denied.Count > 0 || Storing.ToDecision(stored.Disability) is { Denial: not DisabilityDenial.None },
            taken.Item is { Kind: WorkKind.Appeal });
    }

    private static Refusal Of(AppealRefusal refusal, ClaimRow claim) => refusal switch
    {
        AppealRefusal.NotDecided => new("claim-not-decided", "claimNumber", "The claim is in review: there is no denial to appeal yet.", StatusCodes.Status409Conflict),
        AppealRefusal.NotLive => new("claim-taken-back", "claimNumber", "The claim is a void, or was voided or replaced: appeal the claim that took its place.", StatusCodes.Status409Conflict),
        AppealRefusal.NothingDenied => new("nothing-denied", "claimNumber", "Nothing of the claim was denied.", StatusCodes.Status409Conflict),
        AppealRefusal.LineNotDenied => new("line-not-denied", "lines", "Name lines of the claim that were denied, or none for all of them."),
        AppealRefusal.TooLate => new(
            "appeal-too-late", "claimNumber", $"The denial could be appealed until {AppealFiling.LastDay(claim.AdjudicatedOn):yyyy-MM-dd}.", StatusCodes.Status409Conflict),
        AppealRefusal.AlreadyOpen => new("appeal-open", "claimNumber", "An appeal of this claim is open: wait for its decision.", StatusCodes.Status409Conflict),
        _ => throw new ArgumentOutOfRangeException(nameof(refusal)),
    };
}
