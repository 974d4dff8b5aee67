using Aso.Verifier.Ledger;
using Aso.Verifier.Reading;
using Aso.Verifier.Reporting;

namespace Aso.Verifier.Checks;

/// <summary>Funding and Claims, each alone: what wants two persons had two, and what they agreed on is posted.</summary>
internal sealed class PersonsCheck
{
    private const int Received = 2;
    private const int Approved = 2;

    public CheckResult Persons { get; } = new("two-persons", "Each announced deposit and each approved proposal was decided on by another than who made it, and is posted if it was agreed to");

    public void Run(Snapshot funding, Snapshot claims, Guid book, Journal journal)
    {
        CheckAnnouncements(funding, book, journal);
        CheckProposals(funding, book, journal);
        CheckProposals(claims, book, journal);
    }

    private void CheckAnnouncements(Snapshot funding, Guid book, Journal journal)
    {
        var rows = funding.Read("SELECT deposit_id, status, announced_by, decided_by, posted_as FROM deposit_announcement WHERE employer_id = @book", ("@book", book));
        foreach (var row in rows)
        {
            Persons.Count();
            var at = new Place(book, row.Id(0));
            CheckPersons(at, row.Text(2), row.TextOrNull(3));
            var isPosted = !row.IsNull(4) && journal.Funds.ContainsKey((PostingRule.Deposit, row.Id(4)));
            Persons.Same(at, "deposit posted", row.Small(1) == Received, isPosted);
        }
    }

    private void CheckProposals(Snapshot service, Guid book, Journal journal)
    {
        var rows = service.Read("SELECT approval_id, kind, status, proposed_by, decided_by FROM approval WHERE employer_id = @book", ("@book", book));
        foreach (var row in rows)
        {
            Persons.Count();
            var at = new Place(book, row.Id(0));
            CheckPersons(at, row.Text(3), row.TextOrNull(4));
            if (row.Text(1) == "surplusRefund")
            {
                Persons.Same(at, "refund posted", row.Small(2) == Approved, journal.Funds.ContainsKey((PostingRule.SurplusRefunded, row.Id(0))));
            }
        }
    }

    /// <summary>Names nobody: a finding tells that they are the same.</summary>
    private void CheckPersons(Place at, string by, string? decidedBy)
    {
        if (by == decidedBy)
        {
            Persons.Add(at, "decided by", "another person", "the same");
        }
    }
}
