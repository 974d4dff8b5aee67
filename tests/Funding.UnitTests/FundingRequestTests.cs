namespace Aso.Funding.UnitTests;

public sealed class FundingRequestTests
{
    private static readonly TierAmounts LevelRate = new(Money.Parse("500.00"), null, null, Money.Parse("1400.00"));

    [Fact]
    public void Prefunded_asks_for_the_target_when_the_plan_opens()
    {
        var book = TestBook.Prefunded("500.00", "2000.00").OpenOn("2026-01-01");

        Assert.Equal(["2026-01-01 2000.00 2000.00"], book.RequestLines());
    }

    [Fact]
    public void Prefunded_opens_before_that_dates_charges_so_a_fee_of_the_day_is_not_in_the_first_request()
    {
        var book = TestBook.Prefunded("500.00", "2000.00", TestBook.Fees(perEmployee: "30.00")).OpenOn("2026-01-01");

        Assert.Equal(["2026-01-01 2000.00 2000.00"], book.RequestLines());
        Assert.Equal("30.00", book[Account.FeesPayable]);
    }

    [Fact]
    public void Prefunded_with_a_minimum_of_zero_asks_only_when_a_payment_waits()
    {
        var book = TestBook.Prefunded("0.00", "2000.00", TestBook.Fees(perEmployee: "30.00")).OpenOn("2026-01-01");

        Assert.Equal(["2026-01-01 2030.00 2030.00"], book.RequestLines());
    }

    [Fact]
    public void Prefunded_asks_for_nothing_where_target_and_minimum_are_zero_and_nothing_waits()
    {
        Assert.Empty(TestBook.Prefunded("0.00", "0.00").OpenOn("2026-01-01").RequestLines());
    }

    [Fact]
    public void Prefunded_fills_up_to_the_target_plus_the_queue_once_none_is_open()
    {
        var book = TestBook.Prefunded("500.00", "2000.00").OpenOn("2026-01-01")
            .MoveTo("2026-01-05").Deposit("2000.00")
            .MoveTo("2026-01-10").Claim("C1", "1500.00")
            .MoveTo("2026-01-12").Claim("C2", "800.00")
            .MoveTo("2026-01-13").Claim("C3", "100.00")
            .MoveTo("2026-01-14").Deposit("300.00")
            .MoveTo("2026-01-16").Deposit("2500.00");

        Assert.Equal(["2026-01-01 2000.00 0.00", "2026-01-12 2300.00 0.00"], book.RequestLines());
        Assert.Equal(["2026-01-10 C1 1500.00 0.00", "2026-01-14 C2 800.00 0.00", "2026-01-16 C3 100.00 0.00"], book.Payments());
        Assert.Equal("2400.00", book.Cash);
    }

    [Fact]
    public void Prefunded_releases_first_and_asks_then()
    {
        // 600 in, 550 out: what is left is below the minimum, and the queue is empty when the request is made.
        var book = TestBook.Prefunded("100.00", "600.00").OpenOn("2026-01-01").Deposit("600.00").Claim("C1", "550.00");

        Assert.Equal(["2026-01-01 600.00 0.00", "2026-01-01 550.00 550.00"], book.RequestLines());
    }

    [Fact]
    public void Prefunded_counts_a_claim_and_its_fee_as_two_events()
    {
        // After the claim cash is 100, not below the minimum; the fee brings it below.
        var book = TestBook.Prefunded("100.00", "600.00", TestBook.Fees(perClaim: "4.00")).OpenOn("2026-01-01").Deposit("600.00")
            .Claim("C1", "500.00");
        Assert.Single(book.Requests);

        book.ClaimFee("C1");

        Assert.Equal(["2026-01-01 600.00 0.00", "2026-01-01 504.00 504.00"], book.RequestLines());
    }

    [Fact]
    public void Prefunded_asks_at_the_claim_already_where_the_claim_alone_waits()
    {
        // The fee behind it comes when the request is made: it is not in the amount.
        var book = TestBook.Prefunded("0.00", "0.00", TestBook.Fees(perClaim: "4.00")).OpenOn("2026-01-01")
            .Claim("C1", "500.00").ClaimFee("C1");

        Assert.Equal(["2026-01-01 500.00 500.00"], book.RequestLines());
    }

    [Fact]
    public void Prefunded_asks_for_the_queue_gross_of_recoupment()
    {
        var book = TestBook.Prefunded("0.00", "0.00").OpenOn("2026-01-01").Deposit("80.00")
            .Claim("C1", "80.00").Void("C1").Claim("C2", "100.00");

        Assert.Equal(["2026-01-01 100.00 100.00"], book.RequestLines());
    }

