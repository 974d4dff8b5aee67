using System.ComponentModel;
using Aso.Claims.Domain;
using Aso.Claims.Domain.Review;
using Aso.Claims.Features;
using Aso.Claims.Intake;
using Aso.Claims.Store;
using Aso.Foundation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aso.Claims.Review;

/// <summary>POST /work-queue/{itemId}/uphold and /overturn: an appeal is decided.</summary>
internal static class DecideAppeal
{
    public static void Map(IEndpointRouteBuilder employer)
    {
        employer.MapPost("/work-queue/{itemId:guid}/uphold", UpholdAsync)
            .RequireScope(Scopes.ClaimsWrite).ForAdministrators().Idempotent<ClaimsDb>()
            .WithName("UpholdDenial")
            .WithSummary("Decide an appeal: the denial stands");
        employer.MapPost("/work-queue/{itemId:guid}/overturn", OverturnAsync)
            .RequireScope(Scopes.ClaimsWrite).ForAdministrators().Idempotent<ClaimsDb>()
            .WithName("OverturnDenial")
            .WithSummary("Decide an appeal: the claim is taken back and decided again, as a replacement of itself, without the checks named")
            .WithDescription("A denial by a reviewer is lifted without naming it. Timely filing is still counted to the claim's receipt.");
    }

    internal sealed record OverturnRequest
    {
        [Description("Of the lines appealed those to overturn, by number; without, all of them. The others stay denied.")]
        public IReadOnlyList<int>? Lines { get; init; }

        [Description("The checks to take as passed, of the lines overturned: timelyFiling, duplicate, otherPayer, waitingPeriod, authorization, visitLimit.")]
        public IReadOnlyList<string?>? Waive { get; init; }

        [Description("The number of the claim that takes the place of the one appealed; without, its number and -A1, -A2 and so on.")]
        public string? ClaimNumber { get; init; }

        public string? Why { get; init; }
    }

    private static Task<Results<Ok<WorkItemAnswer>, ProblemHttpResult>> UpholdAsync([AsParameters] WorkCall call, ActOnWorkItem.WhyRequest? request)
    {
        var reading = new FieldReading();
        var why = reading.Text("why", request?.Why, ActOnWorkItem.WhyLength);
        return call.ActAsync(reading, (taken, item) => item.Close(WorkAct.Upheld, taken.Time, call.Actor, why), (taken, item) => ForbidAsync(call, taken, item));
    }

    private static async Task<Refusal?> ForbidAsync(WorkCall call, WorkDesk.Taken taken, WorkItemRow item) =>
        item.Kind != WorkKind.Appeal ? new("not-an-appeal", "itemId", "This is a claim in review: release it or deny it.", StatusCodes.Status409Conflict)
        : await Deciders.ForbidAsync(call.Db, taken.Claim, call.Actor, call.Cancel);

    private static async Task<Results<Ok<ClaimAnswer>, ProblemHttpResult>> OverturnAsync([AsParameters] WorkCall call, OverturnRequest request, ClaimBatch batch)
    {
        var reading = new FieldReading();
        var why = reading.Text("why", request.Why, ActOnWorkItem.WhyLength);
        var waived = (request.Waive ?? []).Select((name, index) => ReadWaiver($"waive[{index}]", name, reading)).Aggregate(Waiver.None, (all, one) => all | one);
        var number = request.ClaimNumber is null ? null : reading.Number("claimNumber", request.ClaimNumber);
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

        if (await ForbidAsync(call, taken, item) is { } forbidden)
        {
            return Problems.Refuse(forbidden);
        }

        var stored = StoredDecision.FromJson(taken.Claim.Detail);
        var appealed = item.Lines.Count > 0 ? item.Lines : stored.DeniedLines();
        var overturned = request.Lines is { Count: > 0 } some ? some : appealed;
        number ??= await NextNumberAsync(call.Db, taken.Claim, call.Cancel);
        if (Check(appealed, overturned, number) is { } unfit)
        {
            return Problems.Refuse(unfit);
        }

        // Decide.
        var claim = Storing.ToClaim(taken.Claim, stored) with { Number = number, Frequency = Frequency.Replacement, Original = taken.Claim.ClaimNumber };
        var ruling = Ruling.Overturn(Storing.ToRuling(stored), claim.Lines.Length, overturned, waived);
        var outcome = await batch.ResolveAsync(
            new() { EmployerId = call.EmployerId, Claim = claim, By = call.Actor, Resolution = new(item, taken.Claim.ReceivedOn, ruling) }, call.Cancel);
        if (Check(outcome, overturned) is { } refusal)
        {
            return Problems.Refuse(refusal);
        }

        // Store and tell.
        var decided = (Outcome.Decided)outcome;
        item.DecidedAs = number;
        await call.Desk.CommitAsync(taken, item, call.Cancel, item.Close(WorkAct.Overturned, taken.Time, call.Actor, why, waived.ToNames()));
        return TypedResults.Ok(ClaimAnswer.Of(decided.Row, decided.Decision));
    }

    private static Refusal? Check(IReadOnlyList<int> appealed, IReadOnlyList<int> overturned, string number) =>
        overturned.Except(appealed).Any() ? new("line-not-appealed", "lines", "Name lines that the appeal is about, or none for all of them.")
        : number.Length > FieldReading.NumberLength ? new("claim-number-needed", "claimNumber", "The number of the claim is too long to be added to: give one.")
        : null;

    /// <summary>An overturned denial must not be denied again: then a check still stands that was not waived.</summary>
    private static Refusal? Check(Outcome outcome, IReadOnlyList<int> overturned)
    {
        if (outcome is not Outcome.Decided { IsNew: true, Decision: var decision })
        {
            // A claim of that number with this very content waits in review: it is not the appeal's to decide.
            return ((outcome as Outcome.Refused)?.Refusal ?? Refusals.NumberTaken) with { Status = StatusCodes.Status409Conflict };
        }

        if (Storing.ToDecision(decision.Disability) is { Denial: not DisabilityDenial.None })
        {
            return StillDenied("The plan's terms still deny this claim, and they cannot be waived: uphold the denial, or have the coverage corrected first.");
        }

        var still = decision.DeniedLines().Intersect(overturned).Select(line => $"line {line} by {CheckOf(decision, line)}").ToList();
        return still.Count == 0 ? null : StillDenied($"Still denied: {string.Join(", ", still)}. Waive that check too, or uphold the denial.");
    }

    private static Refusal StillDenied(string detail) => new("still-denied", "waive", detail, StatusCodes.Status409Conflict);

    private static string CheckOf(StoredDecision decision, int line) =>
        System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(Storing.ToDecision(decision.Lines![line - 1]).Denial.ToString());

    private static Waiver ReadWaiver(string field, string? name, FieldReading reading) =>
        reading.OneOf<Waiver>(field, name == "none" ? null : name, string.Join(", ", Enum.GetValues<Waiver>().SelectMany(check => check.Names()))) ?? Waiver.None;

    private static async Task<string> NextNumberAsync(ClaimsDb db, ClaimRow claim, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            var number = $"{claim.ClaimNumber}-A{attempt}";
            if (number.Length > FieldReading.NumberLength || !await db.Claims.AnyAsync(row => row.ClaimId == Keys.OfClaim(claim.EmployerId, number), cancel))
            {
                return number;
            }
        }
    }
}
