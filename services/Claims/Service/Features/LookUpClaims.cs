using System.ComponentModel;
using Aso.Claims.Review;
using Aso.Claims.Store;
using Aso.Foundation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aso.Claims.Features;

/// <summary>POST /claims/lookup: many claims by their ids in one request; changes nothing.</summary>
internal static class LookUpClaims
{
    private const int ClaimsMax = 1_000;

    public static void Map(IEndpointRouteBuilder employer) =>
        employer.MapPost("/claims/lookup", HandleAsync)
            .RequireScope(Scopes.ClaimsRead)
            .WithName("LookUpClaims")
            .WithSummary("Claims by their ids, as they stand now")
            .WithDescription("In order of receipt. An id that is unknown, or of a claim that is not the caller's, is left out.");

    /// <param name="ClaimIds">At most 1,000.</param>
    internal sealed record Request([property: Description("The platform's ids of the claims, at most 1000.")] IReadOnlyList<Guid> ClaimIds);

    private static async Task<Results<Ok<Page<ClaimAnswer>>, ProblemHttpResult>> HandleAsync(
        Guid employerId, Request request, ClaimsDb db, HttpContext http, CancellationToken cancel)
    {
        if (request.ClaimIds.Count > ClaimsMax)
        {
            return Problems.Refuse(new Refusal("too-many-claims", "claimIds", $"Name at most {ClaimsMax} claims."));
        }

        var caller = http.User.ToCaller();
        var rows = await db.VisibleClaims(employerId, caller).Where(row => request.ClaimIds.Contains(row.ClaimId))
            .OrderBy(row => row.ReceivedAt).ThenBy(row => row.ClaimId).ToListAsync(cancel);
        return TypedResults.Ok(new Page<ClaimAnswer> { Items = await db.ToAnswersAsync(rows, caller, withActs: false, cancel) });
    }
}
