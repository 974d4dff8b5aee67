using Aso.Primitives;

namespace Aso.Funding.Domain;

/// <summary>What a stretch of a journal adds up to, by kind of entry.</summary>
public sealed class JournalSums
{
    private readonly Dictionary<EntryKind, (Money Amount, Money Recouped)> _sums = [];

    /// <param name="sums">Each kind at most once.</param>
    public JournalSums(IEnumerable<(EntryKind Kind, Money Amount, Money Recouped)> sums)
    {
        ArgumentNullException.ThrowIfNull(sums);
        foreach (var (kind, amount, recouped) in sums)
        {
            _sums.Add(kind, (amount, recouped));
        }
    }

    /// <summary>Σ of the entries of that kind; zero where there is none.</summary>
    public Money this[EntryKind kind] => _sums.GetValueOrDefault(kind).Amount;

    /// <summary>Of the releases of that kind: what was kept back for earlier overpayments.</summary>
    public Money RecoupedOf(EntryKind kind) => _sums.GetValueOrDefault(kind).Recouped;

    /// <summary>By how much the stretch raises an account on its normal side; below zero where it lowers it.</summary>
    public Money ChangeOf(Account account)
    {
        var debits = Money.Zero;
        foreach (var (kind, (amount, recouped)) in _sums)
        {
            var rule = PostingRule.Of(kind);
            debits += (rule.Debit == account ? amount : Money.Zero) - (rule.Credit == account ? amount - recouped : Money.Zero)
                - (account == Account.ProviderReceivable ? recouped : Money.Zero);
        }

        return account.IsDebitNormal() ? debits : Money.Zero - debits;
    }
}
