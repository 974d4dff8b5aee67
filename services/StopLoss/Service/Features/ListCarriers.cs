using Aso.Foundation;
using Aso.StopLoss.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aso.StopLoss.Features;

/// <summary>The stop-loss insurers that the platform knows.</summary>
internal static class ListCarriers
{
    private static readonly ListOrder<CarrierRow> ByName = ListOrder<CarrierRow>.By(row => row.Name).Then(row => row.CarrierId);

    public static void Map(RouteGroupBuilder carriers) => carriers.MapGet("/", HandleAsync)
        .RequireScope(Scopes.PlatformAdmin)
        .WithName("ListCarriers").WithSummary("List the stop-loss carriers, by name");

    private static async Task<Results<Ok<Page<RegisterCarrier.Carrier>>, ProblemHttpResult>> HandleAsync(
        StopLossDb db, [AsParameters] PageQuery page, CancellationToken cancel) =>
        page.Passes(ByName, out var slice, out var problem)
            ? TypedResults.Ok((await slice.ReadAsync(db.Carriers.AsNoTracking(), cancel)).ConvertAll(row => new RegisterCarrier.Carrier(row.CarrierId, row.Name)))
            : problem;
}
