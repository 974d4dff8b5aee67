using System.ComponentModel;
using Aso.Claims.Domain;
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
    private const int LimitMax = 1000;

    public static void Map(IEndpointRouteBuilder employer)
    {
        employer.MapGet("/claims", ListAsync)
            .RequireScope(Scopes.ClaimsRead)
            .WithName("ListClaims")
            .WithSummary("Claims in order of receipt, page by page");
        employer.MapGet("/claims/{claimNumber}", GetAsync)
            .RequireScope(Scopes.ClaimsRead)
            .WithName("GetClaim")
            .WithSummary("One claim as it stands now");
    }

    private static async Task<Results<Ok<List<ClaimAnswer>>, ProblemHttpResult>> ListAsync(
        Guid employerId, ClaimsDb db, HttpContext http, CancellationToken cancel,
        [Description("Only this member's.")] string? memberId = null,
        [Description("approved, denied, pended, voided or replaced.")] string? status = null,
        [Description("The claim number that ended the page before.")] string? after = null,
        [Description("At most this many, 1 to 1000.")] int limit = LimitMax,
        [Description("The newest first; after then leads back in time.")] bool newestFirst = false)
    {
        var fields = new FieldReading();
        var wanted = status is null ? null : fields.OneOf<ClaimStatus>("status", status, "approved, denied, pended, voided or replaced");
        if (limit is < 1 or > LimitMax)
        {
            fields.Refuse("limit", $"Use 1 to {LimitMax}.");
        }

        var claims = db.VisibleClaims(employerId, http.User.ToCaller());
        var last = after is null ? null : await claims.SingleOrDefaultAsync(row => row.ClaimId == Keys.OfClaim(employerId, after), cancel);
        if (after is not null && last is null)
        {
            fields.Refuse("after", "Name the number of a claim of this list, or leave it out to begin.");
        }

        if (fields.Refusals.Count > 0)
        {
            return Problems.Refuse(fields.Refusals.Select(refusal => refusal with { Code = "invalid-query" }));
        }

        if (memberId is not null)
        {
            var member = Keys.OfMember(employerId, memberId);
            claims = claims.Where(row => row.MemberKey == member);
        }

        if (wanted is { } one)
        {
            claims = claims.Where(row => row.Status == one);
        }

        var page = await (newestFirst ? Before(claims, last) : claims.InOrderOfReceipt(last)).Take(limit).ToListAsync(cancel);
        return TypedResults.Ok(await db.ToAnswersAsync(page, http.User.ToCaller(), withActs: false, cancel));
    }

    private static IQueryable<ClaimRow> Before(IQueryable<ClaimRow> claims, ClaimRow? last) =>
        (last is null ? claims : claims.Where(row => row.ReceivedAt < last.ReceivedAt || (row.ReceivedAt == last.ReceivedAt && row.ClaimId < last.ClaimId)))
        .OrderByDescending(row => row.ReceivedAt).ThenByDescending(row => row.ClaimId);

    private static async Task<Results<Ok<ClaimAnswer>, ProblemHttpResult>> GetAsync(
        Guid employerId, [FromRoute] string claimNumber, ClaimsDb db, HttpContext http, CancellationToken cancel) =>
        await db.FindClaimAsync(employerId, claimNumber, http.User.ToCaller(), cancel) is { } row
            ? TypedResults.Ok((await db.ToAnswersAsync([row], http.User.ToCaller(), withActs: true, cancel))[0])
            : Problems.NotFound("claim");
}
