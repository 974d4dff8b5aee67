using Aso.Enrollment.Domain;
using Aso.Enrollment.Store;
using Aso.Foundation;
using Aso.Foundation.OpenApi;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aso.Enrollment.Features;

/// <summary>POST /v1/employers: a plan sponsor with its terms. It starts as a draft: plans and members are added, then it is opened.</summary>
internal static class RegisterEmployer
{
    public static void Map(IEndpointRouteBuilder employers) =>
        employers.MapPost("/", HandleAsync)
            .RequireScope(Scopes.PlatformAdmin)
            .Idempotent<EnrollmentDb>()
            .WithName("RegisterEmployer")
            .WithSummary("Register an employer and its terms")
            .WithExample("""
                {"name": "Lakeside Tools", "taxId": "98-7654322", "arrangement": "aso", "planYearStart": "2026-01-01",
                 "funding": {"method": "prefunded", "minimumBalance": "10000.00", "targetBalance": "50000.00"},
                 "fees": {"perEmployeePerMonth": "32.50", "perClaim": "1.75"}}
                """);

    private static async Task<Results<Created<EmployerView>, Ok<EmployerView>, ProblemHttpResult>> HandleAsync(
        EmployerDraft request, EnrollmentDb db, TimeProvider clock, CancellationToken cancel)
    {
        // Load.
        var now = clock.GetUtcNow();
        var employerId = request.EmployerId ?? Guid.CreateVersion7(now);
        var terms = request with { EmployerId = employerId };
        await db.LockAsync("employer", employerId, cancel);
        var known = await db.Employers.FindAsync([employerId], cancel);

        // Decide.
        var checkedTerms = EmployerRules.Check(terms);
        if (!checkedTerms.Passes(out var employer))
        {
            return checkedTerms.Objections.ToProblem();
        }

        if (known is not null)
        {
            return known.Terms == terms
                ? TypedResults.Ok(EmployerView.Of(known))
                : Problems.Conflict("employer-id-taken", "employerId", "Another employer has this id: choose another, or leave it out.");
        }

        // Store and tell.
        var row = new EmployerRow { EmployerId = employerId, State = EmployerState.Draft, Terms = terms, RegisteredAt = now.UtcDateTime };
        db.Employers.Add(row);
        db.Enqueue(employerId, employer.ToMessage(employerId));
        await db.CommitAsync(cancel);
        return TypedResults.Created($"/v1/employers/{employerId}", EmployerView.Of(row));
    }
}
