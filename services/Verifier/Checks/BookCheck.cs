using Aso.Verifier.Ledger;
using Aso.Verifier.Reading;
using Aso.Verifier.Reporting;

namespace Aso.Verifier.Checks;

/// <summary>Funding alone: what is stored of a book beside its journal, against what the journal adds up to.</summary>
internal sealed class BookCheck
{
    public CheckResult Balances { get; } = new("book-balances", "Stored balances, head, months and deposits equal the sums of the journal");

    public CheckResult Payables { get; } = new("payables", "Each payable stands as the journal says, and the queue and receivables add up");

    public IEnumerable<CheckResult> All => [Balances, Payables];

    public void Run(Snapshot funding, Guid book, Journal journal)
    {
        var queued = CheckPayables(funding, book, journal);
        CheckBook(funding, book, journal, queued);
        CheckMonths(funding, book, journal);
        CheckDeposits(funding, book, journal);
    }

    private void CheckBook(Snapshot funding, Guid book, Journal journal, long queued)
    {
        var at = new Place(book);
        foreach (var row in funding.Read($"SELECT {Accounts.Columns}, last_sequence, last_hash, queued_count FROM book WHERE employer_id = @book", ("@book", book)))
        {
            foreach (var account in Accounts.All)
            {
                Balances.Count();
                Balances.Same(at, account.Name(), journal[account], (Int128)row.Number((int)account));
            }

            var next = Accounts.All.Count;
            Balances.Count(3);
            Balances.Same(at, "lastSequence", journal.LastSequence, row.Number(next));
            Balances.Same(at, "lastHash", Convert.ToHexStringLower(journal.LastHash), Convert.ToHexStringLower(row.Bytes(next + 1)));
            Balances.Same(at, "queuedCount", queued, row.Number(next + 2));
        }
    }

    private void CheckMonths(Snapshot funding, Guid book, Journal journal)
    {
        var left = new Dictionary<DateOnly, MonthSums>(journal.Months);
        foreach (var row in funding.Read("SELECT month, released, reversed, fees, premium, recoveries FROM month_total WHERE employer_id = @book", ("@book", book)))
        {
            left.Remove(row.Date(0), out var sums);
            CheckMonth(book, row.Date(0), sums, new(row.Number(1), row.Number(2), row.Number(3), row.Number(4), row.Number(5)));
        }

        foreach (var (month, sums) in left)
        {
            CheckMonth(book, month, sums, default);
        }
    }

    private void CheckMonth(Guid book, DateOnly month, MonthSums expected, MonthSums found)
    {
        var (at, name) = (new Place(book), month.ToString("yyyy-MM", null));
        Balances.Count();
        Balances.Same(at, $"{name} released", expected.Released, found.Released);
        Balances.Same(at, $"{name} reversed", expected.Reversed, found.Reversed);
        Balances.Same(at, $"{name} fees", expected.Fees, found.Fees);
        Balances.Same(at, $"{name} premium", expected.Premium, found.Premium);
        Balances.Same(at, $"{name} recoveries", expected.Recoveries, found.Recoveries);
    }

    private void CheckDeposits(Snapshot funding, Guid book, Journal journal)
    {
        var left = journal.Funds.Where(fund => fund.Key.Kind == PostingRule.Deposit).ToDictionary(fund => fund.Key.Subject, fund => fund.Value);
        foreach (var row in funding.Read("SELECT deposit_id, amount, received_on FROM deposit WHERE employer_id = @book", ("@book", book)))
        {
            Balances.Count();
            var at = new Place(book, row.Id(0));
            if (left.Remove(row.Id(0), out var entry))
            {
                Balances.Same(at, "deposit", entry.Amount, row.Number(1));
                Balances.Same(at, "receivedOn", entry.On, row.Date(2));
            }
            else
            {
                Balances.Add(at, "deposit", "an entry of the journal", "none");
            }
        }

        foreach (var (subject, entry) in left)
        {
            Balances.Add(new Place(book, subject, entry.Sequence), "deposit", "a recorded deposit", "none");
        }
    }

