using Aso.Claims.Store;
using Microsoft.EntityFrameworkCore;

namespace Aso.Claims.Review;

/// <summary>Takes a work item, or a claim to be appealed, so that nobody else decides on it meanwhile, and keeps what was done.</summary>
internal sealed class WorkDesk(ClaimsDb db, WorkAlarms alarms, TimeProvider clock)
{
    /// <summary>The item, its claim and the time; null where the employer has no such item.</summary>
    public async Task<Taken?> TakeItemAsync(Guid employerId, Guid itemId, CancellationToken cancel)
    {
        var claimId = await db.WorkItems.Where(row => row.ItemId == itemId && row.EmployerId == employerId).Select(row => row.ClaimId).SingleOrDefaultAsync(cancel);
        return claimId != default && await TakeClaimAsync(employerId, claimId, cancel) is { } taken
            ? taken with { Item = await db.WorkItems.SingleAsync(row => row.ItemId == itemId, cancel) }
            : null;
    }

    /// <summary>The claim and its open item, if there is one; null where the employer has no such claim, or is not open.</summary>
    /// <remarks>Locks as a batch of claims does, and in the same order: the employer is shared, the family held alone.</remarks>
    public async Task<Taken?> TakeClaimAsync(Guid employerId, Guid claimId, CancellationToken cancel)
    {
        await db.LockSharedAsync(Locks.Employer, employerId, cancel);
        var key = await db.Claims.Where(row => row.ClaimId == claimId && row.EmployerId == employerId).Select(row => row.MemberKey).SingleOrDefaultAsync(cancel);
        var family = await db.Members.Where(row => row.MemberKey == key).Select(row => (Guid?)row.FamilyKey).SingleOrDefaultAsync(cancel);
        await db.LockAsync(Locks.Family, family ?? key, cancel);
        if (await db.BusinessDateAsync(employerId, cancel) is not { } today
            || await db.Claims.SingleOrDefaultAsync(row => row.ClaimId == claimId && row.EmployerId == employerId, cancel) is not { } claim)
        {
            return null;
        }

        var item = await db.WorkItems.SingleOrDefaultAsync(row => row.ClaimId == claimId && row.ClosedOn == null, cancel);
        return new(claim, item, new(today, clock.GetUtcNow().UtcDateTime));
    }

    /// <summary>Commits the item's acts, with its alarm brought up to date.</summary>
    public async Task CommitAsync(Taken taken, WorkItemRow item, CancellationToken cancel, params WorkActRow[] acts)
    {
        Keep(taken, item, acts);
        await db.CommitAsync(cancel);
    }

    /// <summary>As <see cref="CommitAsync"/>, for the caller to commit.</summary>
    public void Keep(Taken taken, WorkItemRow item, params WorkActRow[] acts)
    {
        db.AddRange(acts.AsEnumerable());
        alarms.Watch(db, item, taken.Time.On);
    }

    /// <summary>What is held while one act is done.</summary>
    internal sealed record Taken(ClaimRow Claim, WorkItemRow? Item, WorkTime Time);
}
