using Aso.Claims.Features;
using Aso.Claims.Intake;
using Aso.Claims.Store;
using Aso.Foundation;
using Aso.Foundation.Fhir;
using Microsoft.EntityFrameworkCore;
using R4 = Hl7.Fhir.Model;

namespace Aso.Claims.Fhir;

/// <summary>POST …/Claim/$submit: one claim as a FHIR R4 Claim, decided as POST /claims decides it and answered with a ClaimResponse.</summary>
internal static class SubmitFhirClaim
{
    private const string Wrapped = "resource";

    public static void Map(RouteGroupBuilder employer) =>
        employer.MapOperation(FhirInterface.Claim, "submit", Scopes.ClaimsWrite, HandleAsync)
            .WithName("FhirSubmitClaim")
            .WithSummary("Submit a Claim and get its ClaimResponse")
            .WithDescription(
                "A Claim, or Parameters with one as resource. A related prior claim makes it a replacement, the status cancelled with it a void. The same claim sent again "
                + "is answered with its decision and changes nothing; the same number with other content is refused (409).");

    private static async Task<IResult> HandleAsync(Guid employerId, ClaimsDb db, ClaimIntake intake, HttpContext http, CancellationToken cancel)
    {
        var caller = http.User.ToCaller();
        var (resource, refusals) = await FhirBody.ReadAsync(http.Request, cancel);
        if (resource is null)
        {
            return Problems.Refuse(refusals);
        }

        if (ClaimIn(resource) is not { } claim)
        {
            return Problems.Refuse(new Refusal("not-a-claim", resource.TypeName, $"Send one Claim, or Parameters with a Claim as the parameter {Wrapped}."));
        }

        var reading = await ClaimOfFhir.ReadAsync(employerId, claim, id =>
            db.VisibleClaims(employerId, caller).Where(row => row.ClaimId == id).Select(row => row.ClaimNumber).SingleOrDefaultAsync(cancel));
        refusals = [.. reading.Refusals, .. new[] { IdempotencyKey.Check(http) }.OfType<Refusal>()];
        if (reading.Claim is not { } submitted || refusals.Count > 0)
        {
            return Problems.Refuse(refusals);
        }

        if (ProviderScope.Check(caller, submitted) is { } foreign)
        {
            return Problems.Refuse(reading.ToElement(foreign));
        }

        var outcome = await intake.DecideAsync(SubmitClaim.SubmissionOf(employerId, submitted, http), cancel);
        if (outcome is Outcome.Refused refused)
        {
            return Problems.Refuse(refused.Refusals.Select(reading.ToElement));
        }

        var decided = (Outcome.Decided)outcome;
        var employer = await db.EmployerNameAsync(employerId, cancel);
        return FhirAnswer.Of(ClaimResponseResource.Of(new(employer, decided.Row, decided.Decision, SubmitClaim.AnswerOf(decided))));
    }

    private static R4.Claim? ClaimIn(R4.Resource resource) => resource switch
    {
        R4.Claim claim => claim,
        R4.Parameters { Parameter: [{ Name: Wrapped, Resource: R4.Claim claim }] } => claim,
        _ => null,
    };
}
