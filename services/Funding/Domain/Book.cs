using Aso.Primitives;

namespace Aso.Funding.Domain;

/// <summary>An employer's book: a double-entry journal, the queue of payables, and the funding requests that fill the account.</summary>
/// <remarks>
/// Starts from a <see cref="BookState"/> and folds events into it; what happened is read from <see cref="Entries"/>,
/// <see cref="Payables"/>, <see cref="Requests"/>, <see cref="Outcomes"/> and <see cref="State"/>. Same state and events, same result:
/// it knows no clock and no store. One thread at a time.
/// </remarks>
public sealed partial class Book
{
    private readonly BookState _start;
    private readonly Balances _balances;
    private readonly PayablesQueue _queue;
    private readonly Dictionary<Payee, Money> _receivables;
    private readonly Dictionary<DateOnly, MonthTotals> _months;
    private readonly Dictionary<Guid, PayableState> _payables = [];
    private readonly SortedDictionary<long, FundingRequest> _requests = [];
    private readonly List<JournalEntry> _entries = [];
    private readonly List<BookOutcome> _outcomes = [];
    private ReadOnlyMemory<byte> _hash;
    private DateOnly? _openedOn;
    private DateOnly? _on;
    private long _position;
    private long _requestCount;
    private FundingRequest? _openRequest;
    private Guid _cause;

    public Book(BookState start)
    {
        ArgumentNullException.ThrowIfNull(start);
        _start = start;
        _balances = new(Accounts.All.Select(account => KeyValuePair.Create(account, start.Balances[account])));
        _queue = new(start.QueuedCount);
        _receivables = new(start.Receivables);
        _months = start.Months.ToDictionary(month => month.Month);
        _hash = start.LastHash;
        _openedOn = start.OpenedOn;
        _on = start.On;
        _position = start.LastPosition;
        _requestCount = start.RequestCount;
        _openRequest = start.OpenRequest;
    }

    /// <summary>The business date; null before the employer's plan opens.</summary>
    public DateOnly? On => _on;

    /// <summary>What stands on an account now, on its normal side.</summary>
    public Money this[Account account] => _balances[account];

    /// <summary>What was posted since the start, in order.</summary>
    public IReadOnlyList<JournalEntry> Entries => _entries;

    /// <summary>What became of each payable that was posted, released or reversed since the start.</summary>
    public IReadOnlyDictionary<Guid, PayableState> Payables => _payables;

    /// <summary>The requests made or changed since the start, as they stand, in order.</summary>
    public IReadOnlyCollection<FundingRequest> Requests => _requests.Values;

    /// <summary>What others want to know, in order of occurrence.</summary>
    public IReadOnlyList<BookOutcome> Outcomes => _outcomes;

    /// <summary>True where the head of the queue lies in the store: nothing else may happen before <see cref="Continue"/>.</summary>
    public bool NeedsQueue { get; private set; }

    /// <summary>The position after which the next page of the queue begins.</summary>
    public long QueueLoadedThrough => _queue.LoadedThrough;

    /// <summary>The book as it stands now.</summary>
    public BookState State => _start with
    {
        OpenedOn = _openedOn,
        On = _on,
        Balances = new(Accounts.All.Select(account => KeyValuePair.Create(account, _balances[account]))),
        LastSequence = _start.LastSequence + _entries.Count,
        LastHash = _hash,
        LastPosition = _position,
        QueuedCount = _queue.Count,
        RequestCount = _requestCount,
        OpenRequest = _openRequest,
        Receivables = _receivables.Where(owed => owed.Value.IsPositive).ToDictionary(),
        Months = [.. _months.Values.OrderBy(month => month.Month)],
    };

    /// <summary>Why the book would not take <paramref name="bookEvent"/> now; null where it would.</summary>
    public BookRefusal? Refuses(BookEvent bookEvent) => bookEvent switch
    {
        BookEvent.Opened => null,
        _ when _on is null => BookRefusal.NotOpen,
        BookEvent.Deposited or BookEvent.DepositReturned or BookEvent.SurplusRefunded when _start.Terms.IsFullyInsured => BookRefusal.FullyInsured,
        BookEvent.SurplusRefunded refund when refund.Amount > _balances[Account.Cash] => BookRefusal.AboveCash,
        _ => null,
    };

