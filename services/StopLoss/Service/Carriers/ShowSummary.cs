using Aso.Foundation;
using Aso.StopLoss.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aso.StopLoss.Carriers;

/// <summary>GET /v1/carrier/summary: who the carrier is and where it stands over all employers.</summary>
internal static class ShowSummary
{
    /// <param name="Employers">With a policy of the carrier.</param>
    internal sealed record CarrierSummary(Guid CarrierId, string Name, int Employers, AccountSums Sums);

    public static void Map(RouteGroupBuilder carrier) => carrier.MapGet("/summary", HandleAsync)
        .RequireScope(Scopes.Carrier)
        .WithName("ShowCarrierSummary").WithSummary("Show what a carrier was asked for, decided, remitted and owes, over all employers");

    private static async Task<Results<Ok<CarrierSummary>, ProblemHttpResult>> HandleAsync(StopLossDb db, HttpContext http, CancellationToken cancel)
    {
        var carrierId = http.CarrierId();
        if (await db.Carriers.AsNoTracking().SingleOrDefaultAsync(row => row.CarrierId == carrierId, cancel) is not { } carrier)
        {
            return Problems.NotFound("carrier");
        }

        var employers = await db.Policies.Where(row => row.CarrierId == carrierId).Select(row => row.EmployerId).Distinct().CountAsync(cancel);
        var sums = await AccountSums.ReadAsync(db, carrierId, cancel);
        return TypedResults.Ok(new CarrierSummary(carrierId, carrier.Name, employers, sums.Values.Aggregate(AccountSums.None, (all, one) => all.Plus(one))));
    }
}
