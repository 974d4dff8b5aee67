using Aso.Funding.Domain;

namespace Aso.Funding.Store;

/// <summary>What is loaded of a book beside its own row: little, however long the book is.</summary>
internal sealed record BookRows(
    FundingRequestRow? OpenRequest, Dictionary<Payee, ReceivableRow> Receivables, Dictionary<DateOnly, MonthTotalRow> Months)
{
    /// <summary>Holds the book against every other writer until the commit and reads what stands in it, its own row and the employer's included, with one round trip. All of it is tracked.</summary>
    public static async Task<BookRows> TakeAsync(FundingDb db, Guid employerId, CancellationToken cancel)
    {
        var fetch = db.Fetch();
        fetch.Lock(FundingDb.BookLock, [employerId]);
        fetch.Tracked<EmployerRow>($"employer_id = {employerId}");
        var books = fetch.Tracked<BookRow>($"employer_id = {employerId}");
        var requests = fetch.Tracked<FundingRequestRow>($"employer_id = {employerId} AND number = (SELECT open_request FROM book WHERE employer_id = {employerId})");
        var receivables = fetch.Tracked<ReceivableRow>($"employer_id = {employerId}");

        // The business date's month, and the one before it for the fee on what was paid: no later one has been posted to.
        var months = fetch.Tracked<MonthTotalRow>($"employer_id = {employerId} ORDER BY month DESC LIMIT 2");
        await fetch.RunAsync(cancel);
        var from = books is [{ BusinessDate: { } today }] ? MonthTotals.Of(today).AddMonths(-1) : DateOnly.MaxValue;
        return new(
            requests.SingleOrDefault(),
            receivables.ToDictionary(owed => Conversions.ToPayee(owed.Payee)),
            months.Where(month => month.Month >= from).ToDictionary(month => month.Month));
    }

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
}
