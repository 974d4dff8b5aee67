using Aso.Claims.Review;
using Aso.Claims.Store;
using Aso.Foundation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Aso.Claims.Features;

/// <summary>GET /claims and /claims/{claimNumber}.</summary>
internal static class ReadClaims
{
    public static void Map(IEndpointRouteBuilder employer)
    {
        employer.MapGet("/claims", ListAsync)
            .RequireScope(Scopes.ClaimsRead)
            .WithName("ListClaims")
            .WithSummary("Claims, page by page: narrowed down and ordered as asked, else all in order of receipt");
        employer.MapGet("/claims/{claimNumber}", GetAsync)
            .RequireScope(Scopes.ClaimsRead)
            .WithName("GetClaim")
            .WithSummary("One claim as it stands now");
    }

    private static async Task<Results<Ok<Page<ClaimAnswer>>, ProblemHttpResult>> ListAsync(
        Guid employerId, ClaimsDb db, HttpContext http, [AsParameters] ClaimFilters filters, [AsParameters] PageQuery page, CancellationToken cancel)
    {
        if (!page.Passes(filters.Order, out var slice, out var problem))
        {
            return problem;
        }

        // Which claims is read from an index alone where one knows all that is asked; only those of the page are then read whole.
        var caller = http.User.ToCaller();
        var narrowed = filters.Narrow(db.VisibleClaims(employerId, caller), employerId);
        var ofPage = slice.Of(narrowed).Select(row => row.ClaimId);
        var rows = await filters.Order.Behind(db.Claims.AsNoTracking().Where(row => ofPage.Contains(row.ClaimId)), last: null).ToListAsync(cancel);
        var claims = slice.ToPage(rows, row => row, await slice.TotalAsync(narrowed, cancel));
        return TypedResults.Ok(claims.With(await db.ToAnswersAsync([.. claims.Items], caller, withActs: false, cancel)));
    }

    private static async Task<Results<Ok<ClaimAnswer>, ProblemHttpResult>> GetAsync(
        Guid employerId, [FromRoute] string claimNumber, ClaimsDb db, HttpContext http, CancellationToken cancel) =>
        await db.FindClaimAsync(employerId, claimNumber, http.User.ToCaller(), cancel) is { } row
            ? TypedResults.Ok((await db.ToAnswersAsync([row], http.User.ToCaller(), withActs: true, cancel))[0])
            : Problems.NotFound("claim");
}
