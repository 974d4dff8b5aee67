using Aso.Enrollment.Store;
using Aso.Foundation;
using Aso.Foundation.Fhir;

namespace Aso.Enrollment.Fhir;

/// <summary>GET …/Coverage and …/Coverage/{coverageId}: spans of members' coverage as FHIR R4 Coverages.</summary>
internal static class ReadCoverages
{
    public static void Map(RouteGroupBuilder employer)
    {
        employer.MapSearch(FhirInterface.Coverage, SearchAsync);
        employer.MapRead(FhirInterface.Coverage, GetAsync);
    }

    private static async Task<IResult> GetAsync(Guid employerId, string coverageId, EnrollmentDb db, CancellationToken cancel)
    {
        var member = await db.FindMemberAsync(employerId, FhirIds.CoverageOf(coverageId)?.MemberId, cancel);
        return member is not null && CoverageResource.Of(member, await db.NameAsync(employerId, cancel)).Find(coverage => coverage.Id == coverageId) is { } coverage
            ? FhirAnswer.Of(coverage)
            : Problems.NotFound("coverage");
    }

    /// <remarks>A member's spans are read together: the search is about one member, and its pages are cut from them.</remarks>
    private static async Task<IResult> SearchAsync(Guid employerId, FhirSearch search, EnrollmentDb db, CancellationToken cancel)
    {
        var id = search.One("_id");
        string?[] named = [search.Member("patient"), search.Member("beneficiary"), FhirIds.CoverageOf(id)?.MemberId];
        var members = named.OfType<string>().Distinct().ToList();
        if (id is null && members.Count == 0 && !search.FindsNothing)
        {
            search.Refuse("patient", "Name whose coverage you want by patient, or a coverage by _id.");
        }

        if (search.Refusals.Count > 0)
        {
            return Problems.Refuse(search.Refusals);
        }

        if (await db.NameAsync(employerId, cancel) is not { } employer)
        {
            return Answers.NoSuchEmployer;
        }

        var member = search.FindsNothing || members.Count != 1 ? null : await db.FindMemberAsync(employerId, members[0], cancel);
        var found = member is null ? [] : CoverageResource.Of(member, employer).FindAll(coverage => id is null || coverage.Id == id);
        var page = found.SkipWhile(coverage => search.After is { } after && string.CompareOrdinal(coverage.Id, after) <= 0);
        return Searchset.Of(search, found.Count, [.. page]);
    }
}
