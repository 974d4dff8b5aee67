using Aso.Foundation;
using Aso.Primitives;
using Aso.StopLoss.Domain;
using Aso.StopLoss.Features;
using Aso.StopLoss.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aso.StopLoss.Carriers;

/// <summary>POST /v1/carrier/requests/{requestId}/decision.</summary>
internal static class TakeDecision
{
    /// <param name="Accepted">From "0.00", which denies, to the amount asked for.</param>
    /// <param name="Reason">Why less than all is accepted, in words that the employer may read: 1 to 500 characters. Name nobody in it.</param>
    internal sealed record CarrierDecision(Money? Accepted = null, string? Reason = null);

    public static void Map(RouteGroupBuilder carrier) => carrier.MapPost("/requests/{requestId:guid}/decision", HandleAsync)
        .RequireScope(Scopes.Carrier)
        .Idempotent<StopLossDb>()
        .WithName("DecideCarrierRequest").WithSummary("Accept a reimbursement request whole or in part, or deny it")
        .WithDescription("A decision is final; what is denied is not asked for again. Whoever accepts less than all says why.")
        .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<Results<Ok<CarrierRequest>, ProblemHttpResult>> HandleAsync(
        Guid requestId, CarrierDecision decision, StopLossDb db, FeedSignals signals, HttpContext http, CancellationToken cancel)
    {
        var carrierId = http.CarrierId();
        var asked = await db.Requests.AsNoTracking().Where(row => row.RequestId == requestId && row.CarrierId == carrierId)
            .Select(row => (Money?)row.Amount).SingleOrDefaultAsync(cancel);
        if (asked is null)
        {
            return Problems.NotFound("reimbursement request");
        }

        var reason = string.IsNullOrWhiteSpace(decision.Reason) ? null : decision.Reason.Trim();
        if (Refuse(decision.Accepted, reason, asked.Value) is { Count: > 0 } refusals)
        {
            return Problems.Refuse(refusals);
        }

        var taken = await DecideRequest.ApplyAsync(db, signals, carrierId, requestId, decision.Accepted!.Value, reason, cancel);
        return taken.Refusal switch
        {
            null => TypedResults.Ok((await ListRequests.FindAsync(db, carrierId, requestId, cancel))!),
            CarrierRefusal.Unknown => Problems.NotFound("reimbursement request"),
            { } refusal => Problems.Refuse(CarrierCalls.ToRefusal(refusal, taken.Most)),
        };
    }

    private static List<Refusal> Refuse(Money? accepted, string? reason, Money asked)
    {
        var refusals = new List<Refusal>();
        if (accepted is null)
        {
            refusals.Add(new("accepted-missing", "accepted", "Send the amount accepted, from \"0.00\", which denies, to the amount asked for."));
        }

        if (reason is null && accepted < asked)
        {
            refusals.Add(new("reason-missing", "reason", "Say why less than all is accepted."));
        }

        if (reason is not null && !DecideRequest.IsReason(reason))
        {
            refusals.Add(new("invalid-reason", "reason", $"Send at most {DecideRequest.ReasonLengthMax} printable characters."));
        }

        return refusals;
    }
}
