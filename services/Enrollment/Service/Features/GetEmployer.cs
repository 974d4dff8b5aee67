using Aso.Enrollment.Store;
using Aso.Foundation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aso.Enrollment.Features;

/// <summary>GET /v1/employers/{employerId}</summary>
internal static class GetEmployer
{
    public static void Map(IEndpointRouteBuilder employer) =>
        employer.MapGet("/", HandleAsync)
            .RequireScope(Scopes.EnrollmentRead)
            .WithName("GetEmployer")
            .WithSummary("An employer with its terms, its state and its business date");

    private static async Task<Results<Ok<EmployerView>, ProblemHttpResult>> HandleAsync(Guid employerId, EnrollmentDb db, CancellationToken cancel) =>
        await db.Employers.AsNoTracking().SingleOrDefaultAsync(row => row.EmployerId == employerId, cancel) is { } row
            ? TypedResults.Ok(EmployerView.Of(row))
            : Answers.NoSuchEmployer;
}
