using Aso.Foundation;
using Aso.StopLoss.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aso.StopLoss.Carriers;

/// <summary>GET /v1/carrier/accounts: where the carrier stands with each employer.</summary>
internal static class ListAccounts
{
    /// <param name="BusinessDate">Left out before the employer's plan is open.</param>
    internal sealed record CarrierAccountView(Guid EmployerId, string EmployerName, DateOnly? BusinessDate, AccountSums Sums);

    public static void Map(RouteGroupBuilder carrier) => carrier.MapGet("/accounts", HandleAsync)
        .RequireScope(Scopes.Carrier)
        .WithName("ListCarrierAccounts").WithSummary("List what a carrier was asked for, decided, remitted and owes, by employer");

    private static async Task<Results<Ok<CarrierPage<CarrierAccountView>>, ProblemHttpResult>> HandleAsync(
        StopLossDb db, HttpContext http, [AsParameters] PageAsked page, CancellationToken cancel)
    {
        var after = Guid.Empty;
        Refusal?[] refusals = [page.RefuseLimit(), page.After is null || Guid.TryParse(page.After, out after) ? null : PageAsked.RefuseAfter()];
        if (refusals.OfType<Refusal>().ToList() is { Count: > 0 } refused)
        {
            return Problems.Refuse(refused);
        }

        var carrierId = http.CarrierId();
        var employers = await db.Policies.Where(row => row.CarrierId == carrierId && row.EmployerId > after)
            .Select(row => row.EmployerId).Distinct().OrderBy(employer => employer).Take(page.Take + 1).ToListAsync(cancel);
        Guid[] shown = [.. employers.Take(page.Take)];
        var (names, today, sums) = (await db.NamesAsync(shown, cancel), await db.BusinessDatesAsync(shown, cancel), await AccountSums.ReadAsync(db, carrierId, cancel));
        return TypedResults.Ok(new CarrierPage<CarrierAccountView>(
            [.. shown.Select(employer => new CarrierAccountView(
                employer, names[employer], today.TryGetValue(employer, out var date) ? date : null, sums.GetValueOrDefault(employer) ?? AccountSums.None))],
            employers.Count > page.Take ? shown[^1].ToString() : null));
    }
}
