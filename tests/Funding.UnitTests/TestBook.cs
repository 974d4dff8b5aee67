namespace Aso.Funding.UnitTests;

/// <summary>A book with the store around it, in sentences: every event is applied to a freshly loaded book, the queue handed over in small pages.</summary>
internal sealed class TestBook
{
    public const string Clinic = "1234567893";
    public const string Hospital = "1245319599";
    private readonly Dictionary<Guid, PayableState> _payables = [];
    private readonly SortedDictionary<long, FundingRequest> _requests = [];
    private readonly Dictionary<DateOnly, MonthTotals> _months = [];
    private readonly Dictionary<string, Guid> _ids = [];
    private readonly Dictionary<Guid, DateOnly> _paidOn = [];
    private readonly IReadOnlyList<PremiumTerms> _policies;
    private readonly int _pageSize;

    private TestBook(BookTerms terms, IReadOnlyList<PremiumTerms> policies, int pageSize)
    {
        _policies = policies;
        var employerId = Guid.Parse("00000000-0000-0000-0000-00000000a500");
        State = new BookState { EmployerId = employerId, Terms = terms, LastHash = JournalEntry.GenesisHash(employerId) };
        _pageSize = pageSize;
    }

    public BookState State { get; private set; }

    public List<JournalEntry> Journal { get; } = [];

    public List<BookOutcome> Outcomes { get; } = [];

    /// <summary>Enrolled on each 1st; one employee where a test says nothing.</summary>
    public Func<DateOnly, EnrolledCounts> Enrolled { get; set; } = _ => new(1, 0, 0, 0);

    public string Cash => this[Account.Cash];

    public IEnumerable<FundingRequest> Requests => _requests.Values;

    /// <summary>Every payable ever, as it stands, in posting order.</summary>
    public IEnumerable<PayableState> Payables => _payables.Values.OrderBy(payable => payable.Payable.Position);

    public string this[Account account] => State.Balances[account].ToString();

    public static TestBook With(FundingMethod? method, FeeTerms? fees = null, IReadOnlyList<PremiumTerms>? policies = null, int pageSize = 2) =>
        new(new BookTerms(method, fees ?? FeeTerms.None), policies ?? [], pageSize);

    public static TestBook PayAsYouGo(FeeTerms? fees = null, params PremiumTerms[] policies) =>
        With(new FundingMethod.PayAsYouGo(DayOfWeek.Friday), fees, policies);

    public static TestBook Prefunded(string minimum, string target, FeeTerms? fees = null) =>
        With(new FundingMethod.Prefunded(Money.Parse(minimum), Money.Parse(target)), fees);

    public static FeeTerms Fees(string perEmployee = "0", string perClaim = "0", string percent = "0") =>
        new(Money.Parse(perEmployee), Money.Parse(perClaim), Rate.ParsePercent(percent));

    public Guid IdOf(string name) => _ids.TryGetValue(name, out var id) ? id : _ids[name] = new Guid(_ids.Count + 1, 0, 0, new byte[8]);

    public TestBook OpenOn(string date) => MoveTo(date);

    public TestBook MoveTo(string date)
    {
        var to = DateOnly.ParseExact(date, "yyyy-MM-dd", null);
        return Apply(BusinessDates.Pass(State.On, to, IdOf("moved to " + date), new(State.Terms, _policies, Enrolled)));
    }

    public TestBook Deposit(string amount, string reference = "W")
    {
        var id = IdOf($"{reference}-{Journal.Count}");
        return Apply(new BookEvent.Deposited(id, id, Money.Parse(amount)));
    }

    /// <summary>The bank takes back a deposit of that amount.</summary>
    public TestBook ReturnDeposit(string amount)
    {
        var id = IdOf($"deposit-return-{Journal.Count}");
        return Apply(new BookEvent.DepositReturned(id, id, Money.Parse(amount)));
    }

    /// <summary>The bank returns all that the payee was paid on that date.</summary>
    public TestBook ReturnPayment(string date, Payee payee)
    {
        var on = DateOnly.ParseExact(date, "yyyy-MM-dd", null);
        var id = IdOf($"return-{Journal.Count}");
        _paidOn[id] = on;
        return Apply(new BookEvent.PaymentReturned(id, id, payee, PaidTo(payee, on)));
    }

