using Aso.Foundation;
using Aso.StopLoss.Store;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aso.StopLoss.Carriers;

/// <summary>GET /v1/carrier/accounts: where the carrier stands with each employer.</summary>
internal static class ListAccounts
{
    private static readonly ListOrder<Guid> ById = ListOrder<Guid>.By(employerId => employerId);

    /// <param name="BusinessDate">Left out before the employer's plan is open.</param>
    internal sealed record CarrierAccountView(Guid EmployerId, string EmployerName, DateOnly? BusinessDate, AccountSums Sums);

    public static void Map(RouteGroupBuilder carrier) => carrier.MapGet("/accounts", HandleAsync)
        .RequireScope(Scopes.Carrier)
        .WithName("ListCarrierAccounts").WithSummary("List what a carrier was asked for, decided, remitted and owes, by employer");

    private static async Task<Results<Ok<Page<CarrierAccountView>>, ProblemHttpResult>> HandleAsync(
        StopLossDb db, HttpContext http, [AsParameters] PageQuery page, CancellationToken cancel)
    {
        if (!page.Passes(ById, out var slice, out var problem))
        {
            return problem;
        }

        var carrierId = http.CarrierId();
        var employers = await slice.ReadAsync(db.Policies.Where(row => row.CarrierId == carrierId).Select(row => row.EmployerId).Distinct(), cancel);
        Guid[] shown = [.. employers.Items];
        var (names, today, sums) = (await db.NamesAsync(shown, cancel), await db.BusinessDatesAsync(shown, cancel), await AccountSums.ReadAsync(db, carrierId, cancel));
        return TypedResults.Ok(employers.ConvertAll(employer => new CarrierAccountView(
            employer, names[employer], today.TryGetValue(employer, out var date) ? date : null, sums.GetValueOrDefault(employer) ?? AccountSums.None)));
    }
}
