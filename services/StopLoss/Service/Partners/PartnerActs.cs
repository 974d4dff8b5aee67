using Aso.Contracts.Partners.StopLoss.V1;
using Aso.Primitives;
using Aso.StopLoss.Domain;
using Aso.StopLoss.Features;
using Aso.StopLoss.Store;
using Grpc.Core;

namespace Aso.StopLoss.Partners;

/// <summary>A carrier's two acts, as they come and are answered over gRPC.</summary>
internal static class PartnerActs
{
    public static async Task<Outcome<DecideReimbursementResponse>> DecideAsync(
        StopLossDb db, FeedSignals signals, Guid carrierId, DecideReimbursementRequest decision, CancellationToken cancel)
    {
        if (Faults(decision, out var requestId) is { Count: > 0 } faults)
        {
            return PartnerRefusal.Invalid(faults);
        }

        var reason = decision.Reason.Length == 0 ? null : decision.Reason;
        var taken = await DecideRequest.ApplyAsync(db, signals, carrierId, requestId, new Money(decision.AcceptedCents), reason, cancel);
        return taken.Done is { } decided
            ? new DecideReimbursementResponse { Request = Wire.ToRequest(decided.Row, decided.EmployerName) }
            : ToRefusal(taken.Refusal!.Value, taken.Most, "reimbursement request");
    }

    public static async Task<Outcome<RemitResponse>> RemitAsync(StopLossDb db, Guid carrierId, RemitRequest remittance, CancellationToken cancel)
    {
        if (Faults(remittance, out var employerId) is { Count: > 0 } faults)
        {
            return PartnerRefusal.Invalid(faults);
        }

        var taken = await ReceiveRemittance.ApplyAsync(db, carrierId, employerId, new Money(remittance.AmountCents), remittance.Reference, cancel);
        return taken.Done is { } received
            ? new RemitResponse
            {
                EmployerId = received.Row.EmployerId.ToString(),
                Reference = received.Row.Reference,
                AmountCents = received.Row.Amount.Cents,
                ReceivedOn = Wire.ToDate(received.Row.ReceivedOn),
                StillOwedCents = received.StillOwed.Cents,
            }
            : ToRefusal(taken.Refusal!.Value, taken.Most, "employer with a policy of yours");
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

        if (!DecideRequest.IsReason(decision.Reason))
        {
            faults.Add(new("reason", $"Send at most {DecideRequest.ReasonLengthMax} printable characters, or none."));
        }

        return faults;
    }

    private static List<FieldFault> Faults(RemitRequest remittance, out Guid employerId)
    {
        var faults = new List<FieldFault>();
        if (!Guid.TryParse(remittance.EmployerId, out employerId))
        {
            faults.Add(new("employer_id", "Send the employer_id of a reimbursement request."));
        }

        if (remittance.AmountCents <= 0)
        {
            faults.Add(new("amount_cents", "Send the cents paid, more than zero."));
        }

        if (!ReceiveRemittance.IsReference(remittance.Reference))
        {
            faults.Add(new("reference", $"Send 1 to {ReceiveRemittance.ReferenceLengthMax} printable ASCII characters."));
        }

        return faults;
    }

    private static PartnerRefusal ToRefusal(CarrierRefusal refusal, Money most, string what) => refusal switch
    {
        CarrierRefusal.Unknown => PartnerRefusal.NotFound(what),
        CarrierRefusal.AlreadyDecided => new(StatusCode.FailedPrecondition, "request-already-decided", "A decision is final; read the request for it."),
        CarrierRefusal.AcceptanceAboveAmount => new(
            StatusCode.FailedPrecondition, "acceptance-above-amount", "Accept at most the amount asked for.", new FieldFault("accepted_cents", "At most amount_cents of the request.")),
        CarrierRefusal.RemittanceAboveReceivable => new(
            StatusCode.FailedPrecondition, "remittance-above-receivable", "Remit at most what is accepted and not yet remitted.", new FieldFault("amount_cents", $"At most {most.Cents}.")),
        CarrierRefusal.ReferenceUsed => new(StatusCode.AlreadyExists, "reference-used", "Use a reference once.", new FieldFault("reference", "Send one never used for this employer.")),
        _ => throw new ArgumentOutOfRangeException(nameof(refusal)),
    };
}
