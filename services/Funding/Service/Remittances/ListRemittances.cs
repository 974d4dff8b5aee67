using System.ComponentModel;
using Aso.Foundation;
using Aso.Funding.Domain.Payments;
using Aso.Funding.Store;
using Aso.Primitives;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Aso.Funding.Remittances;

/// <summary>GET …/remittances — what providers were paid, one payment for each provider and business date.</summary>
internal static class ListRemittances
{
    public static void Map(RouteGroupBuilder employer) =>
        employer.MapGet("/remittances", HandleAsync)
            .RequireScope(Scopes.ClaimsRead)
            .WithName("ListRemittances").WithSummary("Payments to providers, one for each provider and business date")
            .WithDescription("In order of date and NPI. A provider sees its own only. A date on which claims of a provider were decided or reversed and nothing was paid has a payment of zero.");

    /// <param name="On">The business date of the releases.</param>
    /// <param name="EffectiveOn">The banking day on which the money is there.</param>
    /// <param name="Paid">What the provider gets: the claims' payments less what was recouped.</param>
    /// <param name="Claims">Decisions and reversals that it tells of.</param>
    /// <param name="IsFinal">False while the business date lasts: more may be added.</param>
    public sealed record Response(string TraceNumber, string ProviderNpi, DateOnly On, DateOnly EffectiveOn, Money Paid, long Claims, bool IsFinal);

    /// <summary>What narrows the list down.</summary>
    internal readonly record struct Filters(
        [property: FromQuery(Name = "from"), Description("Only of this business date or later.")] DateOnly? From,
        [property: FromQuery(Name = "to"), Description("Only of this business date or earlier.")] DateOnly? To,
        [property: FromQuery(Name = "providerNpi"), Description("Only this provider's.")] string? ProviderNpi);

    private static async Task<Results<Ok<Page<Response>>, ProblemHttpResult>> HandleAsync(
        Guid employerId, FundingDb db, PaymentReading payments, HttpContext http,
        [AsParameters] Filters filters, [AsParameters] PageQuery page, CancellationToken cancel)
    {
        // A trace number says its place in this order by itself.
        var last = page.After is null ? null : TraceNumber.Read(employerId, page.After);
        if (page.After is not null && last is null)
        {
            return Problems.Refuse(PageQuery.NoSuchPlace);
        }

        if (await db.Books.AsNoTracking().SingleOrDefaultAsync(row => row.EmployerId == employerId, cancel) is not { } book)
        {
            return Problems.NotFound("employer");
        }

        var take = page.Limit ?? PageQuery.LimitElse;
        var dates = new DateSpan(filters.From ?? DateOnly.MinValue, filters.To);
        var wanted = Wanted(http.User.ToCaller(), filters.ProviderNpi);
        var rows = await payments.ListAsync(employerId, dates, wanted, last, take + 1, cancel);
        return TypedResults.Ok(new Page<Response>
        {
            Items = [.. rows.Take(take).Select(row => new Response(
                TraceNumber.Of(employerId, row.Npi, row.Day), row.Npi, row.Day, BankingDays.After(row.Day), new Money(row.Paid), row.Claims, row.Day < book.BusinessDate))],
            Next = rows.Count > take ? TraceNumber.Of(employerId, rows[take - 1].Npi, rows[take - 1].Day) : null,
            Total = page.Total == true ? await payments.CountAsync(employerId, dates, wanted, cancel) : null,
        });
    }

    /// <summary>Null for every provider's.</summary>
    private static IReadOnlyList<string>? Wanted(Caller caller, string? providerNpi) =>
        caller.Kind != CallerKind.Provider ? (providerNpi is null ? null : [providerNpi])
        : providerNpi is null ? caller.Npis
        : [.. caller.Npis.Where(npi => npi == providerNpi)];
}
