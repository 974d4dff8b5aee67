using Aso.Claims.Store;
using Aso.Foundation;
using Aso.Foundation.Fhir;
using Microsoft.EntityFrameworkCore;
using R4 = Hl7.Fhir.Model;

namespace Aso.Claims.Fhir;

/// <summary>GET …/Claim and …/ExplanationOfBenefit, each also by id: claims as they were submitted, and as they were decided.</summary>
internal static class ReadFhirClaims
{
    public static void Map(RouteGroupBuilder employer)
    {
        employer.MapSearch(FhirInterface.Claim, (Guid employerId, FhirSearch search, ClaimsDb db, CancellationToken cancel) =>
            SearchAsync(employerId, search, db, ClaimResource.Of, (claims, days) => claims.Where(row => row.ReceivedOn >= days.From && row.ReceivedOn <= days.To), cancel));
        employer.MapSearch(FhirInterface.ExplanationOfBenefit, (Guid employerId, FhirSearch search, ClaimsDb db, CancellationToken cancel) =>
            SearchAsync(employerId, search, db, ExplanationOfBenefitResource.Of, (claims, days) => claims.Where(row => (row.DecidedOn ?? row.ReceivedOn) >= days.From && (row.DecidedOn ?? row.ReceivedOn) <= days.To), cancel));
        employer.MapRead(FhirInterface.Claim, (Guid employerId, string claimId, ClaimsDb db, HttpContext http, CancellationToken cancel) =>
            GetAsync(employerId, claimId, db, http, ClaimResource.Of, cancel));
        employer.MapRead(FhirInterface.ExplanationOfBenefit, (Guid employerId, string explanationOfBenefitId, ClaimsDb db, HttpContext http, CancellationToken cancel) =>
            GetAsync(employerId, explanationOfBenefitId, db, http, ExplanationOfBenefitResource.Of, cancel));
    }

    private static async Task<IResult> GetAsync(Guid employerId, string id, ClaimsDb db, HttpContext http, Func<ClaimRecord, R4.Resource> toResource, CancellationToken cancel) =>
        Guid.TryParseExact(id, "D", out var claimId)
        && await db.VisibleClaims(employerId, http.User.ToCaller()).SingleOrDefaultAsync(row => row.ClaimId == claimId, cancel) is { } row
            ? FhirAnswer.Of(toResource(ClaimRecord.Of(await db.EmployerNameAsync(employerId, cancel), row)))
            : Problems.NotFound("claim");

    /// <summary>In order of receipt.</summary>
    private static async Task<IResult> SearchAsync(
        Guid employerId, FhirSearch search, ClaimsDb db, Func<ClaimRecord, R4.Resource> toResource,
        Func<IQueryable<ClaimRow>, (DateOnly From, DateOnly To), IQueryable<ClaimRow>> created, CancellationToken cancel)
    {
        var visible = db.VisibleClaims(employerId, search.Caller);
        var claims = created(visible, search.Days("created"));
        if (search.PlatformId("_id") is { } id)
        {
            claims = claims.Where(row => row.ClaimId == id);
        }

        if (search.Token("identifier", FhirWords.ClaimSystem(employerId)) is { } number)
        {
            var named = Keys.OfClaim(employerId, number);
            claims = claims.Where(row => row.ClaimId == named);
        }

        if (search.Member("patient") is { } memberId)
        {
            var member = Keys.OfMember(employerId, memberId);
            claims = claims.Where(row => row.MemberKey == member);
        }

        var last = Guid.TryParse(search.After, out var after) ? await visible.SingleOrDefaultAsync(row => row.ClaimId == after, cancel) : null;
        if (search.After is not null && last is null)
        {
            search.Refuse("_after", "Follow the next link of a page of this search, or leave this out to begin.");
        }

        if (search.Refusals.Count > 0)
        {
            return Problems.Refuse(search.Refusals);
        }

        if (search.FindsNothing)
        {
            return Searchset.Empty(search);
        }

        var total = await claims.CountAsync(cancel);
        var rows = await claims.InOrderOfReceipt(last).Take(search.Count + 1).ToListAsync(cancel);
        var employer = await db.EmployerNameAsync(employerId, cancel);
        return Searchset.Of(search, total, rows.ConvertAll(row => toResource(ClaimRecord.Of(employer, row))));
    }
}
