using Aso.Foundation;
using Aso.StopLoss.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aso.StopLoss.Features;

/// <summary>The stop-loss insurers that the platform knows.</summary>
internal static class ListCarriers
{
    public static void Map(RouteGroupBuilder carriers) => carriers.MapGet("/", HandleAsync)
        .RequireScope(Scopes.PlatformAdmin)
        .WithName("ListCarriers").WithSummary("List the stop-loss carriers, by name");

    private static async Task<Ok<List<RegisterCarrier.Carrier>>> HandleAsync(StopLossDb db, CancellationToken cancel) =>
        TypedResults.Ok(await db.Carriers.OrderBy(row => row.Name).ThenBy(row => row.CarrierId)
            .Select(row => new RegisterCarrier.Carrier(row.CarrierId, row.Name)).ToListAsync(cancel));
}
