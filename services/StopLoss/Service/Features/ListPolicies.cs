using Aso.Foundation;
using Aso.StopLoss.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aso.StopLoss.Features;

/// <summary>An employer's stop-loss policies.</summary>
internal static class ListPolicies
{
    private static readonly ListOrder<PolicyRow> InOrderOfPeriods = ListOrder<PolicyRow>.By(row => row.PeriodStart);

    public static void Map(RouteGroupBuilder stopLoss) => stopLoss.MapGet("/policies", HandleAsync)
        .RequireScope(Scopes.StopLossRead)
        .WithName("ListStopLossPolicies").WithSummary("List an employer's stop-loss policies, in order of their periods");

    private static async Task<Results<Ok<Page<PolicyView>>, ProblemHttpResult>> HandleAsync(
        Guid employerId, StopLossDb db, [AsParameters] PageQuery page, CancellationToken cancel)
    {
        if (!page.Passes(InOrderOfPeriods, out var slice, out var problem))
        {
            return problem;
        }

        var policies = await slice.ReadAsync(db.Policies.AsNoTracking().Where(row => row.EmployerId == employerId), cancel);
        var ids = policies.Items.Select(policy => policy.CarrierId).Distinct().ToList();
        var carriers = await db.Carriers.AsNoTracking().Where(row => ids.Contains(row.CarrierId)).ToDictionaryAsync(row => row.CarrierId, row => row.Name, cancel);
        return TypedResults.Ok(policies.ConvertAll(policy => PolicyView.Of(policy, carriers[policy.CarrierId])));
    }
}
