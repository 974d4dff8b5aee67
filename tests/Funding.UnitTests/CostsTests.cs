namespace Aso.Funding.UnitTests;

public sealed class CostsTests
{
    private static readonly CostTerms Terms = new(false, new(Money.Parse("400.00")), new(Money.Parse("600.00")));
    private static readonly EnrolledCounts One = new(1, 0, 0, 0);

    [Fact]
    public void Net_cost_is_claims_fees_and_premium_less_recoveries()
    {
        var costs = Costs.Of(Totals("300.00", "0.00", "28.50", "145.00", "0.00"), One, Terms);

        Assert.Equal("473.50", costs.NetCost.ToString());
        Assert.Equal("126.50", costs.Savings.ToString());
        Assert.Equal("100.00", costs.BudgetVariance.ToString());
        Assert.Equal(1, costs.EnrolledEmployees);
    }

    [Fact]
    public void Reversals_and_recoveries_come_off_in_their_own_month()
    {
        var costs = Costs.Of(Totals("300.00", "500.00", "0.00", "0.00", "50.00"), One, Terms);

        Assert.Equal("-200.00", costs.ClaimsPaid.ToString());
        Assert.Equal("-250.00", costs.NetCost.ToString());
        Assert.Equal("650.00", costs.BudgetVariance.ToString());
    }

    [Fact]
    public void A_fully_insured_employers_cost_is_its_premium_whatever_the_claims_are()
    {
        var costs = Costs.Of(Totals("700.00", "0.00", "0.00", "0.00", "0.00"), One, Terms with { IsFullyInsured = true });

        Assert.Equal("600.00", costs.NetCost.ToString());
        Assert.Equal("0.00", costs.Savings.ToString());
        Assert.Equal("-300.00", costs.BudgetVariance.ToString());
    }

    [Fact]
    public void Costs_follow_the_release_the_reversal_of_a_released_payment_the_charge_and_the_acceptance()
    {
        var book = TestBook.PayAsYouGo(TestBook.Fees(perClaim: "4.00")).OpenOn("2026-01-20").Claim("C1", "100.00").ClaimFee("C1").Claim("C2", "5.00")
            .MoveTo("2026-02-10").Void("C2").Deposit("104.00")
            .MoveTo("2026-03-10").Void("C1").Accept("R1", "7.00").MoveTo("2026-04-01").Remit("W-9", "7.00");

        Assert.Equal(Totals("0.00", "0.00", "4.00", "0.00", "0.00") with { Month = new(2026, 1, 1) }, book.Month("2026-01"));
        Assert.Equal(Totals("100.00", "0.00", "0.00", "0.00", "0.00") with { Month = new(2026, 2, 1) }, book.Month("2026-02"));
        Assert.Equal(Totals("0.00", "100.00", "0.00", "0.00", "7.00") with { Month = new(2026, 3, 1) }, book.Month("2026-03"));
        Assert.Equal(default, book.Month("2026-04"));
    }

    [Fact]
    public void The_year_to_date_is_the_sum_of_its_months_and_enrolled_are_those_of_the_last()
    {
        var (january, february) = (Costs.Of(Totals("300.00", "100.00", "28.50", "145.00", "7.00"), One, Terms), Costs.Of(Totals("50.00", "0.00", "4.00", "5.00", "3.00"), new(2, 0, 0, 0), Terms));

        var year = Costs.Sum([january, february]);

        Assert.Equal("250.00 32.50 150.00 10.00", $"{year.ClaimsPaid} {year.Fees} {year.Premium} {year.Recoveries}");
        Assert.Equal("1200.00 1800.00 2", $"{year.ExpectedClaims} {year.FullyInsuredPremium} {year.EnrolledEmployees}");
        Assert.Equal(january.NetCost + february.NetCost, year.NetCost);
    }

    [Fact]
    public void The_premium_of_two_policies_is_the_months()
    {
        var policies = new[] { "145.00", "5.00" }.Select(premium => new PremiumTerms(Guid.NewGuid(), new(new(2026, 1, 1), null), new(Money.Parse(premium)))).ToArray();

        Assert.Equal("150.00", TestBook.PayAsYouGo(policies: policies).OpenOn("2026-01-01").Month("2026-01").Premium.ToString());
    }

    [Theory]
    [InlineData(Tier.Employee, 2, 7, 6, 7, 8)]
    [InlineData(Tier.EmployeeSpouse, 2, 5, 8, 7, 8)]
    [InlineData(Tier.EmployeeChildren, 2, 5, 6, 9, 8)]
    [InlineData(Tier.Family, -2, 5, 6, 7, 6)]
    public void Who_joins_or_leaves_is_counted_in_the_tier(Tier tier, int count, int employee, int spouse, int children, int family) =>
        Assert.Equal(new EnrolledCounts(employee, spouse, children, family), new EnrolledCounts(5, 6, 7, 8).Add(tier, count));

    [Fact]
    public void Every_tier_adds_its_own_amount_and_one_without_an_amount_nothing()
    {
        var amounts = new TierAmounts(Money.Parse("1.00"), Money.Parse("10.00"), Money.Parse("100.00"), Money.Parse("1000.00"));

        Assert.Equal("5432.00", new EnrolledCounts(2, 3, 4, 5).Sum(amounts).ToString());
        Assert.Equal("2.00", new EnrolledCounts(2, 3, 4, 5).Sum(new(Money.Parse("1.00"))).ToString());
        Assert.Equal("0.00", new EnrolledCounts(2, 3, 4, 5).Sum(null).ToString());
        Assert.Equal(14, new EnrolledCounts(2, 3, 4, 5).Total);
        Assert.Throws<ArgumentOutOfRangeException>(() => default(EnrolledCounts).Add(0, 1));
    }

    [Fact]
    public void A_year_is_the_sum_of_its_months_with_the_last_months_employees()
    {
        var year = Costs.Sum(
        [
            Costs.Of(Totals("300.00", "0.00", "28.50", "145.00", "0.00"), One, Terms),
            Costs.Of(Totals("700.00", "0.00", "28.50", "145.00", "10.00"), new(2, 0, 0, 0), Terms),
        ]);

        Assert.Equal("1337.00", year.NetCost.ToString());
        Assert.Equal(("1000.00", "57.00"), (year.ClaimsPaid.ToString(), year.Fees.ToString()));
        Assert.Equal(("290.00", "10.00"), (year.Premium.ToString(), year.Recoveries.ToString()));
        Assert.Equal(("1200.00", "210.00"), (year.ExpectedClaims.ToString(), year.BudgetVariance.ToString()));
        Assert.Equal("1800.00", year.FullyInsuredPremium.ToString());
        Assert.Equal("463.00", year.Savings.ToString());
        Assert.Equal(2, year.EnrolledEmployees);
    }

    private static MonthTotals Totals(string released, string reversed, string fees, string premium, string recoveries) =>
        new(default, Money.Parse(released), Money.Parse(reversed), Money.Parse(fees), Money.Parse(premium), Money.Parse(recoveries));
}
