using Aso.Funding.Domain;
using Aso.Primitives;
using Microsoft.EntityFrameworkCore;

namespace Aso.Funding.Store;

/// <summary>What is loaded of a book: little, however long the book is, and in one query.</summary>
/// <param name="Months">The business date's month and the one before it, for the fee on what was paid.</param>
internal sealed record BookRows(
    EmployerRow Employer, BookRow Book, FundingRequestRow? OpenRequest,
    Dictionary<DateOnly, MonthTotalRow> Months, Dictionary<Payee, ReceivableRow> Receivables)
{
    /// <summary>Null where the employer is unknown here.</summary>
    public static async Task<BookRows?> LoadAsync(FundingDb db, Guid employerId, CancellationToken cancel)
    {
        var rows = await db.Books.Where(book => book.EmployerId == employerId).Select(book => new
        {
            Book = book,
            Employer = db.Employers.Single(employer => employer.EmployerId == employerId),
            OpenRequest = db.FundingRequests.SingleOrDefault(request => request.EmployerId == employerId && request.Number == book.OpenRequest),
            Months = db.MonthTotals.Where(month => month.EmployerId == employerId && month.Month >= book.BusinessDate!.Value.AddMonths(-2)).ToList(),
        }).SingleOrDefaultAsync(cancel);
        return rows is null
            ? Registering(db, employerId)
            : new(
                rows.Employer, rows.Book, rows.OpenRequest,
                rows.Months.ToDictionary(month => month.Month),
                await ReceivablesAsync(db, rows.Book, cancel));
    }

    public BookState ToState() => new()
    {
        EmployerId = Book.EmployerId,
        Terms = Employer.ToTerms(),
        OpenedOn = Book.OpenedOn,
        On = Book.BusinessDate,
        Balances = new(Accounts.All.Select(account => KeyValuePair.Create(account, Book.Balance(account)))),
        LastSequence = Book.LastSequence,
        LastHash = Book.LastHash,
        LastPosition = Book.LastPosition,
        QueuedCount = Book.QueuedCount,
        RequestCount = Book.RequestCount,
        OpenRequest = OpenRequest?.ToRequest(),
        Receivables = Receivables.ToDictionary(owed => owed.Key, owed => owed.Value.Amount),
        Months = [.. Months.Values.Select(month => month.ToTotals())],
    };

    /// <summary>The rows of an employer that is registered in this very batch and not in the database yet.</summary>
    private static BookRows? Registering(FundingDb db, Guid employerId) =>
        db.Employers.Local.SingleOrDefault(row => row.EmployerId == employerId) is { } employer
        && db.Books.Local.SingleOrDefault(row => row.EmployerId == employerId) is { } book
            ? new(employer, book, null, [], [])
            : null;

    private static async Task<Dictionary<Payee, ReceivableRow>> ReceivablesAsync(FundingDb db, BookRow book, CancellationToken cancel)
    {
        // Nearly always nobody owes anything; then there is nothing to ask the database.
        if (book.ProviderReceivable == Money.Zero)
        {
            return [];
        }

        var rows = await db.Receivables.Where(owed => owed.EmployerId == book.EmployerId).ToListAsync(cancel);
        return rows.ToDictionary(owed => owed.ToPayee());
    }
}
