using Aso.Enrollment.Store;
using Aso.Foundation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aso.Enrollment.Features;

/// <summary>GET …/plans</summary>
internal static class ListPlans
{
    private static readonly ListOrder<PlanRow> AsDefined = ListOrder<PlanRow>.By(row => row.Number);

    public static void Map(IEndpointRouteBuilder employer) =>
        employer.MapGet("/plans", HandleAsync)
            .RequireScope(Scopes.EnrollmentRead)
            .WithName("ListPlans")
            .WithSummary("The employer's plans as defined, in that order");

    private static async Task<Results<Ok<Page<PlanView>>, ProblemHttpResult>> HandleAsync(
        Guid employerId, EnrollmentDb db, [AsParameters] PageQuery page, CancellationToken cancel)
    {
        if (!page.Passes(AsDefined, out var slice, out var problem))
        {
            return problem;
        }

        if (!await db.HasEmployerAsync(employerId, cancel))
        {
            return Answers.NoSuchEmployer;
        }

        var plans = await slice.ReadAsync(db.Plans.AsNoTracking().Where(row => row.EmployerId == employerId), cancel);
        return TypedResults.Ok(plans.ConvertAll(row => PlanView.Of(row.Terms)));
    }
}
