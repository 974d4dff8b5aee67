using Aso.Primitives;
using Aso.StopLoss.Store;
using Microsoft.EntityFrameworkCore;

namespace Aso.StopLoss.Features;

/// <summary>What an employer waits for from its stop-loss carriers, at a glance.</summary>
/// <param name="Undecided">Asked for and not decided.</param>
/// <param name="UndecidedSince">The business date of the oldest undecided request; left out where none is.</param>
internal sealed record StopLossOverview(Guid EmployerId, int UndecidedRequests, Money Undecided, DateOnly? UndecidedSince)
{
    public static async Task<List<StopLossOverview>> ReadAsync(StopLossDb db, Guid[] employers, CancellationToken cancel)
    {
        // At most one of a member is undecided, so they are few.
        var undecided = (await db.Requests.AsNoTracking().Where(row => employers.Contains(row.EmployerId) && row.Accepted == null)
            .Select(row => new { row.EmployerId, row.Amount, row.On }).ToListAsync(cancel)).ToLookup(row => row.EmployerId);
        return [.. employers.Select(employer => new StopLossOverview(
            employer, undecided[employer].Count(), undecided[employer].Sum(row => row.Amount), undecided[employer].Select(row => (DateOnly?)row.On).Min()))];
    }
}
