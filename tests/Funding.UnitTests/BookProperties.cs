namespace Aso.Funding.UnitTests;

/// <summary>Random employers, random months: the book agrees with the plain rules to the cent, and its invariants hold at every posting.</summary>
public sealed class BookProperties
{
    private static readonly DateOnly Opening = new(2026, 1, 30);
    private static readonly string[] Providers = ["1000000004", "1000000012", "1000000020"];

    internal static readonly Gen<Terms> AnyTerms =
        from method in Gen.Int[0, 3]
        from minimum in Gen.Long[0, 300]
        from above in Gen.Long[0, 300]
        from weekday in Gen.Int[0, 6]
        from rate in Gen.Long[0, 60]
        from perEmployee in Gen.Long[0, 9]
        from perClaim in Gen.Long[0, 5]
        from percent in Gen.Int[0, 30]
        from premium in Gen.Long[0, 9]
        from employees in Gen.Int[0, 3]
        select new Terms(
            method == 3, method == 0 ? minimum : null, method == 0 ? minimum + above : null,
            method == 1 ? (DayOfWeek)weekday : null, method == 2 ? rate : null,
            perEmployee, perClaim, percent, premium, employees);

    // Few providers and small amounts, so that queues, recoupments and shortages meet.
    internal static readonly Gen<Step> AnyStep = Gen.Frequency(
        (8, from provider in Gen.Int[0, 2] from cents in Gen.Long[0, 120] select new Step('c', provider, cents)),
        (3, from claim in Gen.Int[1, 30] select new Step('v', claim, 0)),
        (3, from cents in Gen.Long[1, 400] select new Step('d', 0, cents)),
        (1, from cents in Gen.Long[1, 200] select new Step('r', 0, cents)),
        (2, from payment in Gen.Int[0, 9] select new Step('b', payment, 0)),
        (1, from deposit in Gen.Int[0, 9] select new Step('x', deposit, 0)),
        (4, from days in Gen.Int[1, 12] select new Step('t', days, 0)));

    [Fact]
    public void The_book_agrees_with_the_plain_rules_to_the_cent() =>
        Gen.Select(AnyTerms, AnyStep.Array[1, 40], Gen.Int[1, 4]).Sample((terms, steps, pageSize) =>
        {
            var plain = new PlainRules(terms);
            var book = Play(terms, steps, pageSize, plain);

            Assert.Equal(plain.Cash, book.State.Balances[Account.Cash].Cents);
            Assert.Equal(plain.Overdraft, book.State.Balances[Account.BankOverdraft].Cents);
            Assert.Equal(plain.Queue, book.State.Balances.Queued.Cents);
            Assert.Equal(plain.Insurer, book.State.Balances[Account.InsurerFunds].Cents);
            Assert.Equal(plain.Contributions, book.State.Balances[Account.EmployerContributions].Cents);
            Assert.Equal(plain.Receivable, book.State.Balances[Account.ProviderReceivable].Cents);
            Assert.Equal(plain.Receivable, book.State.Receivables.Values.Sum().Cents);
            Assert.Equal(plain.Payments, PaymentsOf(book));
            Assert.Equal(
                plain.Requests.Select(request => (request.On, request.Amount, request.Outstanding)),
                book.Requests.Select(request => (request.On, request.Amount.Cents, request.Outstanding.Cents)));
        }, iter: 1_000);

    [Fact]
    public void Debits_equal_credits_and_cash_is_not_below_zero_at_every_posting() =>
        Gen.Select(AnyTerms, AnyStep.Array[1, 40]).Sample((terms, steps) =>
        {
            var sums = new Dictionary<Account, long>();
            foreach (var entry in Play(terms, steps, 2, new PlainRules(terms)).Journal)
            {
                foreach (var line in entry.Lines)
                {
                    sums[line.Account] = sums.GetValueOrDefault(line.Account) + (line.IsDebit ? line.Amount.Cents : -line.Amount.Cents);
                }

                Assert.Equal(0, sums.Values.Sum());
                Assert.True(sums.GetValueOrDefault(Account.Cash) >= 0, $"Cash is below zero at {entry.Sequence}.");
            }
        }, iter: 400);

