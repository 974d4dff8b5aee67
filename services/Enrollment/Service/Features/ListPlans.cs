using Aso.Enrollment.Store;
using Aso.Foundation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aso.Enrollment.Features;

/// <summary>GET …/plans</summary>
internal static class ListPlans
{
    public static void Map(IEndpointRouteBuilder employer) =>
        employer.MapGet("/plans", HandleAsync)
            .RequireScope(Scopes.EnrollmentRead)
            .WithName("ListPlans")
            .WithSummary("The employer's plans as defined, in that order");

    private static async Task<Results<Ok<List<PlanView>>, ProblemHttpResult>> HandleAsync(Guid employerId, EnrollmentDb db, CancellationToken cancel)
    {
        if (!await db.HasEmployerAsync(employerId, cancel))
        {
            return Answers.NoSuchEmployer;
        }

        var plans = await db.Plans.AsNoTracking().Where(row => row.EmployerId == employerId).OrderBy(row => row.Number).ToListAsync(cancel);
        return TypedResults.Ok(plans.ConvertAll(row => PlanView.Of(row.Terms)));
    }
}
