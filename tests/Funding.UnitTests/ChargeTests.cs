namespace Aso.Funding.UnitTests;

public sealed class ChargeTests
{
    private static readonly PremiumTerms Policy = new(
        Guid.Parse("00000000-0000-0000-0000-000000000001"),
        new PlanYear(new DateOnly(2026, 1, 1)).SpanOf(new DateOnly(2026, 1, 1)),
        new(Money.Parse("91.00"), null, null, Money.Parse("182.00")));

    [Fact]
    public void On_a_1st_the_percent_of_paid_comes_first_then_the_employees_then_the_premium()
    {
        var book = TestBook.PayAsYouGo(TestBook.Fees(perEmployee: "32.50", percent: "2.5"), Policy);
        book.Enrolled = _ => new(1, 0, 0, 1);
        book.OpenOn("2026-01-15").Deposit("5000.00").Claim("C1", "1000.00").Claim("C2", "234.50").MoveTo("2026-02-01");

        Assert.Equal(
            ["30.86 FeeCharged", "30.86 FeePaid", "65.00 FeeCharged", "65.00 FeePaid", "273.00 PremiumCharged", "273.00 PremiumPaid"],
            book.Journal.Where(entry => entry.On == new DateOnly(2026, 2, 1)).Select(entry => $"{entry.Amount} {entry.Kind}"));
    }

    [Fact]
    public void A_month_whose_1st_fell_before_the_opening_is_not_charged_but_what_it_paid_is()
    {
        var book = TestBook.PayAsYouGo(TestBook.Fees(perEmployee: "32.50", percent: "10")).OpenOn("2026-01-02")
            .Deposit("5000.00").Claim("C1", "100.00");
        Assert.Equal("0.00", book[Account.FeesExpense]);

        Assert.Equal("42.50", book.MoveTo("2026-02-01")[Account.FeesExpense]);
    }

    [Fact]
    public void The_opening_charges_where_it_is_a_1st()
    {
        var book = TestBook.PayAsYouGo(TestBook.Fees(perEmployee: "32.50"), Policy).OpenOn("2026-01-01");

        Assert.Equal("32.50", book[Account.FeesPayable]);
        Assert.Equal("91.00", book[Account.PremiumPayable]);
    }

    [Fact]
    public void Percent_of_paid_is_taken_on_payments_gross_of_recoupment_and_reversals_are_not_taken_off()
    {
        var book = TestBook.PayAsYouGo(TestBook.Fees(percent: "10")).OpenOn("2026-01-05").Deposit("100.00")
            .Claim("C1", "100.00").Void("C1").Claim("C2", "60.00").MoveTo("2026-02-01");

        Assert.Equal("16.00", book[Account.FeesExpense]);
    }

    [Fact]
    public void Percent_of_paid_counts_what_was_released_in_the_month_not_what_was_approved()
    {
        var book = TestBook.PayAsYouGo(TestBook.Fees(percent: "10")).OpenOn("2026-01-05").Claim("C1", "100.00")
            .MoveTo("2026-02-05").Deposit("100.00");
        Assert.Equal("0.00", book[Account.FeesExpense]);

        Assert.Equal("10.00", book.MoveTo("2026-03-01")[Account.FeesExpense]);
    }

    [Fact]
    public void Percent_of_paid_rounds_half_a_cent_away_from_zero()
    {
        var book = TestBook.PayAsYouGo(TestBook.Fees(percent: "2.5")).OpenOn("2026-01-05").Deposit("100.00")
            .Claim("C1", "0.20").MoveTo("2026-02-01");

        Assert.Equal("0.01", book[Account.FeesExpense]);
    }

    [Fact]
    public void Premium_is_charged_on_the_1sts_within_the_policy_period_only()
    {
        var book = TestBook.PayAsYouGo(null, Policy).OpenOn("2025-11-15").MoveTo("2027-06-30");

        Assert.Equal("1092.00", book[Account.PremiumExpense]);
    }

    [Fact]
    public void A_denied_original_claim_is_charged_its_fee_without_a_claim_posting()
    {
        var book = TestBook.PayAsYouGo(TestBook.Fees(perClaim: "4.00")).OpenOn("2026-01-05").ClaimFee("C1");

        Assert.Equal("4.00", book[Account.FeesPayable]);
        Assert.Equal("0.00", book[Account.ClaimsExpense]);
    }

    [Fact]
    public void A_zero_charge_is_not_posted()
    {
        var book = TestBook.PayAsYouGo(FeeTerms.None, Policy with { MonthlyPremium = new() })
            .OpenOn("2026-01-01").ClaimFee("C1").MoveTo("2026-03-01");

        Assert.Empty(book.Journal);
    }

    [Fact]
    public void A_fully_insured_payment_is_released_at_once_from_the_insurers_funds()
    {
        var book = TestBook.With(null).OpenOn("2026-01-01").Claim("C1", "300.00").Void("C1").Claim("C2", "700.00");

        Assert.Equal(["2026-01-01 C1 300.00 0.00", "2026-01-01 C2 700.00 300.00"], book.Payments());
        Assert.Equal("700.00", book[Account.InsurerFunds]);
        Assert.Equal("0.00", book.Cash);
    }

    [Fact]
    public void A_fully_insured_employer_is_charged_nothing_asked_for_nothing_and_neither_deposits_nor_is_refunded()
    {
        var book = TestBook.With(null, TestBook.Fees("30.00", "4.00", "10"), [Policy]).OpenOn("2026-01-01")
            .Claim("C1", "300.00").ClaimFee("C1").MoveTo("2026-04-01");

        Assert.Equal(2, book.Journal.Count);
        Assert.Empty(book.Requests);
        Assert.Equal(BookRefusal.FullyInsured, book.Refuses(new BookEvent.Deposited(Guid.Empty, Guid.Empty, Money.Parse("1.00"))));
        Assert.Equal(BookRefusal.FullyInsured, book.Refuses(new BookEvent.SurplusRefunded(Guid.Empty, Guid.Empty, Money.Parse("1.00"))));
    }
}
