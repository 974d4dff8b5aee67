using Aso.Contracts.Partners.StopLoss.V1;
using Aso.Contracts.StopLoss.V1;
using Aso.Primitives;
using Aso.StopLoss.Domain;
using Aso.StopLoss.Partners;
using Aso.StopLoss.Store;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Aso.StopLoss.Features;

/// <summary>The carrier accepts a request whole or in part, or denies it. What has become reimbursable since is then asked for.</summary>
internal static class DecideRequest
{
    public static async Task<Outcome<DecideReimbursementResponse>> ApplyAsync(
        StopLossDb db, FeedSignals signals, Guid carrierId, DecideReimbursementRequest decision, CancellationToken cancel)
    {
        // load
        if (Faults(decision, out var requestId) is { Count: > 0 } faults)
        {
            return PartnerRefusal.Invalid(faults);
        }

        var employerId = await db.Requests.Where(row => row.RequestId == requestId && row.CarrierId == carrierId)
            .Select(row => (Guid?)row.EmployerId).SingleOrDefaultAsync(cancel);
        if (employerId is null)
        {
            return PartnerRefusal.NotFound("reimbursement request");
        }

        await db.LockAsync(StopLossDb.PolicyLock, employerId.Value, cancel);
        var request = await db.Requests.SingleAsync(row => row.RequestId == requestId, cancel);
        var employer = await db.Employers.AsNoTracking().SingleAsync(row => row.EmployerId == employerId, cancel);
        var today = await db.BusinessDateAsync(employerId.Value, cancel) ?? request.On;

        // decide
        var accepted = new Money(decision.AcceptedCents);
        if (Reimbursement.RefuseDecision(request.Amount, request.Accepted, accepted) is { } refusal)
        {
            return ToRefusal(refusal);
        }

        (request.Accepted, request.DecidedOn) = (accepted, today);
        if (request.MemberId is { } memberId)
        {
            var books = await PolicyBooks.LoadAsync(db, db.Fetch(), employerId.Value, [memberId], reached: null, cancel);
            books.Policies.Single(policy => policy.Row.PolicyId == request.PolicyId).Book.Decided(memberId, today);
            await books.StoreAsync(signals, cancel);
        }

        // store and enqueue
        if (accepted.IsPositive)
        {
            db.Enqueue(employerId.Value, new ReimbursementAccepted
            {
                EmployerId = employerId.Value,
                RequestId = requestId,
                AcceptedCents = accepted.Cents,
                AcceptedOn = today,
            });
        }

        await db.CommitAsync(cancel);

        // respond
        return new DecideReimbursementResponse { Request = Wire.ToRequest(request, employer.Name) };
    }

    private static List<FieldFault> Faults(DecideReimbursementRequest decision, out Guid requestId)
    {
        var faults = new List<FieldFault>();
        if (!Guid.TryParse(decision.RequestId, out requestId))
        {
            faults.Add(new("request_id", "Send the request_id of a reimbursement request."));
        }

        if (!decision.HasAcceptedCents || decision.AcceptedCents < 0)
        {
            faults.Add(new("accepted_cents", "Send the cents accepted, from 0, which denies, to the amount asked for."));
        }

        return faults;
    }

    private static PartnerRefusal ToRefusal(CarrierRefusal refusal) => refusal switch
    {
        CarrierRefusal.AlreadyDecided => new(StatusCode.FailedPrecondition, "request-already-decided", "A decision is final; read the request for it."),
        CarrierRefusal.AcceptanceAboveAmount => new(
            StatusCode.FailedPrecondition, "acceptance-above-amount", "Accept at most the amount asked for.", new FieldFault("accepted_cents", "At most amount_cents of the request.")),
        _ => throw new ArgumentOutOfRangeException(nameof(refusal)),
    };
}
