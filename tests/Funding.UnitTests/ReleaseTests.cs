namespace Aso.Funding.UnitTests;

public sealed class ReleaseTests
{
    [Fact]
    public void A_payment_is_released_at_once_while_cash_covers_it()
    {
        var book = TestBook.PayAsYouGo().OpenOn("2026-01-05").Deposit("100.00").Claim("C1", "60.00").Claim("C2", "40.00");

        Assert.Equal(["2026-01-05 C1 60.00 0.00", "2026-01-05 C2 40.00 0.00"], book.Payments());
        Assert.Equal("0.00", book.Cash);
    }

    [Fact]
    public void A_head_that_cash_does_not_cover_holds_a_smaller_payment_behind_it()
    {
        var book = TestBook.PayAsYouGo().OpenOn("2026-01-05").Deposit("99.99").Claim("C1", "100.00").Claim("C2", "0.01");

        Assert.Empty(book.Payments());
        Assert.Equal("100.01", book[Account.ClaimsPayable]);
    }

    [Fact]
    public void A_deposit_releases_the_queue_in_posting_order_on_its_own_date()
    {
        var book = TestBook.PayAsYouGo().OpenOn("2026-01-05")
            .Claim("C1", "30.00").Claim("C2", "20.00").Claim("C3", "10.00").Claim("C4", "5.00").Claim("C5", "1.00")
            .MoveTo("2026-01-07").Deposit("64.99");

        Assert.Equal(
            ["2026-01-07 C1 30.00 0.00", "2026-01-07 C2 20.00 0.00", "2026-01-07 C3 10.00 0.00"], book.Payments());
        Assert.Equal("4.99", book.Cash);
        Assert.Equal("6.00", book[Account.ClaimsPayable]);
    }

    [Fact]
    public void Fees_wait_in_the_same_queue_as_claims()
    {
        var book = TestBook.PayAsYouGo(TestBook.Fees(perClaim: "4.00")).OpenOn("2026-01-05")
            .Claim("C1", "10.00").ClaimFee("C1").Claim("C2", "1.00").Deposit("13.00");

        Assert.Equal(["2026-01-05 C1 10.00 0.00"], book.Payments());
        Assert.Equal("4.00", book[Account.FeesPayable]);
        Assert.Equal("1.00", book[Account.ClaimsPayable]);
    }

    [Fact]
    public void A_refund_takes_cash_and_contributions_down_and_more_than_cash_is_refused()
    {
        var book = TestBook.PayAsYouGo().OpenOn("2026-01-05").Deposit("100.00").Refund("60.00");

        Assert.Equal("40.00", book.Cash);
        Assert.Equal("40.00", book[Account.EmployerContributions]);
        Assert.Equal(BookRefusal.AboveCash, book.Refuses(new BookEvent.SurplusRefunded(Guid.Empty, Guid.Empty, Money.Parse("40.01"))));
        Assert.Null(book.Refuses(new BookEvent.SurplusRefunded(Guid.Empty, Guid.Empty, Money.Parse("40.00"))));
    }

    [Fact]
    public void A_remittance_is_cash_and_releases_the_queue()
    {
        var book = TestBook.PayAsYouGo().OpenOn("2026-01-05").Claim("C1", "70.00")
            .Accept("R1", "80.00").Remit("W-9", "75.00");

        Assert.Equal(["2026-01-05 C1 70.00 0.00"], book.Payments());
        Assert.Equal("5.00", book.Cash);
        Assert.Equal("5.00", book[Account.StopLossReceivable]);
        Assert.Equal("80.00", book[Account.StopLossRecoveries]);
    }

    [Fact]
    public void A_remittance_above_the_receivable_cannot_be_posted()
    {
        var book = TestBook.PayAsYouGo().OpenOn("2026-01-05").Accept("R1", "80.00");

        Assert.Throws<InvalidOperationException>(() => book.Remit("W-9", "80.01"));
    }

    [Fact]
    public void A_refund_needs_an_open_book()
    {
        var book = TestBook.PayAsYouGo();

        Assert.Equal(BookRefusal.NotOpen, book.Refuses(new BookEvent.SurplusRefunded(Guid.Empty, Guid.Empty, Money.Parse("1.00"))));
        Assert.Equal(BookRefusal.NotOpen, book.Refuses(new BookEvent.Deposited(Guid.Empty, Guid.Empty, Money.Parse("1.00"))));
    }
}
