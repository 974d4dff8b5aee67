using Aso.Primitives;

namespace Aso.Funding.Domain;

/// <summary>Reads a whole journal from its first entry on and tells what does not hold.</summary>
/// <remarks>Proves a book from its entries alone: gapless, chained, balanced, each thing posted once, cash never below zero.</remarks>
public sealed class JournalAudit(Guid employerId)
{
    private readonly HashSet<Guid> _ids = [];
    private readonly Balances _balances = new();
    private byte[] _hash = JournalEntry.GenesisHash(employerId);
    private DateOnly _on = DateOnly.MinValue;

    /// <summary>The sequence of the last entry read; 0 before the first.</summary>
    public long LastSequence { get; private set; }

    /// <summary>The hash of the last entry, as computed.</summary>
    public ReadOnlyMemory<byte> LastHash => _hash;

    /// <summary>What the entries add up to.</summary>
    public Money this[Account account] => _balances[account];

    /// <summary>Reads the next entry.</summary>
    /// <returns>What is wrong with it; null where all holds. After a fault the audit is of no further use.</returns>
    public string? Read(JournalEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.Sequence != LastSequence + 1)
        {
            return $"Entry {entry.Sequence} follows on {LastSequence}.";
        }

        if (!_ids.Add(entry.Id) || entry.Id != BookId.OfEntry(employerId, entry.Kind, entry.Subject))
        {
            return $"Entry {entry.Sequence} has an id that is not its own.";
        }

        if (entry.On < _on)
        {
            return $"Entry {entry.Sequence} is dated {entry.On:yyyy-MM-dd}, before the one that it follows.";
        }

        if (!entry.Hash.Span.SequenceEqual(entry.HashAfter(_hash)))
        {
            return $"Entry {entry.Sequence} does not fit its hash and the entry before it.";
        }

        var signed = entry.Lines.Sum(line => line.IsDebit ? line.Amount : -line.Amount);
        if (!signed.IsZero || !entry.Amount.IsPositive)
        {
            return $"Entry {entry.Sequence} is out of balance by {signed}.";
        }

        return Post(entry);
    }

    private string? Post(JournalEntry entry)
    {
        try
        {
            _balances.Post(entry);
        }
        catch (InvalidOperationException overdrawn)
        {
            return $"Entry {entry.Sequence} cannot be: {overdrawn.Message}";
        }

        LastSequence = entry.Sequence;
        _on = entry.On;
        _hash = entry.Hash.ToArray();
        return null;
    }
}
