using Aso.Verifier.Checks;
using Aso.Verifier.Ledger;
using Aso.Verifier.Reading;
using Aso.Verifier.Reporting;
using Aso.Verifier.Streams;

namespace Aso.Verifier;

/// <summary>How far a verification has come.</summary>
internal interface IProgressOfVerification
{
    /// <param name="rows">Journal entries and claims, in all.</param>
    void Begin(long rows);

    void Read(long rows);

    /// <param name="open">What waits for messages on their way.</param>
    void Settle(int open);
}

/// <summary>Proves one installation, employer by employer: a book is in memory only while it is read.</summary>
internal sealed class Verification
{
    private const int RowsPerStep = 4_096;

    private readonly Installation _installation;
    private readonly IReadOnlyDictionary<Guid, Head> _anchors;
    private readonly IProgressOfVerification _progress;
    private readonly InFlight _inFlight = new();
    private readonly JournalChecks _journals = new();
    private readonly BookCheck _books = new();
    private readonly ReturnsCheck _returns = new();
    private readonly PersonsCheck _persons = new();
    private readonly ClaimsCheck _claims;
    private readonly PaymentsCheck _payments;
    private readonly PolicyCheck _policies;
    private readonly StreamCheck _streams = new();
    private readonly CheckResult _accumulators = new("accumulators", "Used deductibles, out-of-pocket and maxima are the sums of what live claims moved");
    private readonly CheckResult _readable = new("readable", "Each stored value is of its column's kind, and each book is known");
    private readonly List<Head> _heads = [];
    private long _rows;

    /// <param name="anchors">Heads of an earlier proof, by book: the chain must still pass through them.</param>
    public Verification(Installation installation, IReadOnlyDictionary<Guid, Head> anchors, IProgressOfVerification progress)
    {
        (_installation, _anchors, _progress) = (installation, anchors, progress);
        _claims = new(_inFlight, installation.Funding);
        _payments = new(_inFlight, installation.StopLoss);
        _policies = new(_inFlight, installation.Funding);
    }

    private IReadOnlyList<CheckResult> Checks =>
        [.. _journals.All, .. _books.All, .. _returns.All, _persons.Persons, .. _claims.All, _accumulators, .. _payments.All, .. _policies.All, _streams.Streams, _readable];

    /// <param name="only">The employers to prove; all where empty.</param>
    /// <param name="patience">How long to wait for messages that are on their way between services.</param>
    /// <exception cref="System.Data.Common.DbException">A database does not answer, or lacks its schema.</exception>
    public VerificationReport Run(IReadOnlyCollection<Guid> only, TimeSpan patience, CancellationToken cancel)
    {
        var (startedAt, clock) = (DateTimeOffset.UtcNow, System.Diagnostics.Stopwatch.StartNew());
        using (var read = new InstallationSnapshot(_installation, cancel))
        {
            var books = BooksOf(read, only);
            _progress.Begin(RowsOf(read, books));
            foreach (var book in books)
            {
                RunBook(read, book);
            }
        }

        _progress.Settle(_inFlight.Count);
        _inFlight.Settle(patience, cancel);
        return new(startedAt, clock.Elapsed, Checks, _heads);
    }

    private void RunBook(InstallationSnapshot read, Guid book)
    {
        try
        {
            _readable.Count();
            var claimsToFunding = _streams.Run(read.Claims, Installation.ClaimsName, read.Funding, Installation.FundingName, book);
            var fundingToStopLoss = _streams.Run(read.Funding, Installation.FundingName, read.StopLoss, Installation.StopLossName, book);
            var stopLossToFunding = _streams.Run(read.StopLossAfter, Installation.StopLossName, read.Funding, Installation.FundingName, book);

            var journal = ReadJournal(read.Funding, book);
            _books.Run(read.Funding, book, journal);
            _returns.Run(read.Funding, book, journal);
            _persons.Run(read.Funding, read.Claims, book, journal);
            var fold = new AccumulatorFold();
            var claims = _claims.Run(read.Claims, book, journal, claimsToFunding, fold, CountRow);
            fold.Compare(read.Claims, book, _accumulators);
            if (!IsFullyInsured(read.Funding, book))
            {
                _policies.RunPolicies(read.StopLoss, book, _payments.Run(read.StopLoss, book, journal, claims, fundingToStopLoss));
                _policies.RunRecoveries(read.StopLossAfter, book, journal, stopLossToFunding);
            }
        }
        catch (UnreadableValueException unreadable)
        {
            _readable.Add(new Place(book), unreadable.Column, "a value of its kind", "unreadable: the rest of this book was not read");
        }
    }

    private Journal ReadJournal(Snapshot funding, Guid book)
    {
        if (funding.Number("SELECT COUNT(*) FROM book WHERE employer_id = @book", ("@book", book)) != 1)
        {
            _readable.Add(new Place(book), "book", "one for each employer with entries or paid claims", "none");
        }

        var journal = new Journal(book, _journals, _anchors.GetValueOrDefault(book));
        var rows = funding.Read(
            "SELECT sequence, posted_on, kind, amount, recouped, subject, cause, hash FROM journal_entry WHERE employer_id = @book ORDER BY sequence",
            ("@book", book));
        foreach (var row in rows)
        {
            journal.Read(new(row.Number(0), row.Date(1), row.Small(2), row.Number(3), row.Number(4), row.Id(5), row.Id(6), row.Bytes(7)));
            CountRow();
        }

        journal.End();
        _heads.Add(new(book, journal.LastSequence, Convert.ToHexStringLower(journal.LastHash)));
        return journal;
    }

    private void CountRow()
    {
        if (++_rows % RowsPerStep == 0)
        {
            _progress.Read(RowsPerStep);
        }
    }

    /// <summary>Every employer that any service has money of, so that a row given to nobody's book is found.</summary>
    private static List<Guid> BooksOf(InstallationSnapshot read, IReadOnlyCollection<Guid> only)
    {
        var books = new SortedSet<Guid>();
        books.UnionWith(read.Funding.Read("SELECT employer_id FROM book").Select(row => row.Id(0)));
        books.UnionWith(read.Funding.Read("SELECT employer_id FROM journal_entry GROUP BY employer_id").Select(row => row.Id(0)));
        books.UnionWith(read.Claims.Read("SELECT employer_id FROM claim WHERE paid > 0 GROUP BY employer_id").Select(row => row.Id(0)));
        books.UnionWith(read.StopLoss.Read("SELECT employer_id FROM policy").Select(row => row.Id(0)));
        return [.. books.Where(book => only.Count == 0 || only.Contains(book))];
    }

    private static long RowsOf(InstallationSnapshot read, List<Guid> books)
    {
        var rows = 0L;
        foreach (var book in books)
        {
            rows += read.Funding.Number("SELECT last_sequence FROM book WHERE employer_id = @book", ("@book", book));
            rows += read.Claims.Number("SELECT COUNT(*) FROM claim WHERE employer_id = @book", ("@book", book));
        }

        return rows;
    }

    private static bool IsFullyInsured(Snapshot funding, Guid book)
    {
        const int FullyInsured = 2;
        return funding.Number("SELECT arrangement FROM employer WHERE employer_id = @book", ("@book", book)) == FullyInsured;
    }
}
