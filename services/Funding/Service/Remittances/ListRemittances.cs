using System.ComponentModel;
using Aso.Foundation;
using Aso.Funding.Domain.Payments;
using Aso.Funding.Features;
using Aso.Funding.Store;
using Aso.Primitives;
using Microsoft.AspNetCore.Http.HttpResults;
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

    /// <param name="Next">What to send as <c>after</c> for the next page; left out on the last.</param>
    public sealed record RemittancePage(IReadOnlyList<Response> Items, string? Next);

    private static async Task<Results<Ok<RemittancePage>, ProblemHttpResult>> HandleAsync(
        Guid employerId, FundingDb db, PaymentReading payments, HttpContext http, int? limit, CancellationToken cancel,
        [Description("Only of this business date or later.")] DateOnly? from = null,
        [Description("Only of this business date or earlier.")] DateOnly? to = null,
        [Description("Only this provider's.")] string? providerNpi = null,
        [Description("The trace number that ended the page before.")] string? after = null)
    {
        var last = after is null ? null : TraceNumber.Read(employerId, after);
        if (after is not null && last is null)
        {
            return Problems.Refuse(new Refusal("invalid-query", "after", "Name a trace number of this list, or leave it out to begin."));
        }

        if (await db.Books.AsNoTracking().SingleOrDefaultAsync(row => row.EmployerId == employerId, cancel) is not { } book)
        {
            return Problems.NotFound("employer");
        }

        var take = Paging.Limit(limit);
        var dates = new DateSpan(from ?? DateOnly.MinValue, to);
        var rows = await payments.ListAsync(employerId, dates, Wanted(http.User.ToCaller(), providerNpi), last, take + 1, cancel);
        var page = rows.Take(take).Select(row => new Response(
            TraceNumber.Of(employerId, row.Npi, row.Day), row.Npi, row.Day, BankingDays.After(row.Day), new Money(row.Paid), row.Claims, row.Day < book.BusinessDate)).ToList();
        return TypedResults.Ok(new RemittancePage(page, rows.Count > take ? page[^1].TraceNumber : null));
    }

    /// <summary>Null for every provider's.</summary>
    private static IReadOnlyList<string>? Wanted(Caller caller, string? providerNpi) =>
        caller.Kind != CallerKind.Provider ? (providerNpi is null ? null : [providerNpi])
        : providerNpi is null ? caller.Npis
        : [.. caller.Npis.Where(npi => npi == providerNpi)];
}
