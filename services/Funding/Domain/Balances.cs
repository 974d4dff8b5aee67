using Aso.Primitives;

namespace Aso.Funding.Domain;

/// <summary>What stands on every account of one book, each on its normal side.</summary>
/// <remarks>
/// Only journal entries change it, and an entry's debits equal its credits; so the book is in balance at every instant.
/// Only <see cref="Account.EmployerContributions"/> may stand below zero: after refunds of what did not come from the employer.
/// </remarks>
public sealed class Balances
{
    private readonly Money[] _amounts = new Money[Accounts.All.Count + 1];

    public Balances()
    {
    }

    /// <param name="amounts">Balances by account; an account left out stands at zero.</param>
    public Balances(IEnumerable<KeyValuePair<Account, Money>> amounts)
    {
        ArgumentNullException.ThrowIfNull(amounts);
        foreach (var (account, amount) in amounts)
        {
            _amounts[(int)account] = amount;
        }
    }

    public Money this[Account account] => _amounts[(int)account];

    /// <summary>All that waits in the queue, before recoupment.</summary>
    public Money Queued => this[Account.ClaimsPayable] + this[Account.FeesPayable] + this[Account.PremiumPayable];

    /// <summary>Σ of the debit accounts less Σ of the credit accounts: always zero.</summary>
    public Money Difference => Accounts.All.Sum(account => account.IsDebitNormal() ? this[account] : -this[account]);

    /// <summary>Posts every line of <paramref name="entry"/>.</summary>
    /// <exception cref="InvalidOperationException">Cash or a receivable would fall below zero: the caller decided wrongly.</exception>
    public void Post(JournalEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var rule = PostingRule.Of(entry.Kind);
        Add(rule.Debit, entry.Amount, debit: true);
        Add(rule.Credit, entry.Amount - entry.Recouped, debit: false);
        Add(Account.ProviderReceivable, entry.Recouped, debit: false);
    }

    private void Add(Account account, Money amount, bool debit)
    {
        var balance = this[account] + (debit == account.IsDebitNormal() ? amount : -amount);
        if (balance < Money.Zero && account != Account.EmployerContributions)
        {
            throw new InvalidOperationException($"{account} would stand at {balance}.");
        }

        _amounts[(int)account] = balance;
    }
}
