using Aso.Foundation;
using Aso.Funding.Store;
using Aso.Primitives;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aso.Funding.Features;

/// <summary>GET …/ledger — every account of the employer's book.</summary>
internal static class GetLedger
{
    public static void Map(RouteGroupBuilder employer) =>
        employer.MapGet("/ledger", HandleAsync)
            .RequireScope(Scopes.FundingRead)
            .WithName("GetLedger").WithSummary("The balances of the employer's book, each on its normal side");

    /// <param name="BusinessDate">Left out before the employer's plan opens.</param>
    /// <param name="LastEntry">The sequence of the last journal entry; 0 before the first.</param>
    /// <param name="LastHash">Its hash, hexadecimal: it seals the whole journal.</param>
    public sealed record Response(DateOnly? BusinessDate, Balances Accounts, long LastEntry, string LastHash);

    public sealed record Balances(
        Money Cash, Money StopLossReceivable, Money ProviderReceivable,
        Money ClaimsPayable, Money FeesPayable, Money PremiumPayable, Money EmployerContributions, Money InsurerFunds,
        Money ClaimsExpense, Money FeesExpense, Money PremiumExpense, Money StopLossRecoveries, Money BankOverdraft);

    private static async Task<Results<Ok<Response>, ProblemHttpResult>> HandleAsync(Guid employerId, FundingDb db, CancellationToken cancel)
    {
        if (await db.Books.AsNoTracking().SingleOrDefaultAsync(row => row.EmployerId == employerId, cancel) is not { } book)
        {
            return Problems.NotFound("employer");
        }

        var balances = new Balances(
            book.Cash, book.StopLossReceivable, book.ProviderReceivable,
            book.ClaimsPayable, book.FeesPayable, book.PremiumPayable, book.EmployerContributions, book.InsurerFunds,
            book.ClaimsExpense, book.FeesExpense, book.PremiumExpense, book.StopLossRecoveries, book.BankOverdraft);
        return TypedResults.Ok(new Response(
            book.BusinessDate, balances, book.LastSequence, Convert.ToHexStringLower(book.LastHash)));
    }
}
