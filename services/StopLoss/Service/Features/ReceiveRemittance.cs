using Aso.Contracts.Partners.StopLoss.V1;
using Aso.Contracts.StopLoss.V1;
using Aso.Primitives;
using Aso.StopLoss.Domain;
using Aso.StopLoss.Partners;
using Aso.StopLoss.Store;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Aso.StopLoss.Features;

/// <summary>The carrier paid on what it had accepted.</summary>
internal static class ReceiveRemittance
{
    private const int ReferenceLengthMax = 50;

    public static async Task<Outcome<RemitResponse>> ApplyAsync(StopLossDb db, Guid carrierId, RemitRequest remittance, CancellationToken cancel)
    {
        // load
        if (Faults(remittance, out var employerId) is { Count: > 0 } faults)
        {
            return PartnerRefusal.Invalid(faults);
        }

        if (!await db.Policies.AnyAsync(row => row.EmployerId == employerId && row.CarrierId == carrierId, cancel))
        {
            return PartnerRefusal.NotFound("employer with a policy of yours");
        }

        await db.LockAsync(StopLossDb.PolicyLock, employerId, cancel);
        var account = await CarrierAccount.LoadAsync(db, employerId, carrierId, cancel);
        var references = await db.Remittances.Where(row => row.EmployerId == employerId).Select(row => row.Reference).ToListAsync(cancel);
        var today = await db.BusinessDateAsync(employerId, cancel);

        // decide
        var amount = new Money(remittance.AmountCents);
        if (references.Exists(used => Likeness.AreAlike(used, remittance.Reference)))
        {
            return new PartnerRefusal(StatusCode.AlreadyExists, "reference-used", "Use a reference once.", new FieldFault("reference", "Send one never used for this employer."));
        }

        if (today is null || Reimbursement.RefuseRemittance(account.Accepted, account.Remitted, amount) is not null)
        {
            return new PartnerRefusal(
                StatusCode.FailedPrecondition, "remittance-above-receivable", "Remit at most what is accepted and not yet remitted.",
                new FieldFault("amount_cents", $"At most {(account.Accepted - account.Remitted).Cents}."));
        }

        // store and enqueue
        db.Remittances.Add(new()
        {
            EmployerId = employerId,
            Reference = remittance.Reference,
            CarrierId = carrierId,
            Amount = amount,
            ReceivedOn = today.Value,
        });
        db.Enqueue(employerId, new RemittanceReceived
        {
            EmployerId = employerId,
            Reference = remittance.Reference,
            AmountCents = amount.Cents,
            ReceivedOn = today.Value,
        });
        await db.CommitAsync(cancel);

        // respond
        return new RemitResponse
        {
            EmployerId = employerId.ToString(),
            Reference = remittance.Reference,
            AmountCents = amount.Cents,
            ReceivedOn = Wire.ToDate(today.Value),
            StillOwedCents = (account.Accepted - account.Remitted - amount).Cents,
        };
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

        if (remittance.Reference.Length is 0 or > ReferenceLengthMax || remittance.Reference.Any(letter => letter is < ' ' or > '~'))
        {
            faults.Add(new("reference", $"Send 1 to {ReferenceLengthMax} printable ASCII characters."));
        }

        return faults;
    }
}
