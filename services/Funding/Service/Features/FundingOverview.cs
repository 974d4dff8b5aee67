using Aso.Funding.Store;
using Aso.Primitives;
using Microsoft.EntityFrameworkCore;

namespace Aso.Funding.Features;

/// <summary>An employer's money at a glance.</summary>
/// <param name="PaidThisMonth">Claim payments released in the month of the business date, less those reversed in it.</param>
/// <param name="ApprovedUnpaid">Approved claims that wait for money.</param>
/// <param name="StopLossReceivable">Accepted by the carrier and not yet remitted.</param>
/// <param name="BankOverdraft">Returned deposits that cash did not hold.</param>
/// <param name="Requested">Outstanding of the open funding request; left out where none is open.</param>
/// <param name="RequestedOn">Its business date.</param>
internal sealed record FundingOverview(
    Guid EmployerId, Money PaidThisMonth, Money Cash, Money ApprovedUnpaid, Money StopLossReceivable, Money BankOverdraft,
    Money? Requested, DateOnly? RequestedOn)
{
    public static async Task<List<FundingOverview>> ReadAsync(FundingDb db, Guid[] employers, CancellationToken cancel)
    {
        var books = await db.Books.AsNoTracking().Where(row => employers.Contains(row.EmployerId)).OrderBy(row => row.EmployerId).ToListAsync(cancel);
        DateOnly[] months = [.. books.Select(MonthOf).OfType<DateOnly>().Distinct()];
        var paid = await db.MonthTotals.AsNoTracking().Where(row => employers.Contains(row.EmployerId) && months.Contains(row.Month))
            .ToDictionaryAsync(row => (row.EmployerId, (DateOnly?)row.Month), row => row.Released - row.Reversed, cancel);
        var open = await db.FundingRequests.AsNoTracking()
            .Where(row => employers.Contains(row.EmployerId) && db.Books.Any(book => book.EmployerId == row.EmployerId && book.OpenRequest == row.Number))
            .ToDictionaryAsync(row => row.EmployerId, cancel);
        return books.ConvertAll(book => new FundingOverview(
            book.EmployerId,
            paid.GetValueOrDefault((book.EmployerId, MonthOf(book))),
            book.Cash, book.ClaimsPayable, book.StopLossReceivable, book.BankOverdraft,
            open.GetValueOrDefault(book.EmployerId)?.Outstanding,
            open.GetValueOrDefault(book.EmployerId)?.MadeOn));
    }

    private static DateOnly? MonthOf(BookRow book) => book.BusinessDate is { } today ? new DateOnly(today.Year, today.Month, 1) : null;
}
