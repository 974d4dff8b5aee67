namespace Aso.Funding.UnitTests;

/// <summary>What a plan year leaves, and whose that is.</summary>
public sealed class SettlementTests
{
    private static readonly DateOnly NewYear = new(2026, 1, 1);

    [Fact]
    public void A_level_funded_surplus_stays_with_the_employer_and_is_refundable()
    {
        var book = TestBook.With(new FundingMethod.LevelFunded(new(Money.Parse("400.00"))), TestBook.Fees(perEmployee: "30.00"));
        book.OpenOn("2026-01-01").Deposit("400.00").Claim("C1", "120.00");

        var settlement = Settle(book, NewYear, "500.00");

        Assert.Equal(RiskBearer.Employer, settlement.Bearer);
        Assert.Equal("400.00 - 120.00 - 30.00 = 250.00", $"{settlement.Cash.Contributions} - {settlement.Cash.ClaimPayments} - {settlement.Cash.FeesPaid} = {settlement.Cash.Closing}");
        Assert.Equal("250.00", $"{settlement.Result.Surplus}");
        Assert.Equal("0.00", $"{settlement.Result.Deficit}");
        Assert.Equal("250.00", $"{settlement.Result.Refundable}");
        Assert.Equal("150.00 350.00", $"{settlement.NetCost} {settlement.Savings}");
    }

    [Fact]
    public void What_waits_to_be_paid_is_the_run_out_and_a_deficit_that_the_employer_owes()
    {
        var book = TestBook.PayAsYouGo();
        book.OpenOn("2026-01-01").Deposit("100.00").Claim("C1", "80.00").Claim("C2", "50.00");

        var settlement = Settle(book, NewYear);

        Assert.Equal("50.00", $"{settlement.Outstanding.UnpaidClaims}");
        Assert.Equal("0.00 30.00 0.00", $"{settlement.Result.Surplus} {settlement.Result.Deficit} {settlement.Result.Refundable}");
        Assert.Equal("80.00", $"{settlement.NetCost}");
    }

    [Fact]
    public void A_surplus_that_the_carrier_still_owes_cannot_be_refunded_yet()
    {
        var book = TestBook.PayAsYouGo();
        book.OpenOn("2026-01-01").Deposit("100.00").Claim("C1", "90.00").Accept("R1", "60.00").Remit("W1", "20.00");

        var settlement = Settle(book, NewYear);

        Assert.Equal("40.00", $"{settlement.Outstanding.StopLossReceivable}");
        Assert.Equal("70.00 30.00", $"{settlement.Result.Surplus} {settlement.Result.Refundable}");
        Assert.Equal("30.00", $"{settlement.Cost.Net}");
    }

    [Fact]
    public void Under_full_insurance_the_premium_is_the_cost_and_the_rest_is_the_insurers()
    {
        var book = TestBook.With(method: null);
        book.OpenOn("2026-01-01").Claim("C1", "700.00");

        var loss = Settle(book, NewYear, "500.00");
        Assert.Equal(RiskBearer.Insurer, loss.Bearer);
        Assert.Equal("500.00 0.00", $"{loss.NetCost} {loss.Savings}");
        Assert.Equal("0.00 200.00 0.00", $"{loss.Result.Surplus} {loss.Result.Deficit} {loss.Result.Refundable}");
        Assert.Equal("0.00", $"{loss.Cash.Closing}");

        book.Void("C1");
        Assert.Equal("500.00", $"{Settle(book, NewYear, "500.00").Result.Surplus}");
    }

    [Fact]
    public void A_years_closing_is_the_next_ones_opening()
    {
        var book = TestBook.PayAsYouGo();
        book.OpenOn("2026-12-30").Deposit("100.00").Claim("C1", "80.00").MoveTo("2027-01-05").Refund("5.00");

        var (first, second) = (Settle(book, NewYear), Settle(book, NewYear.AddYears(1)));

        Assert.Equal("20.00", $"{first.Cash.Closing}");
        Assert.Equal(first.Cash.Closing, second.Cash.Opening);
        Assert.Equal(first.Result.Closing, second.Result.Opening);
        Assert.Equal("15.00", $"{second.Cash.Closing}");
        Assert.Equal("-5.00", $"{second.Result.OfYear}");
    }

    [Fact]
    public void A_year_with_a_recoupment_a_premium_and_a_recovery_adds_up_in_every_part()
    {
        var book = TestBook.PayAsYouGo(policies: new PremiumTerms(Guid.NewGuid(), new(NewYear, null), new(Money.Parse("10.00"))));
        book.OpenOn("2026-01-01").Deposit("200.00").Claim("C1", "80.00").Void("C1").Claim("C2", "100.00").Accept("R1", "60.00").Remit("W1", "20.00");

        var settlement = Settle(book, NewYear);

        Assert.Equal("200.00 + 20.00 - (180.00 - 80.00) - 10.00 = 110.00",
            $"{settlement.Cash.Contributions} + {settlement.Cash.Remittances} - ({settlement.Cash.ClaimPayments} - {settlement.Cash.Recouped}) - {settlement.Cash.PremiumPaid} = {settlement.Cash.Closing}");
        Assert.Equal("100.00 + 10.00 - 60.00 = 50.00", $"{settlement.Cost.ClaimsPaid} + {settlement.Cost.Premium} - {settlement.Cost.Recoveries} = {settlement.Cost.Net}");
        Assert.Equal("260.00 - 110.00 = 150.00", $"{settlement.Result.Income} - {settlement.Result.Expense} = {settlement.Result.OfYear}");
        Assert.Equal("0.00", $"{settlement.Outstanding.ProviderReceivable}");
    }

    internal static Settlement Settle(TestBook book, DateOnly from, string fullyInsuredPremium = "0.00") => Settlement.Of(
        book.State.Terms,
        PostedSums.Of(book.Journal.Where(entry => entry.On < from)),
        PostedSums.Of(book.Journal.Where(entry => entry.On >= from && entry.On < from.AddYears(1))),
        Money.Parse(fullyInsuredPremium));
}