    /// <summary>After recoupment.</summary>
    public Money PaidTo(Payee payee, DateOnly on) =>
        _payables.Values.Where(state => state.Payable.Payee == payee && state.ReleasedOn == on).Sum(state => state.Payable.Amount - state.Recouped);

    /// <summary>Of a payment that is made anew: the date on which it was made first.</summary>
    public DateOnly PaidFirstOn(Guid returnId) => _paidOn[returnId];

    public TestBook Claim(string claim, string paid, string npi = Clinic) =>
        Apply(new BookEvent.ClaimApproved(IdOf("message of " + claim), IdOf(claim), Payee.Provider(npi), Money.Parse(paid)));

    public TestBook DisabilityClaim(string claim, string paid, string employee) =>
        Apply(new BookEvent.ClaimApproved(IdOf("message of " + claim), IdOf(claim), Payee.Employee(employee), Money.Parse(paid)));

    public TestBook ClaimFee(string claim) => Apply(new BookEvent.ClaimFeeDue(IdOf("message of " + claim), IdOf(claim)));

    public TestBook Void(string claim) =>
        Apply(new BookEvent.ClaimReversed(IdOf("void of " + claim), IdOf(claim), _payables.GetValueOrDefault(IdOf(claim))));

    public TestBook Refund(string amount)
    {
        var id = IdOf($"refund-{Journal.Count}");
        return Apply(new BookEvent.SurplusRefunded(id, id, Money.Parse(amount)));
    }

    public TestBook Accept(string request, string amount) =>
        Apply(new BookEvent.ReimbursementAccepted(IdOf("message of " + request), IdOf(request), Money.Parse(amount)));

    public TestBook Remit(string reference, string amount) =>
        Apply(new BookEvent.RemittanceReceived(IdOf("message of " + reference), IdOf(reference), Money.Parse(amount)));

    public BookRefusal? Refuses(BookEvent bookEvent) => Load().Refuses(bookEvent);

    /// <summary>released, queued, reversed or none.</summary>
    public string PaymentOf(string claim) =>
        _payables.TryGetValue(IdOf(claim), out var state) ? state.Status.ToString().ToLowerInvariant() : "none";

    /// <summary>Released claims as "date claim amount recouped", in order of release.</summary>
    public IEnumerable<string> Payments() => Outcomes.OfType<BookOutcome.PaymentReleased>().Select(payment =>
        $"{payment.On:yyyy-MM-dd} {_ids.First(name => name.Value == payment.ClaimId).Key} {payment.Amount} {payment.Recouped}");

    /// <summary>Requests as "date amount outstanding", in order.</summary>
    public IEnumerable<string> RequestLines() =>
        Requests.Select(request => $"{request.On:yyyy-MM-dd} {request.Amount} {request.Outstanding}");

    public IEnumerable<MonthTotals> Months => _months.Values;

    public MonthTotals Month(string month) =>
        _months.GetValueOrDefault(DateOnly.ParseExact(month + "-01", "yyyy-MM-dd", null));

    private TestBook Apply(params IEnumerable<BookEvent> events)
    {
        var book = Load();
        foreach (var bookEvent in events)
        {
            book.Apply(bookEvent);
            while (book.NeedsQueue)
            {
                book.Continue(Page(book.QueueLoadedThrough));
            }
        }

        Store(book);
        return this;
    }

    private Book Load() => new(State with { Months = [.. _months.Values] });

    private List<Payable> Page(long after) =>
    [
        .. _payables.Values.Where(state => state.Status == PayableStatus.Queued && state.Payable.Position > after)
            .Select(state => state.Payable).OrderBy(payable => payable.Position).Take(_pageSize),
    ];

    private void Store(Book book)
    {
        State = book.State;
        Journal.AddRange(book.Entries);
        Outcomes.AddRange(book.Outcomes);
        foreach (var (id, state) in book.Payables)
        {
            _payables[id] = state;
        }

        foreach (var request in book.Requests)
        {
            _requests[request.Number] = request;
        }

        foreach (var month in book.State.Months)
        {
            _months[month.Month] = month;
        }
    }
}
