using Aso.Primitives;

namespace Aso.Funding.Domain;

/// <summary>A book as it stands: what <see cref="Book"/> starts from and what is stored of it.</summary>
public sealed record BookState
{
    public required Guid EmployerId { get; init; }

    public required BookTerms Terms { get; init; }

    /// <summary>The first business date; null before the employer's plan opens.</summary>
    public DateOnly? OpenedOn { get; init; }

    /// <summary>The business date; null before the employer's plan opens.</summary>
    public DateOnly? On { get; init; }

    public Balances Balances { get; init; } = new();

    /// <summary>The sequence of the last journal entry; 0 before the first.</summary>
    public long LastSequence { get; init; }

    /// <summary>The hash that the next journal entry continues: the last one's, <see cref="JournalEntry.GenesisHash"/> before the first.</summary>
    public required ReadOnlyMemory<byte> LastHash { get; init; }

    /// <summary>The position of the last payable ever; 0 before the first.</summary>
    public long LastPosition { get; init; }

    /// <summary>How many stored payables are queued.</summary>
    public long QueuedCount { get; init; }

    /// <summary>How many funding requests were ever made.</summary>
    public long RequestCount { get; init; }

    public FundingRequest? OpenRequest { get; init; }

    /// <summary>What payees owe, those that owe nothing left out. Σ = <see cref="Account.ProviderReceivable"/>.</summary>
    public IReadOnlyDictionary<Payee, Money> Receivables { get; init; } = new Dictionary<Payee, Money>();

    /// <summary>The totals of the business date's month and of the month before, where they have any.</summary>
    public IReadOnlyList<MonthTotals> Months { get; init; } = [];
}
