using Aso.Verifier.Ledger;
using Aso.Verifier.Reading;
using Aso.Verifier.Reporting;

namespace Aso.Verifier.Checks;

/// <summary>Funding alone: each return that is recorded is posted, and undoes the whole of one payment or deposit, once.</summary>
internal sealed class ReturnsCheck
{
    public CheckResult Returns { get; } = new("returns", "Each return undoes the whole of one payment or deposit, once, and owes it to the same payee");

    public IEnumerable<CheckResult> All => [Returns];

    public void Run(Snapshot funding, Guid book, Journal journal)
    {
        var expected = PostedReturns(journal);
        var undone = new HashSet<string>(StringComparer.Ordinal);
        var rows = funding.Read(
            "SELECT return_id, amount, returned_on, paid_on, provider_npi, member_id, deposit_reference FROM bank_return WHERE employer_id = @book",
            ("@book", book)).Select(row => new Recorded(
                row.Id(0), row.Number(1), row.Date(2), row.DateOrNull(3), row.TextOrNull(4), row.TextOrNull(5), row.TextOrNull(6))).ToList();
        foreach (var recorded in rows)
        {
            Returns.Count();
            var at = new Place(book, recorded.Id);
            if (expected.Remove(recorded.Id, out var posted))
            {
                Returns.Same(at, "amount", posted.Amount, recorded.Amount);
                Returns.Same(at, "returnedOn", posted.On, recorded.On);
            }
            else
            {
                Returns.Add(at, "return", "an entry of the journal", "none");
            }

            var whole = recorded.PaidOn is null ? CheckDeposit(at, journal, recorded) : CheckPayment(at, funding, recorded, undone);
            Returns.Same(at, "amount undone", whole, recorded.Amount);
        }

        foreach (var (id, _) in expected)
        {
            Returns.Add(new Place(book, id), "return", "recorded", "none");
        }
    }

    private static Dictionary<Guid, (long Amount, DateOnly? On)> PostedReturns(Journal journal)
    {
        var payments = journal.Obligations.Where(owed => owed.Value.Owed == PostingRule.OwedForReturn)
            .Select(owed => (owed.Key, owed.Value.Amount, On: owed.Value.ChargedOn));
        var deposits = journal.Funds.Where(fund => fund.Key.Kind == PostingRule.DepositReturned)
            .Select(fund => (Key: fund.Key.Subject, fund.Value.Amount, On: (DateOnly?)fund.Value.On));
        return payments.Concat(deposits).DistinctBy(posted => posted.Key).ToDictionary(posted => posted.Key, posted => (posted.Amount, posted.On));
    }

    /// <returns>The deposit's amount; zero where there is none.</returns>
    private long CheckDeposit(Place at, Journal journal, Recorded recorded)
    {
        Returns.Same(at, "id", NamedId.OfDepositReturn(at.Book, recorded.Reference ?? ""), recorded.Id);
        return journal.Funds.GetValueOrDefault((PostingRule.Deposit, NamedId.OfDeposit(at.Book, recorded.Reference ?? ""))).Amount;
    }

    /// <returns>What the payee was paid on that date, after recoupment.</returns>
    private long CheckPayment(Place at, Snapshot funding, Recorded recorded, HashSet<string> undone)
    {
        var payee = BookCheck.Payee(at.Book, recorded.Npi, recorded.MemberId);
        if (!undone.Add($"{payee} {recorded.PaidOn:yyyy-MM-dd}"))
        {
            Returns.Add(at, "payment", "returned once", "returned again");
        }

        var owedTo = funding.Read(
            "SELECT provider_npi, member_id FROM payable WHERE employer_id = @book AND payable_id = @id", ("@book", at.Book), ("@id", recorded.Id))
            .Select(row => BookCheck.Payee(at.Book, row.TextOrNull(0), row.TextOrNull(1))).ToList();
        Returns.Same(at, "owed to", payee, owedTo is [var owed] ? owed : "none");
        return funding.Number(
            "SELECT CAST(COALESCE(SUM(amount - recouped), 0) AS BIGINT) FROM payable WHERE employer_id = @book AND released_on = @on AND "
            + (recorded.Npi is null ? "provider_npi IS NULL AND member_id = @payee" : "provider_npi = @payee"),
            ("@book", at.Book), ("@on", recorded.PaidOn!), ("@payee", recorded.Npi ?? recorded.MemberId ?? ""));
    }

    private sealed record Recorded(Guid Id, long Amount, DateOnly? On, DateOnly? PaidOn, string? Npi, string? MemberId, string? Reference);
}
