using Aso.Verifier.Reporting;

namespace Aso.Verifier.Ledger;

/// <summary>Reads one book's journal from its first entry on, proves it entry by entry, and keeps what it adds up to.</summary>
/// <remarks>After a fault it goes on from what is stored, so that each fault is told where it is and not at every entry behind it.</remarks>
/// <param name="anchor">The head of an earlier proof, which must still be in the chain; null where there is none.</param>
internal sealed class Journal(Guid book, JournalChecks checks, Head? anchor = null)
{
    private readonly Int128[] _balances = new Int128[Accounts.All.Count];
    private readonly Dictionary<Guid, Obligation> _obligations = [];
    private readonly Dictionary<(int Kind, Guid Subject), Entry> _funds = [];
    private readonly Dictionary<DateOnly, MonthSums> _months = [];
    private readonly byte[] _computed = new byte[Seal.HashLength];
    private DateOnly _on;

    public long LastSequence { get; private set; }

    /// <summary>The stored hash of the last entry read; that before the first where none was.</summary>
    public byte[] LastHash { get; private set; } = Seal.Genesis(book);

    public IReadOnlyDictionary<Guid, Obligation> Obligations => _obligations;

    /// <summary>Deposits, those returned, acceptances, remittances, refunds and what the bank got, by kind and subject.</summary>
    public IReadOnlyDictionary<(int Kind, Guid Subject), Entry> Funds => _funds;

    /// <summary>By the 1st of each month that has any.</summary>
    public IReadOnlyDictionary<DateOnly, MonthSums> Months => _months;

    /// <summary>What the entries add up to, on the account's normal side.</summary>
    public Int128 this[Account account] => _balances[(int)account];

    public void Read(in Entry entry)
    {
        var at = new Place(book, entry.Subject, entry.Sequence);
        checks.Sequence.Count();
        checks.Sequence.Same(at, "sequence", LastSequence + 1, entry.Sequence);
        if (entry.On < _on)
        {
            checks.Sequence.Add(at, "postedOn", $"{_on:yyyy-MM-dd} or later", $"{entry.On:yyyy-MM-dd}");
        }

        CheckSeal(entry, at);
        if (entry.Sequence == anchor?.Sequence)
        {
            checks.Chain.Same(at, "hash proved before", anchor.Hash, Convert.ToHexStringLower(entry.Hash));
        }

        if (PostingRule.Of(entry.Kind) is { } rule)
        {
            CheckBankFirst(entry, rule, at);
            Post(entry, rule, at);
            Keep(entry, rule, at);
        }
        else
        {
            checks.Balance.Add(at, "kind", $"1 to {PostingRule.LastKind}", entry.Kind.ToString(null, null));
        }

        LastSequence = entry.Sequence;
        LastHash = entry.Hash;
        _on = entry.On;
    }

    /// <summary>After the last entry: the head proved before must have been passed, and the bank have what cash there is.</summary>
    public void End()
    {
        if (this[Account.BankOverdraft] > 0 && this[Account.Cash] > 0)
        {
            checks.BankFirst.Add(new Place(book, null, LastSequence), Account.BankOverdraft.Name(), "0", this[Account.BankOverdraft].ToString(null, null));
        }

        if (anchor is not null && LastSequence < anchor.Sequence)
        {
            checks.Sequence.Add(new Place(book), "sequence", $"{anchor.Sequence} or more, as proved before", LastSequence.ToString(null, null));
        }
    }

    private void CheckSeal(in Entry entry, in Place at)
    {
        checks.Chain.Count();
        if (LastHash.Length != Seal.HashLength)
        {
            checks.Chain.Add(at, "hash before", $"{Seal.HashLength} bytes", $"{LastHash.Length} bytes");
            return;
        }

        Seal.Compute(book, entry, LastHash, _computed);
        if (!entry.Hash.AsSpan().SequenceEqual(_computed))
        {
            checks.Chain.Add(at, "hash", Convert.ToHexStringLower(_computed), Convert.ToHexStringLower(entry.Hash));
        }
    }

    /// <summary>What the bank is owed for returned deposits goes before every payment, and is met as soon as there is cash.</summary>
    private void CheckBankFirst(in Entry entry, PostingRule rule, in Place at)
    {
        checks.BankFirst.Count();
        var mayStand = rule.Role != Role.Payment && (this[Account.Cash] <= 0 || entry.Kind == PostingRule.OverdraftSettled);
        if (this[Account.BankOverdraft] > 0 && !mayStand)
        {
            checks.BankFirst.Add(at, Account.BankOverdraft.Name(), "0", this[Account.BankOverdraft].ToString(null, null));
        }
    }

