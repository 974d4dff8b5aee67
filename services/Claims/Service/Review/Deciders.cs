using Aso.Claims.Store;
using Aso.Foundation;
using Microsoft.EntityFrameworkCore;

namespace Aso.Claims.Review;

/// <summary>Who may decide an appeal: nobody who had a part in the denial that it is about (29 CFR 2560.503-1(h)(3)(ii)).</summary>
internal static class Deciders
{
    /// <summary>What decides a claim, or leaves it denied. Whoever released it let the plan deny it; whoever overturned a part left the rest.</summary>
    private static readonly IReadOnlyList<WorkAct> Deciding = [WorkAct.Released, WorkAct.Denied, WorkAct.Upheld, WorkAct.Overturned];

    /// <summary>The refusal where whoever acts took such a part; null where nothing is against it. A claim that the plan denied by itself was denied by nobody.</summary>
    public static async Task<Refusal?> ForbidAsync(ClaimsDb db, ClaimRow claim, Actor actor, CancellationToken cancel)
    {
        var claims = await WithEarlierAsync(db, claim, cancel);
        var acts = await db.WorkActs.AsNoTracking()
            .Where(act => Deciding.Contains(act.Act) && db.WorkItems.Any(item => item.ItemId == act.ItemId && claims.Contains(item.ClaimId)))
            .ToListAsync(cancel);
        return acts.Exists(act => act.By.IsSameAs(actor))
            ? new(
                "decided-the-denial", "itemId", "You took part in the denial that is appealed, so its appeal is not yours to decide (29 CFR 2560.503-1(h)(3)(ii)): have somebody else decide it.",
                StatusCodes.Status409Conflict)
            : null;
    }

    /// <summary>The claim, and those before it whose appeals were won in part: what is still denied was denied there.</summary>
    private static async Task<List<Guid>> WithEarlierAsync(ClaimsDb db, ClaimRow claim, CancellationToken cancel)
    {
        List<Guid> claims = [claim.ClaimId];
        var (number, original) = (claim.ClaimNumber, claim.Original);
        while (original is not null)
        {
            var earlier = Keys.OfClaim(claim.EmployerId, original);
            if (claims.Contains(earlier) || !await db.WorkItems.AnyAsync(item => item.ClaimId == earlier && item.DecidedAs == number, cancel))
            {
                break;
            }

            claims.Add(earlier);
            number = original;
            original = await db.Claims.Where(row => row.ClaimId == earlier).Select(row => row.Original).SingleOrDefaultAsync(cancel);
        }

        return claims;
    }
}