    /// <summary>Lets <paramref name="bookEvent"/> happen, with all that follows from it, unless <see cref="NeedsQueue"/> asks for more of the queue first.</summary>
    /// <exception cref="InvalidOperationException">The book refuses it, or the event before it is not finished.</exception>
    public void Apply(BookEvent bookEvent)
    {
        ArgumentNullException.ThrowIfNull(bookEvent);
        if (NeedsQueue)
        {
            throw new InvalidOperationException("The event before still waits for the head of the queue.");
        }

        if (Refuses(bookEvent) is { } refusal)
        {
            throw new InvalidOperationException($"The book refuses {bookEvent.GetType().Name}: {refusal}.");
        }

        _cause = bookEvent.Cause;
        switch (bookEvent)
        {
            case BookEvent.Opened opened: Open(opened); break;
            case BookEvent.DateLeft: RequestWeekly(); break;
            case BookEvent.DateReached reached: _on = reached.On; break;
            case BookEvent.PercentOfPaidDue: ChargePercentOfPaid(); break;
            case BookEvent.PerEmployeeFeeDue due: ChargePerEmployee(due.Enrolled); break;
            case BookEvent.PremiumDue due: ChargePremium(due); break;
            case BookEvent.LevelRateDue due: RequestLevelRate(due.Enrolled); break;
            case BookEvent.ClaimApproved approved: PostClaim(approved); break;
            case BookEvent.ClaimFeeDue due: ChargeClaimFee(due); break;
            case BookEvent.ClaimReversed reversed: Reverse(reversed); break;
            case BookEvent.Deposited deposited: Deposit(deposited); break;
            case BookEvent.SurplusRefunded refunded: Refund(refunded); break;
            case BookEvent.PaymentReturned returned: Reopen(returned); break;
            case BookEvent.DepositReturned returned: TakeBack(returned); break;
            case BookEvent.ReimbursementAccepted accepted: Post(EntryKind.ReimbursementAccepted, accepted.Amount, accepted.RequestId); break;
            case BookEvent.RemittanceReceived received: Receive(received); break;
            default: throw new ArgumentOutOfRangeException(nameof(bookEvent));
        }
    }

    /// <summary>Goes on with what <see cref="NeedsQueue"/> interrupted.</summary>
    /// <param name="page">The next queued payables behind <see cref="QueueLoadedThrough"/>, in order of position, as stored; at least one.</param>
    public void Continue(IReadOnlyList<Payable> page)
    {
        ArgumentNullException.ThrowIfNull(page);
        _queue.Load(page);
        Settle();
    }

    /// <summary>After each posting to the queue, each reversal and each change of cash: first the bank gets what it is owed, then the queue is released as far as cash goes, then, when prefunded, money is asked for.</summary>
    private void Settle()
    {
        SettleOverdraft();
        NeedsQueue = !ReleaseCovered();
        if (!NeedsQueue)
        {
            RequestPrefunding();
        }
    }

    private JournalEntry Post(EntryKind kind, Money amount, Guid subject, Money recouped = default, Guid? claimId = null)
    {
        if (!amount.IsPositive || recouped < Money.Zero || recouped > amount)
        {
            throw new InvalidOperationException($"{kind} of {amount} with {recouped} recouped.");
        }

        var entry = new JournalEntry
        {
            Sequence = _start.LastSequence + _entries.Count + 1,
            Id = BookId.OfEntry(_start.EmployerId, kind, subject),
            On = _on!.Value,
            Kind = kind,
            Amount = amount,
            Recouped = recouped,
            Subject = subject,
            Cause = _cause,
            Hash = default,
        }.SealedAfter(_hash.Span);
        _balances.Post(entry);
        _entries.Add(entry);
        _hash = entry.Hash;
        CountCost(entry, claimId);
        return entry;
    }

    private void CountCost(JournalEntry entry, Guid? claimId)
    {
        var month = MonthTotals.Of(entry.On);
        var before = MonthOf(month);
        var after = before.Add(entry);
        if (after != before)
        {
            _months[month] = after;
            _outcomes.Add(new BookOutcome.CostChanged(entry.Sequence, claimId, after));
        }
    }

    private MonthTotals MonthOf(DateOnly month) => _months.TryGetValue(month, out var totals) ? totals : MonthTotals.Empty(month);
}
