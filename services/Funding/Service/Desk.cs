using Aso.Contracts.Claims.V1;
using Aso.Contracts.Enrollment.V1;
using Aso.Funding.Live;
using Aso.Funding.Store;

namespace Aso.Funding;

/// <summary>What lies open while one employer's messages are applied: its book and its roster, each taken when first needed.</summary>
internal sealed class Desk(FundingDb db, Guid employerId)
{
    private BookRows? _rows;
    private OpenBook? _book;
    private EmployeeRoster? _roster;

    public FundingDb Db => db;

    public Guid EmployerId => employerId;

    /// <summary>Set where more of the cost report changed than one month's sums: the date, the terms, or who is enrolled.</summary>
    public bool WholeReportChanged { get; set; }

    /// <summary>Takes the book and loads at once what the messages will need one by one.</summary>
    public async Task LookUpAsync(IReadOnlyList<object> messages, CancellationToken cancel)
    {
        await TakeAsync(cancel);
        Guid[] reversed = [.. messages.OfType<ClaimReversed>().Select(message => message.ClaimId)];
        if (reversed.Length > 0 && await TryBookAsync(cancel) is { } book)
        {
            await book.LookUpAsync(reversed, cancel);
        }

        string[] members = [.. messages.OfType<MemberCoverageChanged>().Where(message => message.Relationship == Relationship.Employee).Select(message => message.MemberId)];
        if (members.Length > 0)
        {
            await (await RosterAsync(cancel)).LookUpAsync(members, cancel);
        }
    }

    /// <exception cref="InvalidOperationException">The employer was never registered here.</exception>
    public async Task<OpenBook> BookAsync(CancellationToken cancel) =>
        await TryBookAsync(cancel) ?? throw new InvalidOperationException($"Employer {employerId} has no book.");

    /// <summary>The book, held against every other writer until the commit; null where the employer is unknown here.</summary>
    public async Task<OpenBook?> TryBookAsync(CancellationToken cancel) => _book ??= await OpenBook.OpenAsync(db, employerId, await TakeAsync(cancel), cancel);

    public async Task<EmployeeRoster> RosterAsync(CancellationToken cancel) => _roster ??= await EmployeeRoster.TakeAsync(db, employerId, cancel);

    private async ValueTask<BookRows> TakeAsync(CancellationToken cancel) => _rows ??= await BookRows.TakeAsync(db, employerId, cancel);

    /// <summary>Queues all that changed, for the caller to commit; then those who watch the costs are told.</summary>
    public void PutBack(ICostFeed feed, TimeProvider clock)
    {
        _book?.PutBack();
        CostChange[] changes = [.. _book?.CostChanges ?? []];
        if (changes.Length > 0 || WholeReportChanged)
        {
            var (on, whole) = (_book?.On, WholeReportChanged);
            db.AfterCommit(() => feed.Publish(new(employerId, clock.GetUtcNow().UtcDateTime, on, whole, changes)));
        }
    }
}
