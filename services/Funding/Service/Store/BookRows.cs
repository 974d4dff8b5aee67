using Aso.Funding.Domain;
using Aso.Primitives;
using Microsoft.EntityFrameworkCore;

namespace Aso.Funding.Store;

/// <summary>What is loaded of a book beside its own row: little, however long the book is.</summary>
internal sealed record BookRows(
    FundingRequestRow? OpenRequest, Dictionary<Payee, ReceivableRow> Receivables, Dictionary<DateOnly, MonthTotalRow> Months)
{
    public static async Task<BookRows> LoadAsync(FundingDb db, BookRow book, CancellationToken cancel) => new(
        book.OpenRequest is { } number ? await db.FundingRequests.FindAsync([book.EmployerId, number], cancel) : null,
        await ReceivablesAsync(db, book, cancel),
        await MonthsAsync(db, book, cancel));

    public BookState ToState(EmployerRow employer, BookRow book) => new()
    {
        EmployerId = book.EmployerId,
        Terms = employer.ToTerms(),
        OpenedOn = book.OpenedOn,
        On = book.BusinessDate,
        Balances = new(Accounts.All.Select(account => KeyValuePair.Create(account, book.Balance(account)))),
        LastSequence = book.LastSequence,
        LastHash = book.LastHash,
        LastPosition = book.LastPosition,
        QueuedCount = book.QueuedCount,
        RequestCount = book.RequestCount,
        OpenRequest = OpenRequest?.ToRequest(),
        Receivables = Receivables.ToDictionary(owed => owed.Key, owed => owed.Value.Amount),
        Months = [.. Months.Values.Select(month => month.ToTotals())],
    };

    private static async Task<Dictionary<Payee, ReceivableRow>> ReceivablesAsync(FundingDb db, BookRow book, CancellationToken cancel)
    {
        // Nearly always nobody owes anything; then there is nothing to ask the database.
        if (book.ProviderReceivable == Money.Zero)
        {
            return [];
        }

        var rows = await db.Receivables.Where(owed => owed.EmployerId == book.EmployerId).ToListAsync(cancel);
        return rows.ToDictionary(owed => Conversions.ToPayee(owed.Payee));
    }

    /// <summary>The business date's month, and the one before it for the fee on what was paid.</summary>
    private static async Task<Dictionary<DateOnly, MonthTotalRow>> MonthsAsync(FundingDb db, BookRow book, CancellationToken cancel)
    {
        if (book.BusinessDate is not { } today)
        {
            return [];
        }

        var from = MonthTotals.Of(today).AddMonths(-1);
        var rows = await db.MonthTotals.Where(month => month.EmployerId == book.EmployerId && month.Month >= from).ToListAsync(cancel);
        return rows.ToDictionary(month => month.Month);
    }
}
