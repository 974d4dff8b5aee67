namespace Aso.Funding.UnitTests;

/// <summary>What a book asks of the store around it, and what it does not let happen.</summary>
public sealed class BookProtocolTests
{
    private static readonly Guid Employer = Guid.Parse("00000000-0000-0000-0000-00000000a500");
    private static readonly DateOnly Today = new(2026, 1, 5);
    private static readonly Payee Clinic = Payee.Provider(TestBook.Clinic);

    [Fact]
    public void A_plan_opens_once()
    {
        var book = Opened();

        Assert.Throws<InvalidOperationException>(() => book.Apply(new BookEvent.Opened(Guid.Empty, Today.AddDays(1))));
        Assert.Equal((Today, Today), (book.On, book.State.OpenedOn));
    }

    [Fact]
    public void What_a_book_refuses_cannot_be_applied()
    {
        Assert.Throws<InvalidOperationException>(() => Unopened().Apply(Deposit("1.00")));
        Assert.Throws<InvalidOperationException>(() => Opened().Apply(new BookEvent.SurplusRefunded(Guid.Empty, Guid.Empty, Usd("0.01"))));
        Assert.Null(Unopened().Refuses(new BookEvent.Opened(Guid.Empty, Today)));
    }

    [Theory]
    [InlineData("0.00")]
    [InlineData("-0.01")]
    public void Nothing_is_posted_that_is_not_more_than_zero(string amount)
    {
        var book = Opened();

        Assert.Throws<InvalidOperationException>(() => book.Apply(Deposit(amount)));
        Assert.Throws<InvalidOperationException>(() => book.Apply(new BookEvent.ClaimApproved(Guid.Empty, Guid.Empty, Clinic, Usd(amount))));
        Assert.Empty(book.Entries);
    }

    [Fact]
    public void While_the_head_of_the_queue_lies_in_the_store_nothing_else_happens()
    {
        var book = Waiting(2);

        book.Apply(Deposit("100.00"));
        Assert.True(book.NeedsQueue);
        Assert.Throws<InvalidOperationException>(() => book.Apply(Deposit("1.00")));

        book.Continue([Stored(1, "60.00")]);
        Assert.True(book.NeedsQueue);
        Assert.Equal(1, book.QueueLoadedThrough);

        book.Continue([Stored(2, "40.01")]);
        Assert.False(book.NeedsQueue);
        Assert.Equal([1], book.Payables.Values.Where(state => state.Status == PayableStatus.Released).Select(state => state.Payable.Position));
        Assert.Equal(1, book.State.QueuedCount);
    }

    [Fact]
    public void A_page_of_the_queue_fits_what_the_store_has_left_and_its_order()
    {
        Assert.Throws<InvalidOperationException>(() => Asking().Continue([]));
        Assert.Throws<InvalidOperationException>(() => Asking().Continue([Stored(1, "1.00"), Stored(2, "1.00"), Stored(3, "1.00")]));
        Assert.Throws<InvalidOperationException>(() => Asking().Continue([Stored(2, "1.00"), Stored(1, "1.00")]));
        Assert.Throws<InvalidOperationException>(() => Asking().Continue([Stored(1, "1.00"), Stored(1, "1.00")]));
        Assert.Equal("98.00", Asking([Stored(1, "1.00"), Stored(2, "1.00")])[Account.Cash].ToString());
    }

    [Fact]
    public void A_payment_released_tells_its_claim_and_what_was_kept_back()
    {
        var book = Opened();
        book.Apply(Deposit("100.00"));
        book.Apply(Claim(1, "80.00"));
        book.Apply(new BookEvent.ClaimReversed(Guid.Empty, Id(1), null));
        book.Apply(Claim(2, "100.00"));

        Assert.Equal(new(Stored(1, "80.00"), PayableStatus.Reversed) { ReleasedOn = Today, ReversedOn = Today }, book.Payables[Id(1)]);
        Assert.Equal(new(Stored(2, "100.00"), PayableStatus.Released) { ReleasedOn = Today, Recouped = Usd("80.00") }, book.Payables[Id(2)]);
        Assert.Empty(book.State.Receivables);
        Assert.Equal(2, book.State.LastPosition);
    }

    [Fact]
    public void A_cost_that_changes_names_its_claim_and_its_entry()
    {
        var book = Opened(new(Money.Zero, Usd("4.00"), Rate.Zero));
        book.Apply(Deposit("100.00"));
        book.Apply(Claim(1, "80.00"));
        book.Apply(new BookEvent.ClaimFeeDue(Guid.Empty, Id(1)));
        book.Apply(new BookEvent.ReimbursementAccepted(Guid.Empty, Id(9), Usd("5.00")));
        book.Apply(new BookEvent.ClaimReversed(Guid.Empty, Id(1), null));

        // Entries: deposit, approval, release, fee charged, fee paid, acceptance, reversal.
        Assert.Equal(
            [(3, Id(1)), (4, Id(1)), (6, null), (7, Id(1))],
            book.Outcomes.OfType<BookOutcome.CostChanged>().Select(cost => (cost.Sequence, cost.ClaimId)));
        Assert.Equal(
            new(new(2026, 1, 1), Usd("80.00"), Usd("80.00"), Usd("4.00"), Money.Zero, Usd("5.00")),
            book.Outcomes.OfType<BookOutcome.CostChanged>().Last().Totals);
    }

    [Fact]
    public void Contributions_may_stand_below_zero_where_the_carriers_money_is_refunded()
    {
        var book = TestBook.PayAsYouGo().OpenOn("2026-01-05").Accept("R1", "80.00").Remit("W-9", "80.00").Refund("80.00");

        Assert.Equal(("0.00", "-80.00"), (book.Cash, book[Account.EmployerContributions]));
    }

    private static Money Usd(string amount) => Money.Parse(amount);

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);

    private static BookState Start(FeeTerms? fees = null) => new()
    {
        EmployerId = Employer,
        Terms = new(new FundingMethod.PayAsYouGo(DayOfWeek.Friday), fees ?? FeeTerms.None),
        LastHash = JournalEntry.GenesisHash(Employer),
    };

    private static Book Unopened() => new(Start());

    private static Book Opened(FeeTerms? fees = null)
    {
        var book = new Book(Start(fees));
        book.Apply(new BookEvent.Opened(Guid.Empty, Today));
        return book;
    }

    /// <summary>A book of which so many payables lie in the store, 100.01 in all.</summary>
    private static Book Waiting(int stored) => new(Start() with
    {
        OpenedOn = Today,
        On = Today,
        QueuedCount = stored,
        LastPosition = stored,
        Balances = new([KeyValuePair.Create(Account.ClaimsPayable, Usd("100.01")), KeyValuePair.Create(Account.ClaimsExpense, Usd("100.01"))]),
    });

    /// <summary>A book of two stored payables, with cash for both and the pages handed over.</summary>
    private static Book Asking(params Payable[][] pages)
    {
        var book = Waiting(2);
        book.Apply(Deposit("100.00"));
        Array.ForEach(pages, book.Continue);
        return book;
    }

    private static Payable Stored(int position, string amount) => new(position, PayableKind.Claim, Id(position), Clinic, Usd(amount));

    private static BookEvent.Deposited Deposit(string amount) => new(Guid.Empty, Guid.NewGuid(), Usd(amount));

    private static BookEvent.ClaimApproved Claim(int number, string amount) => new(Guid.Empty, Id(number), Clinic, Usd(amount));
}
