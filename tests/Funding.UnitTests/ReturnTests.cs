namespace Aso.Funding.UnitTests;

/// <summary>What a bank sends back: a returned payment reopens the payable, a returned deposit blocks releases.</summary>
public sealed class ReturnTests
{
    private static readonly Payee Clinic = Payee.Provider(TestBook.Clinic);

    [Fact]
    public void A_returned_payment_is_owed_again_behind_what_waits_already()
    {
        var book = TestBook.PayAsYouGo().OpenOn("2026-01-05").Deposit("100.00")
            .Claim("C1", "60.00").Claim("C2", "40.00").MoveTo("2026-01-06").Claim("C3", "120.00", TestBook.Hospital)
            .ReturnPayment("2026-01-05", Clinic);

        Assert.Equal("100.00", book.Cash);
        Assert.Equal("220.00", book[Account.ClaimsPayable]);
        Assert.Equal(["Claim 120.00 Queued", "Reissue 100.00 Queued"], StandingOf(book).Skip(2));

        book.Deposit("120.00");

        Assert.Equal("0.00", book.Cash);
        Assert.Equal("0.00", book[Account.ClaimsPayable]);
        Assert.Equal(["ClaimReleased", "PaymentReissued"], book.Journal.TakeLast(2).Select(entry => $"{entry.Kind}"));
        Assert.Equal(new DateOnly(2026, 1, 6), book.Payables.Last().ReleasedOn);
    }

    [Fact]
    public void What_comes_back_is_what_the_bank_carried_after_recoupment()
    {
        var book = TestBook.PayAsYouGo().OpenOn("2026-01-05").Deposit("500.00").Claim("C1", "80.00").Void("C1")
            .MoveTo("2026-01-06").Claim("C2", "100.00").MoveTo("2026-01-07").ReturnPayment("2026-01-06", Clinic);

        Assert.Equal("Reissue 20.00 Released", StandingOf(book).Last());
        Assert.Equal("400.00", book.Cash);
    }

    [Fact]
    public void A_payment_that_is_made_anew_is_recouped_as_any_other_to_that_payee()
    {
        var book = TestBook.PayAsYouGo().OpenOn("2026-01-05").Deposit("100.00").Claim("C1", "60.00").Claim("C2", "40.00")
            .MoveTo("2026-01-06").Claim("C3", "500.00", TestBook.Hospital).ReturnPayment("2026-01-05", Clinic).Void("C1").Void("C3");

        Assert.Equal("Reissue 100.00 Released", StandingOf(book).Last());
        Assert.Equal("60.00", $"{book.Payables.Last().Recouped}");
        Assert.Equal("60.00", book.Cash);
        Assert.Equal("0.00", book[Account.ProviderReceivable]);
    }

    [Fact]
    public void Neither_a_return_nor_the_payment_made_anew_costs_the_plan_anything()
    {
        var book = TestBook.With(new FundingMethod.PayAsYouGo(DayOfWeek.Friday), TestBook.Fees(percent: "10")).OpenOn("2026-01-05").Deposit("1000.00")
            .Claim("C1", "60.00").MoveTo("2026-01-06");
        var (month, told, expense) = (book.Month("2026-01"), book.Outcomes.Count, book[Account.ClaimsExpense]);

        book.ReturnPayment("2026-01-05", Clinic).MoveTo("2026-01-07").ReturnPayment("2026-01-06", Clinic);

        Assert.Equal(month, book.Month("2026-01"));
        Assert.Equal(told, book.Outcomes.Count);
        Assert.Equal(expense, book[Account.ClaimsExpense]);
        Assert.Equal("6.00", $"{book.MoveTo("2026-02-01").Month("2026-02").Fees}");
    }

    [Fact]
    public void A_payment_may_come_back_as_often_as_it_is_made()
    {
        var book = TestBook.PayAsYouGo().OpenOn("2026-01-05").Deposit("60.00").Claim("C1", "60.00")
            .MoveTo("2026-01-06").ReturnPayment("2026-01-05", Clinic)
            .MoveTo("2026-01-07").ReturnPayment("2026-01-06", Clinic);

        Assert.Equal(["Claim 60.00 Released", "Reissue 60.00 Released", "Reissue 60.00 Released"], StandingOf(book));
        Assert.Equal("0.00", book.Cash);
    }

    [Fact]
    public void An_insurers_payment_comes_back_to_the_insurer_and_is_made_anew_at_once()
    {
        var book = TestBook.With(null).OpenOn("2026-01-05").Claim("C1", "60.00").MoveTo("2026-01-06").ReturnPayment("2026-01-05", Clinic);

        Assert.Equal(["PaymentReturnedToInsurer", "PaymentReissuedByInsurer"], book.Journal.TakeLast(2).Select(entry => $"{entry.Kind}"));
        Assert.Equal("60.00", book[Account.InsurerFunds]);
        Assert.Equal("0.00", book.Cash);
    }