    [Fact]
    public void What_is_owed_for_claims_is_what_waits_for_payees_and_cash_and_overdraft_never_stand_together() =>
        Gen.Select(AnyTerms, AnyStep.Array[1, 40]).Sample((terms, steps) =>
        {
            var book = Play(terms, steps, 2, new PlainRules(terms));
            var balances = book.State.Balances;

            Assert.Equal(
                balances[Account.ClaimsPayable],
                book.Payables.Where(payable => payable.Status == PayableStatus.Queued && payable.Payable.Payee is not null).Sum(payable => payable.Payable.Amount));
            Assert.Equal(book.State.QueuedCount, book.Payables.Count(payable => payable.Status == PayableStatus.Queued));
            Assert.True(balances[Account.Cash].IsZero || balances[Account.BankOverdraft].IsZero);
        }, iter: 400);

    [Fact]
    public void Returns_cost_the_plan_nothing_and_each_claim_payment_counts_once() =>
        Gen.Select(AnyTerms, AnyStep.Array[1, 40]).Sample((terms, steps) =>
        {
            var book = Play(terms, steps, 2, new PlainRules(terms));
            var claims = book.Payables.Where(payable => payable.Payable.Kind == PayableKind.Claim).ToList();

            Assert.Equal(claims.Where(claim => claim.ReleasedOn is not null).Sum(claim => claim.Payable.Amount), book.Months.Sum(month => month.Released));
            Assert.Equal(
                claims.Where(claim => claim.Status != PayableStatus.Reversed).Sum(claim => claim.Payable.Amount), book.State.Balances[Account.ClaimsExpense]);
            Assert.Equal(claims.Count(claim => claim.ReleasedOn is not null), book.Outcomes.OfType<BookOutcome.PaymentReleased>().Count());
        }, iter: 400);

    [Fact]
    public void A_journal_of_any_life_passes_the_audit_and_two_lives_alike_are_one() =>
        Gen.Select(AnyTerms, AnyStep.Array[1, 40]).Sample((terms, steps) =>
        {
            var book = Play(terms, steps, 2, new PlainRules(terms));
            var again = Play(terms, steps, 7, new PlainRules(terms));
            var audit = new JournalAudit(book.State.EmployerId);

            Assert.All(book.Journal, entry => Assert.Null(audit.Read(entry)));
            Assert.Equal(Accounts.All.Select(account => audit[account]), Accounts.All.Select(account => book.State.Balances[account]));
            Assert.Equal(Convert.ToHexString(audit.LastHash.Span), Convert.ToHexString(again.State.LastHash.Span));
        }, iter: 200);

    [Fact]
    public void A_settlement_cut_at_any_day_agrees_with_the_ledger_to_the_cent() =>
        Gen.Select(AnyTerms, AnyStep.Array[1, 40], Gen.Int[0, 40], Gen.Long[0, 500]).Sample((terms, steps, day, premium) =>
        {
            var book = Play(terms, steps, 2, new PlainRules(terms));
            var balances = book.State.Balances;
            var cut = Opening.AddDays(day);
            var earlier = Settlement.Of(
                book.State.Terms, new(), PostedSums.Of(book.Journal.Where(entry => entry.On < cut)), Money.Zero);
            var settlement = Settlement.Of(
                book.State.Terms,
                PostedSums.Of(book.Journal.Where(entry => entry.On < cut)), PostedSums.Of(book.Journal.Where(entry => entry.On >= cut)), new(premium));

            Assert.Equal(balances[Account.Cash], settlement.Cash.Closing);
            Assert.Equal(earlier.Cash.Closing, settlement.Cash.Opening);
            Assert.Equal(balances[Account.ClaimsPayable], settlement.Outstanding.UnpaidClaims);
            Assert.Equal(balances[Account.FeesPayable], settlement.Outstanding.UnpaidFees);
            Assert.Equal(balances[Account.PremiumPayable], settlement.Outstanding.UnpaidPremium);
            Assert.Equal(balances[Account.ProviderReceivable], settlement.Outstanding.ProviderReceivable);
            Assert.Equal(balances[Account.BankOverdraft], settlement.Outstanding.BankOverdraft);
            if (terms.FullyInsured)
            {
                Assert.Equal(premium, settlement.Result.Income.Cents);
                return;
            }

            // Cash and receivables less all that is owed: what is left is the employer's.
            var position = balances[Account.Cash] + balances[Account.StopLossReceivable] + balances[Account.ProviderReceivable]
                - balances.Queued - balances[Account.BankOverdraft];
            Assert.Equal(position, settlement.Result.Closing);
            Assert.Equal(earlier.Result.Closing, settlement.Result.Opening);
            Assert.Equal(position, settlement.Result.Surplus - settlement.Result.Deficit);
            Assert.True(settlement.Result.Refundable <= balances[Account.Cash]);
        }, iter: 400);

