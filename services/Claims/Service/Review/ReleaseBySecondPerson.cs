using System.Text.Json;
using Aso.Claims.Features;
using Aso.Claims.Intake;
using Aso.Claims.Store;
using Aso.Foundation;
using Aso.Foundation.Approvals;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aso.Claims.Review;

/// <summary>The release of a claim in review where it wants a second person: one proposes it, another approves; the item's history tells of both.</summary>
internal sealed class ReleaseBySecondPerson(ClaimsDb db, WorkDesk desk, ClaimBatch batch) : IApprovedAct<ClaimsDb>
{
    private const string Name = "claimRelease";

    public string Kind => Name;

    public static async Task<Results<Ok<ClaimAnswer>, Accepted<ApprovalAnswer>, ProblemHttpResult>> ProposeAsync(
        WorkCall call, Approvals<ClaimsDb> approvals, FieldReading reading, string? why)
    {
        if (reading.Refusals.Count > 0)
        {
            return WorkCall.Invalid(reading);
        }

        // Load.
        var (taken, problem) = await ResolveReview.TakeReviewAsync(call);
        if (taken is not { Item: { } item })
        {
            return problem!;
        }

        // Decide.
        var proposed = await approvals.ProposeAsync(call.Http.User, ToProposal(taken.Claim, item, why), call.Cancel);
        if (proposed.Refusal is { } refusal)
        {
            return Problems.Refuse(refusal);
        }

        // Store.
        if (proposed.IsNew)
        {
            call.Desk.Keep(taken, item, item.Record(WorkAct.ReleaseProposed, taken.Time, call.Actor, why));
        }

        await call.Db.CommitAsync(call.Cancel);
        return proposed.Answer!;
    }

    public async Task<ProblemHttpResult?> CarryOutAsync(Approved approved, HttpContext http, CancellationToken cancel)
    {
        var request = Read(approved);
        var (taken, problem) = await ResolveReview.DecideAsync(CallOf(approved, request, http, cancel), batch, denial: null);
        if (taken is not { Item: { } item })
        {
            return problem;
        }

        desk.Keep(taken, item, item.Close(WorkAct.Released, taken.Time, http.User.ToCaller().Actor, request.Why));
        return null;
    }

    public async Task RejectAsync(Approved rejected, string reason, HttpContext http, CancellationToken cancel)
    {
        var (taken, _) = await ResolveReview.TakeReviewAsync(CallOf(rejected, Read(rejected), http, cancel));
        if (taken is { Item: { } item })
        {
            desk.Keep(taken, item, item.Record(WorkAct.ReleaseRejected, taken.Time, http.User.ToCaller().Actor, reason));
        }
    }

    private static Proposal ToProposal(ClaimRow claim, WorkItemRow item, string? why)
    {
        var content = new Dictionary<string, string>
        {
            ["itemId"] = item.ItemId.ToString(),
            ["claimNumber"] = claim.ClaimNumber,
            ["billed"] = claim.Billed.ToString(),
        };
        if (why is not null)
        {
            content["why"] = why;
        }

        return new()
        {
            Kind = Name,
            EmployerId = item.EmployerId,
            About = item.ItemId.ToString(),
            Content = content,
            Request = JsonSerializer.Serialize(new Request(item.ItemId, why), WireJson.Options),
        };
    }

    private static Request Read(Approved approved) => JsonSerializer.Deserialize<Request>(approved.Request, WireJson.Options)!;

    private WorkCall CallOf(Approved approved, Request request, HttpContext http, CancellationToken cancel) => new(approved.EmployerId, request.ItemId, desk, db, http, cancel);

    private sealed record Request(Guid ItemId, string? Why);
}