    private void Post(in Entry entry, PostingRule rule, in Place at)
    {
        checks.Balance.Count();
        if (entry.Amount <= 0)
        {
            checks.Balance.Add(at, "amount", "more than 0", entry.Amount.ToString(null, null));
        }

        if (entry.Recouped < 0 || entry.Recouped > (rule.MayRecoup ? entry.Amount : 0))
        {
            checks.Balance.Add(at, "recouped", rule.MayRecoup ? $"0 to {entry.Amount}" : "0", entry.Recouped.ToString(null, null));
        }

        Int128 credited = (Int128)entry.Amount - entry.Recouped;
        Add(rule.Debit, entry.Amount, debit: true, at);
        Add(rule.Credit, credited, debit: false, at);
        Add(Account.ProviderReceivable, entry.Recouped, debit: false, at);
        checks.Balance.Same(at, "credits", (Int128)entry.Amount, credited + entry.Recouped);
    }

    private void Add(Account account, Int128 amount, bool debit, in Place at)
    {
        if (amount == 0)
        {
            return;
        }

        checks.NotNegative.Count();
        var before = _balances[(int)account];
        var after = before + (debit == account.IsDebitNormal() ? amount : -amount);
        _balances[(int)account] = after;

        // Told where it falls below zero, not at every entry until it stands above again.
        if (after < 0 && after < before && before >= 0 && !account.MayBeNegative())
        {
            checks.NotNegative.Add(at, account.Name(), "0 or more", after.ToString(null, null));
        }
    }

    private void Keep(in Entry entry, PostingRule rule, in Place at)
    {
        var month = new DateOnly(entry.On.Year, entry.On.Month, 1);
        _months[month] = _months.GetValueOrDefault(month).With(entry);
        if (rule.Role == Role.Funds)
        {
            checks.Once.Count();
            if (!_funds.TryAdd((entry.Kind, entry.Subject), entry))
            {
                checks.Once.Add(at, rule.Name, "posted once", "posted again");
            }

            return;
        }

        if (!_obligations.TryGetValue(entry.Subject, out var obligation))
        {
            _obligations[entry.Subject] = obligation = new() { Owed = rule.Owed };
        }

        checks.Once.Count();
        checks.Once.Same(at, "kind of obligation", obligation.Owed, rule.Owed);
        switch (rule.Role)
        {
            case Role.Charge:
                Charge(obligation, entry, rule, at);
                break;
            case Role.Payment:
                Pay(obligation, entry, rule, at);
                break;
            default:
                Reverse(obligation, entry, rule, at);
                break;
        }
    }

    private void Charge(Obligation obligation, in Entry entry, PostingRule rule, in Place at)
    {
        if (obligation.IsCharged || obligation.PaidOn is not null || obligation.ReversedOn is not null)
        {
            checks.Once.Add(at, rule.Name, "posted once, before its payment", "posted again or late");
        }

        (obligation.ChargedOn, obligation.Amount) = (entry.On, entry.Amount);
    }

    private void Pay(Obligation obligation, in Entry entry, PostingRule rule, in Place at)
    {
        if (!obligation.IsCharged || obligation.PaidOn is not null || obligation.ReversedOn is not null)
        {
            checks.Once.Add(at, rule.Name, "paid once, what is owed", obligation.IsCharged ? "paid or reversed before" : "never owed");
        }

        checks.Once.Same(at, "amount", obligation.Amount, entry.Amount);
        (obligation.PaidOn, obligation.Recouped) = (entry.On, entry.Recouped);
    }

    private void Reverse(Obligation obligation, in Entry entry, PostingRule rule, in Place at)
    {
        if (!obligation.IsCharged || obligation.ReversedOn is not null)
        {
            checks.Once.Add(at, rule.Name, "reversed once, what was owed", obligation.IsCharged ? "reversed before" : "never owed");
        }

        checks.Once.Same(at, "reversed after release", obligation.PaidOn is not null, entry.Kind == PostingRule.ClaimReversedAfterRelease);
        checks.Once.Same(at, "amount", obligation.Amount, entry.Amount);
        obligation.ReversedOn = entry.On;
    }
}

/// <summary>The last entry of a book's journal: its hash seals all before it.</summary>
/// <param name="Hash">Hexadecimal.</param>
internal sealed record Head(Guid Book, long Sequence, string Hash);

/// <summary>The checks that a journal alone is put to.</summary>
internal sealed class JournalChecks
{
    public CheckResult Sequence { get; } = new("journal-sequence", "Each journal runs from 1 without a gap, its dates forward");

    public CheckResult Chain { get; } = new("journal-chain", "Each entry is sealed by its hash and the one before it");

    public CheckResult Balance { get; } = new("journal-balance", "Debits equal credits at each entry");

    public CheckResult NotNegative { get; } = new("never-below-zero", "Cash, receivables and payables are never below zero, at any entry");

    public CheckResult Once { get; } = new("posted-once", "Each thing is charged, paid and reversed once, by the same amount");

    public CheckResult BankFirst { get; } = new("bank-first", "Nothing is paid while the bank is owed for a returned deposit, and cash goes to it first");

    public IEnumerable<CheckResult> All => [Sequence, Chain, Balance, NotNegative, Once, BankFirst];
}
