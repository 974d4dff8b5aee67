using Aso.Foundation;
using Aso.StopLoss.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aso.StopLoss.Features;

/// <summary>An employer's stop-loss policies.</summary>
internal static class ListPolicies
{
    public static void Map(RouteGroupBuilder stopLoss) => stopLoss.MapGet("/policies", HandleAsync)
        .RequireScope(Scopes.StopLossRead)
        .WithName("ListStopLossPolicies").WithSummary("List an employer's stop-loss policies, in order of their periods");

    private static async Task<Ok<List<PolicyView>>> HandleAsync(Guid employerId, StopLossDb db, CancellationToken cancel)
    {
        var rows = await db.Policies.AsNoTracking()
            .Where(row => row.EmployerId == employerId)
            .Join(db.Carriers, policy => policy.CarrierId, carrier => carrier.CarrierId, (policy, carrier) => new { policy, carrier.Name })
            .OrderBy(row => row.policy.PeriodStart).ToListAsync(cancel);
        return TypedResults.Ok(rows.ConvertAll(row => PolicyView.Of(row.policy, row.Name)));
    }
}
