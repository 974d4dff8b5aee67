using Aso.Primitives;

namespace Aso.Funding.Domain;

/// <summary>What a run of journal entries adds up to, by kind.</summary>
public sealed class PostedSums
{
    private static readonly EntryKind[] Kinds = Enum.GetValues<EntryKind>();
    private static readonly int LastKind = Kinds.Max(kind => (int)kind);

    private readonly Money[] _amounts = new Money[LastKind + 1];
    private readonly Money[] _recouped = new Money[LastKind + 1];

    /// <summary>Σ of the amounts of that kind's entries, before recoupment.</summary>
    public Money this[EntryKind kind] => _amounts[(int)kind];

    /// <summary>What releases of that kind kept back.</summary>
    public Money RecoupedBy(EntryKind kind) => _recouped[(int)kind];

    public static PostedSums Of(IEnumerable<JournalEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var sums = new PostedSums();
        foreach (var entry in entries)
        {
            sums.Add(entry.Kind, entry.Amount, entry.Recouped);
        }

        return sums;
    }

    public void Add(EntryKind kind, Money amount, Money recouped)
    {
        _amounts[(int)kind] += amount;
        _recouped[(int)kind] += recouped;
    }

    /// <summary>By how much these entries move the account, on its normal side.</summary>
    public Money On(Account account)
    {
        var moved = account == Account.ProviderReceivable ? -_recouped.Sum() : Money.Zero;
        foreach (var kind in Kinds)
        {
            var rule = PostingRule.Of(kind);
            if (rule.Debit == account)
            {
                moved += account.IsDebitNormal() ? this[kind] : -this[kind];
            }

            if (rule.Credit == account)
            {
                var credited = this[kind] - RecoupedBy(kind);
                moved += account.IsDebitNormal() ? -credited : credited;
            }
        }

        return moved;
    }
}
