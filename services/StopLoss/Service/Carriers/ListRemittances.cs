using System.ComponentModel;
using Aso.Foundation;
using Aso.Primitives;
using Aso.StopLoss.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aso.StopLoss.Carriers;

/// <summary>GET /v1/carrier/remittances: what the carrier has paid.</summary>
internal static class ListRemittances
{
    private static readonly ListOrder<RemittanceRow> NewestFirst = ListOrder<RemittanceRow>
        .By(row => row.ReceivedOn).Then(row => row.EmployerId).Then(row => row.Reference).Backwards();

    internal sealed record CarrierRemittance(Guid EmployerId, string EmployerName, string Reference, Money Amount, DateOnly ReceivedOn);

    public static void Map(RouteGroupBuilder carrier) => carrier.MapGet("/remittances", HandleAsync)
        .RequireScope(Scopes.Carrier)
        .WithName("ListCarrierRemittances").WithSummary("List what a carrier has remitted, the newest first");

    private static async Task<Results<Ok<Page<CarrierRemittance>>, ProblemHttpResult>> HandleAsync(
        StopLossDb db, HttpContext http, [AsParameters] PageQuery page, CancellationToken cancel,
        [Description("Only remittances to this employer.")] Guid? employerId = null)
    {
        if (!page.Passes(NewestFirst, out var slice, out var problem))
        {
            return problem;
        }

        var carrierId = http.CarrierId();
        var rows = await slice.ReadAsync(
            db.Remittances.AsNoTracking().Where(row => row.CarrierId == carrierId && (employerId == null || row.EmployerId == employerId)), cancel);
        var names = await db.NamesAsync([.. rows.Items.Select(row => row.EmployerId).Distinct()], cancel);
        return TypedResults.Ok(rows.ConvertAll(row => new CarrierRemittance(row.EmployerId, names[row.EmployerId], row.Reference, row.Amount, row.ReceivedOn)));
    }
}
