using Aso.Enrollment.Store;
using Aso.Foundation;
using Aso.Foundation.Fhir;
using Hl7.Fhir.Model;
using Microsoft.EntityFrameworkCore;

namespace Aso.Enrollment.Fhir;

/// <summary>GET …/Patient and …/Patient/{patientId}: members as FHIR R4 Patients.</summary>
internal static class ReadPatients
{
    public static void Map(RouteGroupBuilder employer)
    {
        employer.MapSearch(FhirInterface.Patient, SearchAsync);
        employer.MapRead(FhirInterface.Patient, GetAsync);
    }

    private static async Task<IResult> GetAsync(Guid employerId, string patientId, EnrollmentDb db, CancellationToken cancel) =>
        await db.FindMemberAsync(employerId, FhirIds.MemberOf(patientId), cancel) is { } row
            ? FhirAnswer.Of(PatientOf(employerId, row))
            : Answers.NoSuchMember;

    private static async Task<IResult> SearchAsync(Guid employerId, FhirSearch search, EnrollmentDb db, CancellationToken cancel)
    {
        var identifier = search.Token("identifier", FhirWords.MemberSystem(employerId));
        var id = search.Member("_id");
        if (search.Refusals.Count > 0)
        {
            return Problems.Refuse(search.Refusals);
        }

        if (!await db.HasEmployerAsync(employerId, cancel))
        {
            return Answers.NoSuchEmployer;
        }

        if (search.FindsNothing)
        {
            return Searchset.Empty(search);
        }

        var members = db.Members.AsNoTracking().Where(row => row.EmployerId == employerId
            && (identifier == null || row.MemberId == identifier) && (id == null || row.MemberId == id));
        var total = await members.CountAsync(cancel);
        if (FhirIds.MemberOf(search.After) is { } after)
        {
            members = members.Where(row => string.Compare(row.MemberId, after) > 0);
        }

        var rows = await members.OrderBy(row => row.MemberId).Take(search.Count + 1).ToListAsync(cancel);
        return Searchset.Of(search, total, rows.ConvertAll(row => PatientOf(employerId, row)));
    }

    /// <summary>What Enrollment knows of a person: no name and no gender.</summary>
    private static Patient PatientOf(Guid employerId, MemberRow row) => new()
    {
        Id = FhirIds.OfPatient(row.MemberId),
        Identifier =
        [
            new(FhirWords.MemberSystem(employerId), row.MemberId)
            {
                Use = Identifier.IdentifierUse.Official,
                Type = new("http://terminology.hl7.org/CodeSystem/v2-0203", "MB", "Member Number", null),
            },
        ],
        BirthDate = FhirWords.Date(row.BirthDate),
    };
}
