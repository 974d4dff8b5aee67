using System.ComponentModel;
using Aso.Claims.Domain;
using Aso.Claims.Store;
using Aso.Foundation;
using Aso.Primitives;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aso.Claims.Recovery;

/// <summary>GET /recoverable-claims: paid claims that today's coverage would not have covered, after it was changed back in time.</summary>
/// <remarks>A change of coverage never alters what was decided; whether to void such a claim is the administrator's decision.</remarks>
internal static class ListRecoverableClaims
{
    private static readonly ListOrder<RecoverableClaim> InOrderOfReceipt = ListOrder<RecoverableClaim>.By(claim => claim.ReceivedAt).Then(claim => claim.ClaimId);

    public static void Map(IEndpointRouteBuilder employer) =>
        employer.MapGet("/recoverable-claims", HandleAsync)
            .RequireScope(Scopes.ClaimsRead)
            .WithName("ListRecoverableClaims")
            .WithSummary("Paid claims with services on dates that the member's coverage, as known now, does not include");

    private static async Task<Results<Ok<Page<RecoverableClaim>>, ProblemHttpResult>> HandleAsync(
        Guid employerId, ClaimsDb db, HttpContext http, [AsParameters] PageQuery page, CancellationToken cancel,
        [Description("Only this member's.")] string? memberId = null)
    {
        if (http.User.ToCaller().Kind == CallerKind.Provider)
        {
            return Problems.NotFound("employer");
        }

        return page.Passes(InOrderOfReceipt, out var slice, out var problem)
            ? TypedResults.Ok(slice.Read(await FindAsync(db, employerId, memberId, cancel)))
            : problem;
    }

    /// <summary>In order of receipt.</summary>
    internal static async Task<List<RecoverableClaim>> FindAsync(ClaimsDb db, Guid employerId, string? memberId, CancellationToken cancel)
    {
        // Only members whose coverage ever lost a date: few, so that their claims can be read whole.
        var rows = await (
            from member in db.Members.AsNoTracking()
            where member.EmployerId == employerId && member.CoverageLostFrom != null && (memberId == null || member.MemberId == memberId)
            join claim in db.Claims.AsNoTracking() on member.MemberKey equals claim.MemberKey
            where claim.Status == ClaimStatus.Approved && claim.Paid > Money.Zero
            orderby claim.ReceivedAt
            select new { Member = member, Claim = claim }).ToListAsync(cancel);
        return [.. rows.Select(row => RecoverableClaim.Of(row.Claim, row.Member.Coverages)).OfType<RecoverableClaim>()];
    }
}