    [Fact]
    public void A_returned_deposit_is_taken_from_cash_and_what_cash_does_not_hold_the_bank_is_owed()
    {
        var book = TestBook.PayAsYouGo().OpenOn("2026-01-05").Deposit("100.00").Claim("C1", "60.00").ReturnDeposit("100.00");

        Assert.Equal("0.00", book.Cash);
        Assert.Equal("60.00", book[Account.BankOverdraft]);
        Assert.Equal("0.00", book[Account.EmployerContributions]);
        Assert.Equal(["DepositReturned 100.00", "OverdraftSettled 40.00"], book.Journal.TakeLast(2).Select(entry => $"{entry.Kind} {entry.Amount}"));
    }

    [Fact]
    public void Nothing_is_released_while_the_bank_is_owed_not_even_what_needs_no_cash()
    {
        var book = TestBook.PayAsYouGo().OpenOn("2026-01-05").Deposit("100.00").Claim("C1", "60.00").ReturnDeposit("100.00")
            .Void("C1").Claim("C2", "50.00");
        Assert.Equal("queued", book.PaymentOf("C2"));

        book.Deposit("59.99");
        Assert.Equal(("0.00", "0.01", "queued"), (book.Cash, book[Account.BankOverdraft], book.PaymentOf("C2")));

        book.Deposit("0.02");
        Assert.Equal(("0.01", "0.00", "released"), (book.Cash, book[Account.BankOverdraft], book.PaymentOf("C2")));
    }

    [Fact]
    public void Whatever_money_comes_in_settles_the_bank_first()
    {
        var book = TestBook.PayAsYouGo().OpenOn("2026-01-05").Deposit("100.00").Claim("C1", "100.00").MoveTo("2026-01-06").ReturnDeposit("100.00")
            .Accept("R1", "30.00").Remit("M1", "30.00");
        Assert.Equal("70.00", book[Account.BankOverdraft]);

        book.ReturnPayment("2026-01-05", Clinic);

        Assert.Equal("0.00", book[Account.BankOverdraft]);
        Assert.Equal("30.00", book.Cash);
        Assert.Equal("Reissue 100.00 Queued", StandingOf(book).Last());
        Assert.Equal("OverdraftSettled", $"{book.Journal[^1].Kind}");
    }

    [Fact]
    public void A_returned_deposit_opens_again_what_it_had_met_of_the_open_request_and_asks_for_the_rest_beside()
    {
        var book = TestBook.PayAsYouGo().OpenOn("2026-01-08").Deposit("10.00").Claim("C1", "110.00").MoveTo("2026-01-10").Deposit("60.00");
        Assert.Equal(["2026-01-09 100.00 40.00"], book.RequestLines());

        Assert.Equal(["2026-01-09 100.00 100.00"], book.ReturnDeposit("60.00").RequestLines());
        Assert.Equal(["2026-01-09 110.00 110.00"], book.ReturnDeposit("10.00").RequestLines());
    }

    [Fact]
    public void With_no_request_open_the_next_evaluation_asks_for_what_is_missing()
    {
        var prefunded = TestBook.Prefunded("50.00", "200.00").OpenOn("2026-01-05").Deposit("200.00").Claim("C1", "120.00").ReturnDeposit("200.00");
        Assert.Equal(["2026-01-05 200.00 0.00", "2026-01-05 320.00 320.00"], prefunded.RequestLines());

        var weekly = TestBook.PayAsYouGo().OpenOn("2026-01-08").Deposit("100.00").Claim("C1", "100.00").ReturnDeposit("100.00").Claim("C2", "7.00");
        Assert.Empty(weekly.RequestLines());
        Assert.Equal(["2026-01-09 107.00 107.00"], weekly.MoveTo("2026-01-10").RequestLines());
    }

    [Fact]
    public void A_level_deposit_that_comes_back_is_asked_for_at_once()
    {
        var book = TestBook.With(new FundingMethod.LevelFunded(new(Money.Parse("90.00")))).OpenOn("2026-01-01").Deposit("90.00").ReturnDeposit("90.00");

        Assert.Equal(["2026-01-01 90.00 0.00", "2026-01-01 90.00 90.00"], book.RequestLines());
    }

    [Fact]
    public void An_insured_plan_has_no_deposits_that_could_come_back() =>
        Assert.Equal(BookRefusal.FullyInsured, TestBook.With(null).OpenOn("2026-01-05").Refuses(new BookEvent.DepositReturned(Guid.NewGuid(), Guid.NewGuid(), new(1))));

    /// <summary>Every payable as "kind amount status", in posting order.</summary>
    private static IEnumerable<string> StandingOf(TestBook book) =>
        book.Payables.Select(payable => $"{payable.Payable.Kind} {payable.Payable.Amount} {payable.Status}");
}