    internal static TestBook Play(Terms terms, Step[] steps, int pageSize, PlainRules plain)
    {
        var book = TestBook.With(MethodOf(terms), FeesOf(terms), [PremiumOf(terms)], pageSize);
        book.Enrolled = _ => new(terms.Employees, 0, 0, 0);
        book.OpenOn($"{Opening:yyyy-MM-dd}");
        plain.OpenOn(Opening);
        var claims = 0;
        foreach (var step in steps)
        {
            switch (step.Kind)
            {
                case 'c': Claim(book, plain, ++claims, step); break;
                case 'v': book.Void($"C{step.Number}"); plain.Void(step.Number); break;
                case 't': book.MoveTo($"{book.State.On!.Value.AddDays(step.Number):yyyy-MM-dd}"); plain.Pass(step.Number); break;
                case 'd' when !terms.FullyInsured: book.Deposit($"{new Money(step.Cents)}"); plain.Deposit(step.Cents); break;
                case 'r' when !terms.FullyInsured && plain.Cash >= step.Cents: book.Refund($"{new Money(step.Cents)}"); plain.Refund(step.Cents); break;
                case 'b' when plain.PaymentAt(step.Number) is { } payment:
                    book.ReturnPayment($"{payment.On:yyyy-MM-dd}", Payee.Provider(Providers[payment.Provider]));
                    plain.ReturnPayment(payment);
                    break;
                case 'x' when plain.DepositAt(step.Number) is { } cents: book.ReturnDeposit($"{new Money(cents)}"); plain.ReturnDeposit(cents); break;
                default: break;
            }
        }

        return book;
    }

    private static void Claim(TestBook book, PlainRules plain, int number, Step step)
    {
        if (step.Cents > 0)
        {
            book.Claim($"C{number}", $"{new Money(step.Cents)}", Providers[step.Number]);
        }

        book.ClaimFee($"C{number}");
        plain.Claim(number, step.Number, step.Cents);
    }

    private static IEnumerable<string> PaymentsOf(TestBook book) => book.Payments().Select(line =>
    {
        var parts = line.Split(' ');
        return $"{parts[0]} {parts[1][1..]} {Money.Parse(parts[2]).Cents} {Money.Parse(parts[3]).Cents}";
    });

    private static FundingMethod? MethodOf(Terms terms) => terms switch
    {
        { FullyInsured: true } => null,
        { Minimum: { } minimum } => new FundingMethod.Prefunded(new(minimum), new(terms.Target!.Value)),
        { Weekday: { } weekday } => new FundingMethod.PayAsYouGo(weekday),
        _ => new FundingMethod.LevelFunded(new(new Money(terms.LevelRate!.Value))),
    };

    private static FeeTerms FeesOf(Terms terms) =>
        new(new(terms.PerEmployee), new(terms.PerClaim), new Rate(terms.PercentOfPaid * 1_000_000L));

    private static PremiumTerms PremiumOf(Terms terms) =>
        new(Guid.Parse("00000000-0000-0000-0000-000000000001"), new(new(2025, 1, 1), null), new(new Money(terms.Premium)));

    internal sealed record Step(char Kind, int Number, long Cents);
}
