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
        (4, from days in Gen.Int[1, 12] select new Step('t', days, 0)));

    [Fact]
    public void The_book_agrees_with_the_plain_rules_to_the_cent() =>
        Gen.Select(AnyTerms, AnyStep.Array[1, 40], Gen.Int[1, 4]).Sample((terms, steps, pageSize) =>
        {
            var plain = new PlainRules(terms);
            var book = Play(terms, steps, pageSize, plain);

            Assert.Equal(plain.Cash, book.State.Balances[Account.Cash].Cents);
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
            if (terms.FullyInsured)
            {
                Assert.Equal(premium, settlement.Result.Income.Cents);
                return;
            }

            // Cash and receivables less all that is owed: what is left is the employer's.
            var position = balances[Account.Cash] + balances[Account.StopLossReceivable] + balances[Account.ProviderReceivable] - balances.Queued;
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
