namespace Aso.Funding.UnitTests;

public sealed class ReversalTests
{
    [Fact]
    public void A_payment_reversed_before_its_release_leaves_the_queue_and_lets_the_next_go()
    {
        var book = TestBook.PayAsYouGo().OpenOn("2026-01-05").Deposit("50.00")
            .Claim("C1", "60.00").Claim("C2", "40.00").Void("C1");

        Assert.Equal(["2026-01-05 C2 40.00 0.00"], book.Payments());
        Assert.Equal("reversed", book.PaymentOf("C1"));
        Assert.Equal("0.00", book[Account.ProviderReceivable]);
        Assert.Equal("40.00", book[Account.ClaimsExpense]);
        Assert.Empty(book.Outcomes.OfType<BookOutcome.PaymentReversed>());
    }

    [Fact]
    public void A_payment_reversed_from_the_middle_of_a_long_queue_is_skipped_when_its_turn_comes()
    {
        var book = TestBook.PayAsYouGo().OpenOn("2026-01-05")
            .Claim("C1", "1.00").Claim("C2", "2.00").Claim("C3", "4.00").Claim("C4", "8.00").Claim("C5", "16.00")
            .Void("C3").Void("C4").Deposit("100.00");

        Assert.Equal(
            ["2026-01-05 C1 1.00 0.00", "2026-01-05 C2 2.00 0.00", "2026-01-05 C5 16.00 0.00"], book.Payments());
    }

    [Fact]
    public void A_released_payment_that_is_reversed_is_recouped_from_the_next_to_that_provider_only()
    {
        var book = TestBook.PayAsYouGo().OpenOn("2026-03-01").Deposit("1000.00")
            .Claim("C1", "80.00").Void("C1")
            .Claim("C3", "50.00").Claim("C4", "80.00", TestBook.Hospital).Claim("C5", "80.00");

        Assert.Equal(
            [
                "2026-03-01 C1 80.00 0.00", "2026-03-01 C3 50.00 50.00", "2026-03-01 C4 80.00 0.00", "2026-03-01 C5 80.00 30.00",
            ],
            book.Payments());
        Assert.Equal("790.00", book.Cash);
        Assert.Equal("0.00", book[Account.ProviderReceivable]);
        Assert.Equal("210.00", book[Account.ClaimsExpense]);
        Assert.Single(book.Outcomes.OfType<BookOutcome.PaymentReversed>());
    }

    [Fact]
    public void What_is_recouped_in_full_needs_no_cash_and_the_next_waits_for_its_rest()
    {
        var book = TestBook.PayAsYouGo().OpenOn("2026-03-01").Deposit("80.00")
            .Claim("C1", "80.00").Void("C1").Claim("C3", "50.00").Claim("C4", "80.00");

        Assert.Equal(["2026-03-01 C1 80.00 0.00", "2026-03-01 C3 50.00 50.00"], book.Payments());
        Assert.Equal("30.00", book[Account.ProviderReceivable]);
        Assert.Equal("80.00", book[Account.ClaimsPayable]);
    }

    [Fact]
    public void A_reversal_may_cover_a_waiting_head_of_the_same_provider()
    {
        var book = TestBook.PayAsYouGo().OpenOn("2026-03-01").Deposit("80.00")
            .Claim("C1", "80.00").Claim("C2", "70.00").Void("C1");

        Assert.Equal(["2026-03-01 C1 80.00 0.00", "2026-03-01 C2 70.00 70.00"], book.Payments());
        Assert.Equal("10.00", book[Account.ProviderReceivable]);
    }

    [Fact]
    public void A_disability_payment_is_owed_by_its_employee_and_by_no_provider_of_the_same_id()
    {
        var book = TestBook.PayAsYouGo().OpenOn("2026-03-01").Deposit("1000.00")
            .DisabilityClaim("D1", "300.00", TestBook.Clinic).Void("D1")
            .Claim("C1", "100.00").DisabilityClaim("D2", "300.00", "E2").DisabilityClaim("D3", "400.00", TestBook.Clinic);

        Assert.Equal(
            [
                "2026-03-01 D1 300.00 0.00", "2026-03-01 C1 100.00 0.00",
                "2026-03-01 D2 300.00 0.00", "2026-03-01 D3 400.00 300.00",
            ],
            book.Payments());
    }

    [Fact]
    public void A_recouped_payment_that_is_reversed_is_owed_whole()
    {
        var book = TestBook.PayAsYouGo().OpenOn("2026-03-01").Deposit("80.00")
            .Claim("C1", "80.00").Void("C1").Claim("C2", "50.00").Void("C2");

        Assert.Equal("80.00", book[Account.ProviderReceivable]);
        Assert.Equal("0.00", book[Account.ClaimsExpense]);
    }

    [Fact]
    public void A_reversal_of_what_was_never_payable_or_is_reversed_already_changes_nothing()
    {
        var book = TestBook.PayAsYouGo().OpenOn("2026-03-01").Deposit("80.00").Claim("C1", "80.00").Void("C1");
        var entries = book.Journal.Count;

        book.Void("C1").Void("C2");

        Assert.Equal(entries, book.Journal.Count);
    }
}
