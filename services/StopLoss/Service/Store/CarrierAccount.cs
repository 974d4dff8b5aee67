using Aso.Primitives;
using Microsoft.EntityFrameworkCore;

namespace Aso.StopLoss.Store;

/// <summary>What a carrier accepted for an employer and what it has paid of it.</summary>
internal readonly record struct CarrierAccount(Money Accepted, Money Remitted)
{
    /// <summary>Accepted and not yet remitted.</summary>
    public Money Owed => Accepted - Remitted;

    public static async Task<CarrierAccount> LoadAsync(StopLossDb db, Guid employerId, Guid carrierId, CancellationToken cancel)
    {
        var accepted = await db.Requests.AsNoTracking()
            .Where(row => row.EmployerId == employerId && row.CarrierId == carrierId && row.Accepted != null)
            .Select(row => row.Accepted!.Value).ToListAsync(cancel);
        var remitted = await db.Remittances.AsNoTracking()
            .Where(row => row.EmployerId == employerId && row.CarrierId == carrierId)
            .Select(row => row.Amount).ToListAsync(cancel);
        return new(accepted.Sum(), remitted.Sum());
    }
}
