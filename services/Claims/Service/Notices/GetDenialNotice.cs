using Aso.Claims.Domain;
using Aso.Claims.Store;
using Aso.Foundation;
using Aso.Foundation.OpenApi;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aso.Claims.Notices;

/// <summary>GET /claims/{claimNumber}/denial-notice: as data, or with <c>Accept: text/html</c> as a page to print.</summary>
internal static class GetDenialNotice
{
    public static void Map(IEndpointRouteBuilder employer) => employer.MapGet("/claims/{claimNumber}/denial-notice", HandleAsync)
        .RequireScope(Scopes.ClaimsRead)
        .AlsoAnswers("text/html")
        .WithName("GetDenialNotice")
        .WithSummary("The notice of a denial: reason, provision of the plan, what is missing, and the rights of appeal")
        .WithDescription("With Accept: text/html the answer is a page to print.");

    private static async Task<Results<Ok<DenialNotice>, ContentHttpResult, ProblemHttpResult>> HandleAsync(
        Guid employerId, string claimNumber, ClaimsDb db, HttpContext http, CancellationToken cancel)
    {
        if (await db.FindClaimAsync(employerId, claimNumber, http.User.ToCaller(), cancel) is not { } row)
        {
            return Problems.NotFound("claim");
        }

        if (row.Status is ClaimStatus.Voided or ClaimStatus.Replaced)
        {
            return Problems.Conflict("claim-taken-back", "claimNumber", "The claim was voided or replaced, so that no denial of it stands: ask for the notice of the claim that took its place.");
        }

        var stored = StoredDecision.FromJson(row.Detail);
        var employer = await db.Employers.FindAsync([employerId], cancel);
        if (await db.LoadFactsAsync(row, stored, cancel) is not { } facts || DenialNotice.Of(employer?.Name ?? "", row, stored, facts) is not { } notice)
        {
            return Problems.Conflict("nothing-denied", "claimNumber", "Nothing of this claim is denied; its explanation of benefits tells what was decided.");
        }

        if (http.Request.GetTypedHeaders().Accept?.Any(accepted => accepted.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase)) != true)
        {
            return TypedResults.Ok(notice);
        }

        http.Response.Headers.ContentSecurityPolicy = DenialNoticePage.ContentSecurityPolicy;
        return TypedResults.Content(DenialNoticePage.Of(notice), "text/html; charset=utf-8");
    }
}
