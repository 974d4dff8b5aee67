using Aso.Claims.Domain;
using Aso.Foundation;
using Microsoft.EntityFrameworkCore;

namespace Aso.Claims.Store;

/// <summary>Queries that several slices share.</summary>
internal static class Queries
{
    /// <summary>The order in which claims came in: by business date, and on each by the clock.</summary>
    public static readonly ListOrder<ClaimRow> ByReceipt = ListOrder<ClaimRow>.By(row => row.ReceivedOn).Then(row => row.ReceivedAt).Then(row => row.ClaimId);

    /// <summary>The employer's claims that exist for the caller: a provider sees its own only.</summary>
    public static IQueryable<ClaimRow> VisibleClaims(this ClaimsDb db, Guid employerId, Caller caller)
    {
        var claims = db.Claims.AsNoTracking().Where(row => row.EmployerId == employerId);
        return caller.Kind == CallerKind.Provider ? claims.Where(row => caller.Npis.Contains(row.ProviderNpi!)) : claims;
    }

    /// <summary>Null where there is no such employer.</summary>
    public static Task<string?> EmployerNameAsync(this ClaimsDb db, Guid employerId, CancellationToken cancel) =>
        db.Employers.AsNoTracking().Where(row => row.EmployerId == employerId).Select(row => row.Name).SingleOrDefaultAsync(cancel);

    /// <param name="behind">The claim before the first; null to begin.</param>
    public static IQueryable<ClaimRow> InOrderOfReceipt(this IQueryable<ClaimRow> claims, ClaimRow? behind) =>
        ByReceipt.Behind(claims, behind);

    /// <summary>Null where there is no such claim for the caller.</summary>
    public static Task<ClaimRow?> FindClaimAsync(this ClaimsDb db, Guid employerId, string claimNumber, Caller caller, CancellationToken cancel)
    {
        // The server leaves an encoded slash in a path as it is.
        var id = Keys.OfClaim(employerId, claimNumber.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase));
        return db.VisibleClaims(employerId, caller).SingleOrDefaultAsync(row => row.ClaimId == id, cancel);
    }

    /// <summary>The facts on which a claim was decided, with the plans as they were then; null for a void, which had none.</summary>
    public static async Task<ClaimFacts?> LoadFactsAsync(this ClaimsDb db, ClaimRow row, StoredDecision stored, CancellationToken cancel)
    {
        if (stored.Facts is not { } facts)
        {
            return null;
        }

        var plans = await PlanRevisions.LoadAsync(db, row.EmployerId, (facts.Member?.Coverages ?? []).Select(span => span.Plan), cancel);
        return Storing.ToFacts(row, stored, plans.Get);
    }
}
