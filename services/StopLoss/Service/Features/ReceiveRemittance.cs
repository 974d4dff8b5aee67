using Aso.Contracts.StopLoss.V1;
using Aso.Primitives;
using Aso.StopLoss.Domain;
using Aso.StopLoss.Store;
using Microsoft.EntityFrameworkCore;

namespace Aso.StopLoss.Features;

/// <summary>The carrier paid on what it had accepted.</summary>
internal static class ReceiveRemittance
{
    public const int ReferenceLengthMax = 50;

    /// <param name="StillOwed">Accepted and still not remitted.</param>
    public sealed record Received(RemittanceRow Row, Money StillOwed);

    /// <param name="reference">As <see cref="IsReference"/> allows.</param>
    public static async Task<Taken<Received>> ApplyAsync(
        StopLossDb db, Guid carrierId, Guid employerId, Money amount, string reference, CancellationToken cancel)
    {
        // load
        if (!await db.Policies.AnyAsync(row => row.EmployerId == employerId && row.CarrierId == carrierId, cancel))
        {
            return CarrierRefusal.Unknown;
        }

        await db.LockAsync(StopLossDb.PolicyLock, employerId, cancel);
        var account = await CarrierAccount.LoadAsync(db, employerId, carrierId, cancel);
        var references = await db.Remittances.Where(row => row.EmployerId == employerId).Select(row => row.Reference).ToListAsync(cancel);
        var today = await db.BusinessDateAsync(employerId, cancel);

        // decide
        if (references.Exists(used => Likeness.AreAlike(used, reference)))
        {
            return CarrierRefusal.ReferenceUsed;
        }

        // Before the first business date there is no day on which it could have come.
        var due = today is null ? Money.Zero : account.Owed;
        if (Reimbursement.RefuseRemittance(due, remitted: Money.Zero, amount) is { } refusal)
        {
            return new(null, refusal, due);
        }

        var row = new RemittanceRow { EmployerId = employerId, Reference = reference, CarrierId = carrierId, Amount = amount, ReceivedOn = today!.Value };

        // store and enqueue
        db.Remittances.Add(row);
        db.Enqueue(employerId, new RemittanceReceived
        {
            EmployerId = employerId,
            Reference = reference,
            AmountCents = amount.Cents,
            ReceivedOn = row.ReceivedOn,
        });
        await db.CommitAsync(cancel);

        // respond
        return new Received(row, account.Owed - amount);
    }

    /// <summary>Whether a bank can carry it: 1 to <see cref="ReferenceLengthMax"/> printable ASCII characters.</summary>
    public static bool IsReference(string reference) =>
        reference.Length is > 0 and <= ReferenceLengthMax && !reference.Any(letter => letter is < ' ' or > '~');
}