    /// <returns>How many payables are queued.</returns>
    private long CheckPayables(Snapshot funding, Guid book, Journal journal)
    {
        var (queued, owed, stored) = (0L, new Dictionary<string, Int128>(StringComparer.Ordinal), new HashSet<Guid>());
        var rows = funding.Read(
            "SELECT payable_id, kind, amount, status, recouped, released_on, reversed_on, provider_npi, member_id FROM payable WHERE employer_id = @book",
            ("@book", book));
        foreach (var row in rows)
        {
            Payables.Count();
            var (id, status) = (row.Id(0), row.Number(3));
            queued += status == Obligation.StatusQueued ? 1 : 0;
            if (!stored.Add(id))
            {
                Payables.Add(new Place(book, id), "payable", "one", "another");
            }

            if (journal.Obligations.TryGetValue(id, out var obligation))
            {
                CheckPayable(book, id, obligation, row);
                AddOwed(owed, obligation, Payee(book, row.TextOrNull(7), row.TextOrNull(8)));
            }
            else
            {
                Payables.Add(new Place(book, id), "payable", "an entry of the journal that charges it", "none");
            }
        }

        // A charge that was paid at once needs no place in the queue; what goes to a payee always has one.
        foreach (var (id, obligation) in journal.Obligations)
        {
            if (!stored.Contains(id) && (obligation.HasPayee || obligation.Status == Obligation.StatusQueued))
            {
                Payables.Add(new Place(book, id), "payable", $"one of {obligation.Amount}", "none");
            }
        }

        CheckReceivables(funding, book, owed);
        return queued;
    }

    private void CheckPayable(Guid book, Guid id, Obligation obligation, Row row)
    {
        var at = new Place(book, id);
        Payables.Same(at, "kind", obligation.Owed, row.Number(1));
        Payables.Same(at, "amount", obligation.Amount, row.Number(2));
        Payables.Same(at, "status", obligation.Status, row.Number(3));
        Payables.Same(at, "recouped", obligation.Recouped, row.Number(4));
        Payables.Same(at, "releasedOn", obligation.PaidOn, row.DateOrNull(5));
        Payables.Same(at, "reversedOn", obligation.ReversedOn, row.DateOrNull(6));
    }

    private void CheckReceivables(Snapshot funding, Guid book, Dictionary<string, Int128> owed)
    {
        foreach (var row in funding.Read("SELECT payee, amount FROM receivable WHERE employer_id = @book", ("@book", book)))
        {
            Payables.Count();
            var payee = row.Text(0).Split('/', 2) is ["employee", var memberId] ? Payee(book, null, memberId) : row.Text(0);
            owed.Remove(payee, out var expected);
            Payables.Same(new Place(book), $"owed by {payee}", expected, (Int128)row.Number(1));
        }

        foreach (var (payee, amount) in owed.Where(owes => owes.Value != 0))
        {
            Payables.Add(new Place(book), $"owed by {payee}", amount, Int128.Zero);
        }
    }

    /// <summary>What a reversal after release makes its payee owe, less what its releases kept back.</summary>
    private static void AddOwed(Dictionary<string, Int128> owed, Obligation obligation, string payee)
    {
        var change = (obligation is { PaidOn: not null, ReversedOn: not null } ? (Int128)obligation.Amount : 0) - obligation.Recouped;
        if (change != 0)
        {
            owed[payee] = owed.GetValueOrDefault(payee) + change;
        }
    }

    /// <summary>A provider by its NPI; an employee, who is paid where no provider is, by Claims' key.</summary>
    internal static string Payee(Guid book, string? providerNpi, string? memberId) =>
        providerNpi is not null ? $"npi/{providerNpi}" : $"member/{NamedId.OfMember(book, memberId ?? "")}";
}