    [Fact]
    public void Prefunded_asks_again_after_a_refund()
    {
        var book = TestBook.Prefunded("100.00", "200.00").OpenOn("2026-01-01").Deposit("200.00").Refund("150.00");

        Assert.Equal(["2026-01-01 200.00 0.00", "2026-01-01 150.00 150.00"], book.RequestLines());
    }

    [Fact]
    public void Pay_as_you_go_asks_when_the_weekday_is_left_for_what_the_queue_needs_beyond_cash()
    {
        var book = TestBook.PayAsYouGo().OpenOn("2026-01-01")
            .MoveTo("2026-01-05").Claim("C1", "400.00").MoveTo("2026-01-07").Claim("C2", "250.00")
            .MoveTo("2026-01-09");
        Assert.Empty(book.Requests);

        book.MoveTo("2026-01-10");

        Assert.Equal(["2026-01-09 650.00 650.00"], book.RequestLines());
    }

    [Fact]
    public void Pay_as_you_go_takes_cash_off_and_asks_for_nothing_while_one_is_open()
    {
        var book = TestBook.PayAsYouGo().OpenOn("2026-01-05").Deposit("30.00").Claim("C1", "100.00")
            .MoveTo("2026-01-10").Claim("C2", "5.00").MoveTo("2026-01-17");

        Assert.Equal(["2026-01-09 70.00 70.00"], book.RequestLines());
    }

    [Fact]
    public void Pay_as_you_go_asks_for_nothing_where_cash_covers_the_queue_that_a_recoupment_holds()
    {
        // Σ queue 105 > cash 30 asks; with Σ queue 30 it would not. Equal is not more.
        var book = TestBook.PayAsYouGo().OpenOn("2026-01-05").MoveTo("2026-01-10").Deposit("30.00").MoveTo("2026-01-17");

        Assert.Empty(book.Requests);
    }

    [Fact]
    public void Every_date_on_the_way_is_passed_even_in_one_long_move()
    {
        var book = TestBook.PayAsYouGo(TestBook.Fees(perEmployee: "10.00")).OpenOn("2026-01-15").MoveTo("2026-03-05");

        // Fees of 02-01 and 03-01; the first Friday left after each is 02-06, and the request stays open from then on.
        Assert.Equal("20.00", book[Account.FeesPayable]);
        Assert.Equal(["2026-02-06 10.00 10.00"], book.RequestLines());
    }

    [Fact]
    public void A_deposit_reduces_the_open_request_and_what_is_above_it_is_simply_cash()
    {
        var book = TestBook.PayAsYouGo().OpenOn("2026-01-05").Claim("C1", "100.00").MoveTo("2026-01-10").Deposit("40.00");
        Assert.Equal(["2026-01-09 100.00 60.00"], book.RequestLines());

        book.Deposit("75.00");

        Assert.Equal(["2026-01-09 100.00 0.00"], book.RequestLines());
        Assert.Equal("15.00", book.Cash);
    }

    [Fact]
    public void A_remittance_is_no_deposit_and_leaves_the_request_as_it_is()
    {
        var book = TestBook.PayAsYouGo().OpenOn("2026-01-05").Claim("C1", "100.00").Accept("R1", "50.00")
            .MoveTo("2026-01-10").Remit("W-9", "50.00");

        Assert.Equal(["2026-01-09 100.00 100.00"], book.RequestLines());
    }

    [Fact]
    public void Level_funding_asks_on_each_1st_for_the_rate_of_every_enrolled_tier_and_raises_an_open_request()
    {
        var book = TestBook.With(new FundingMethod.LevelFunded(LevelRate));
        book.Enrolled = first => first.Month == 1 ? new(1, 0, 0, 1) : new(0, 0, 0, 1);
        book.OpenOn("2026-01-01").MoveTo("2026-01-05").Deposit("1000.00").MoveTo("2026-02-01");
        Assert.Equal(["2026-01-01 3300.00 2300.00"], book.RequestLines());

        book.MoveTo("2026-02-03").Deposit("2300.00").MoveTo("2026-03-01");

        Assert.Equal(["2026-01-01 3300.00 0.00", "2026-03-01 1400.00 1400.00"], book.RequestLines());
    }

    [Fact]
    public void Level_funding_asks_for_nothing_where_nobody_is_enrolled_and_on_no_other_date()
    {
        var book = TestBook.With(new FundingMethod.LevelFunded(LevelRate));
        book.Enrolled = _ => default;

        Assert.Empty(book.OpenOn("2026-01-02").MoveTo("2026-02-27").RequestLines());
    }
}
