using System.ComponentModel;
using System.Globalization;
using Aso.Foundation;
using Aso.Primitives;
using Aso.StopLoss.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aso.StopLoss.Carriers;

/// <summary>GET /v1/carrier/remittances: what the carrier has paid.</summary>
internal static class ListRemittances
{
    internal sealed record CarrierRemittance(Guid EmployerId, string EmployerName, string Reference, Money Amount, DateOnly ReceivedOn);

    public static void Map(RouteGroupBuilder carrier) => carrier.MapGet("/remittances", HandleAsync)
        .RequireScope(Scopes.Carrier)
        .WithName("ListCarrierRemittances").WithSummary("List what a carrier has remitted, the newest first");

    private static async Task<Results<Ok<CarrierPage<CarrierRemittance>>, ProblemHttpResult>> HandleAsync(
        StopLossDb db, HttpContext http, [AsParameters] PageAsked page, CancellationToken cancel,
        [Description("Only remittances to this employer.")] Guid? employerId = null)
    {
        if (page.RefuseLimit() is { } limit)
        {
            return Problems.Refuse(limit);
        }

        var carrierId = http.CarrierId();
        var all = db.Remittances.AsNoTracking().Where(row => row.CarrierId == carrierId && (employerId == null || row.EmployerId == employerId));
        if (page.After is not null)
        {
            if (!Place.TryRead(page.After, out var last))
            {
                return Problems.Refuse(PageAsked.RefuseAfter());
            }

            all = all.Where(row => row.ReceivedOn < last.ReceivedOn
                || (row.ReceivedOn == last.ReceivedOn && (row.EmployerId > last.EmployerId
                    || (row.EmployerId == last.EmployerId && string.Compare(row.Reference, last.Reference) > 0))));
        }

        var rows = await all.OrderByDescending(row => row.ReceivedOn).ThenBy(row => row.EmployerId).ThenBy(row => row.Reference).Take(page.Take + 1).ToListAsync(cancel);
        var names = await db.NamesAsync([.. rows.Select(row => row.EmployerId).Distinct()], cancel);
        var shown = rows.Take(page.Take).ToList();
        return TypedResults.Ok(new CarrierPage<CarrierRemittance>(
            shown.ConvertAll(row => new CarrierRemittance(row.EmployerId, names[row.EmployerId], row.Reference, row.Amount, row.ReceivedOn)),
            rows.Count > page.Take ? Place.Of(shown[^1]).ToString() : null));
    }

    /// <summary>A remittance's place in the list, as <c>2026-03-01/EMPLOYER-ID/REFERENCE</c>.</summary>
    private readonly record struct Place(DateOnly ReceivedOn, Guid EmployerId, string Reference)
    {
        public static Place Of(RemittanceRow row) => new(row.ReceivedOn, row.EmployerId, row.Reference);

        public static bool TryRead(string after, out Place place)
        {
            place = default;
            if (after.Split('/', 3) is not [var on, var employer, var reference]
                || !DateOnly.TryParseExact(on, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var receivedOn)
                || !Guid.TryParse(employer, out var employerId))
            {
                return false;
            }

            place = new(receivedOn, employerId, reference);
            return true;
        }

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{ReceivedOn:yyyy-MM-dd}/{EmployerId}/{Reference}");
    }
}
