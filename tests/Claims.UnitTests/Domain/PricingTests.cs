using Aso.Claims.Domain;
using Aso.Primitives;
using static Aso.Claims.UnitTests.Domain.ClaimBook;

namespace Aso.Claims.UnitTests.Domain;

public sealed class PricingTests
{
    [Theory]
    //          procedure billed   units  allowed
    [InlineData("99213", "180.00", "1", "110.00")]
    [InlineData("99213", "109.99", "1", "109.99")] // never above the charge
    [InlineData("99213", "500.00", "3", "330.00")]
    [InlineData("97110", "500.00", "1.5", "50.03")] // 33.35 × 1.5 = 50.025
    [InlineData("97110", "500.00", "0.25", "8.34")] // 8.3375
    [InlineData("70551", "33.30", "1", "24.14")] // 72.5 % = 24.1425
    [InlineData("70551", "0.02", "1", "0.01")] // 0.0145
    [InlineData("70551", "100.20", "9", "72.65")] // 72.645: half away from zero; units do not matter
    public void In_network_the_fee_counts_by_unit_and_the_percent_where_there_is_no_fee(string procedure, string billed, string units, string allowed)
    {
        var book = new ClaimBook(Plans.Medical([Plans.Service()], fees: [("99213", "110.00"), ("97110", "33.35")], percent: "72.5"));
        var line = Assert.Single(book.Submit(Line(procedure, billed, units: units)).Lines);
        Assert.Equal(Usd(allowed), line.Allowed);
        Assert.Equal(Usd(billed) - Usd(allowed), AmountOf("CO-45", line));
    }

    [Fact]
    public void Out_of_network_a_percent_is_allowed_the_rest_is_the_members_and_the_fee_schedule_is_silent()
    {
        var book = new ClaimBook(Plans.Medical([Plans.Service()], fees: [("99213", "1.00")]));
        var claim = book.Submit(book.Claim("E1", Line("99213", "100.01")) with { ProviderNpi = OutOfNetwork });
        Assert.Equal("PR-2=20.00 PR-45=50.00", claim.Lines[0].Adjustments());
        Assert.Equal((Usd("50.01"), Usd("30.01"), Usd("70.00")), (claim.Allowed, claim.Paid, claim.MemberOwes));
        Assert.Equal(new PlanYearUsage(default, new(Money.Zero, Usd("20.00")), Usd("30.01")), book.Used());
    }

    [Theory]
    //          billed     adjustments
    [InlineData("40.00", "PR-3=40.00")]
    [InlineData("50.00", "PR-3=50.00")]
    [InlineData("149.99", "PR-1=99.99 PR-3=50.00")]
    [InlineData("150.00", "PR-1=100.00 PR-3=50.00")]
    [InlineData("183.33", "PR-1=100.00 PR-2=6.67 PR-3=50.00")] // 20 % of 33.33
    [InlineData("150.02", "PR-1=100.00 PR-3=50.00")] // 0.004 rounds to nothing
    [InlineData("150.03", "PR-1=100.00 PR-2=0.01 PR-3=50.00")]
    public void Copay_then_deductible_then_coinsurance_of_the_rest(string billed, string adjustments)
    {
        var book = new ClaimBook(Plans.Medical([Plans.Service(copay: "50", coinsurance: "20", deductible: true)], ("100", "200")));
        Assert.Equal(adjustments, book.Submit(Line("99213", billed)).Lines[0].Adjustments());
    }

    [Fact]
    public void A_service_to_which_the_deductible_does_not_apply_leaves_it_alone()
    {
        var book = new ClaimBook(Plans.Medical([Plans.Service(coinsurance: "10")], ("100", "200")));
        Assert.Equal("PR-2=50.00", book.Submit(Line("99213", "500.00")).Lines[0].Adjustments());
        Assert.Equal(Money.Zero, book.Used().In.Deductible);
    }

    [Fact]
    public void Either_embedded_limit_ends_the_deductible()
    {
        var plan = Plans.Medical([Plans.Service(deductible: true)], ("1500", "3000"));
        var book = new ClaimBook(plan);
        Assert.Equal("1500.00", Deductible("E1", "2000"));
        Assert.Equal("0.00", Deductible("E1", "2001"));
        Assert.Equal("1000.00", Deductible("S1", "1000"));
        Assert.Equal("500.00", Deductible("K1", "800"));
        Assert.Equal("0.00", Deductible("K2", "800"));

        string Deductible(string member, string billed)
        {
            book.Enroll(member, [plan]);
            return book.Submit(book.Claim(member, Line("99213", billed))).Lines[0].Deductible.ToString();
        }
    }

    [Fact]
    public void Lines_of_one_claim_use_up_the_same_pots()
    {
        var book = new ClaimBook(Plans.Medical([Plans.Service(coinsurance: "50", deductible: true)], ("100", "200"), ("150", "900")));
        var claim = book.Submit(Line("99213", "60.00"), Line("99214", "60.00"), Line("99215", "200.00"));
        Assert.Equal(["PR-1=60.00", "PR-1=40.00 PR-2=10.00", "PR-2=40.00"], claim.Lines.Select(line => line.Adjustments()));
        Assert.Equal(new PlanYearUsage(new(Usd("100"), Usd("150")), default, Usd("170")), book.Used());
    }

    [Theory]
    //          maximum  copay  coins  adjustments: deductible 100, billed 1,000
    [InlineData("1000", "50", "20", "PR-1=100.00 PR-2=170.00 PR-3=50.00")]
    [InlineData("320", "50", "20", "PR-1=100.00 PR-2=170.00 PR-3=50.00")]
    [InlineData("200", "50", "20", "PR-1=100.00 PR-2=50.00 PR-3=50.00")]
    [InlineData("120", "50", "20", "PR-1=100.00 PR-3=20.00")]
    [InlineData("80", "50", "20", "PR-1=80.00")]
    [InlineData("0", "50", "20", "")]
    public void Above_the_out_of_pocket_maximum_coinsurance_gives_way_first_then_copay_then_deductible(string maximum, string copay, string coinsurance, string adjustments)
    {
        var book = new ClaimBook(Plans.Medical([Plans.Service("*", copay, coinsurance, true)], ("100", "200"), (maximum, "5000")));
        var claim = book.Submit(Line("99213", "1000.00"));
        Assert.Equal(adjustments, claim.Lines[0].Adjustments());
        Assert.Equal(Usd("1000") - claim.MemberOwes, claim.Paid);
        Assert.Equal(claim.Lines[0].Deductible, book.Used().In.Deductible);
    }

    [Fact]
    public void The_familys_out_of_pocket_maximum_ends_it_as_well()
    {
        var plan = Plans.Medical([Plans.Service(coinsurance: "50")], outOfPocket: ("1000", "1300"));
        var book = new ClaimBook(plan);
        book.Enroll("S1", [plan]);
        Assert.Equal("PR-2=1000.00", book.Submit(Line("99213", "4000")).Lines[0].Adjustments());
        Assert.Equal("PR-2=300.00", book.Submit(book.Claim("S1", Line("99213", "4000"))).Lines[0].Adjustments());
    }

    [Fact]
    public void Network_sides_plan_years_and_plans_do_not_mix()
    {
        var limits = new Limits(Usd("100"), Usd("200"));
        var service = Plans.Service(deductible: true) with { Out = Plans.Terms("0", "0", true) };
        HealthPlan Plan(string code) => new(code, BenefitLine.Medical, [service])
        {
            TimelyFilingDays = 9999,
            OtherwisePercentOfBilled = Rate.OneHundredPercent,
            PercentOfBilledOutOfNetwork = Rate.OneHundredPercent,
            DeductibleIn = limits,
            DeductibleOut = limits,
        };
        var book = new ClaimBook { PlanYear = new(Day("2024-07-01")), Today = Day("2026-09-30") };
        book.Enroll("E1", false, new Coverage(Plan("A"), new(Day("2026-01-01"), Day("2026-07-31"))), new Coverage(Plan("B"), new(Day("2026-08-01"), null)));

        var claim = book.Submit(
            Line("1", "70", "2026-06-30"), Line("2", "70", "2026-07-01"), Line("3", "70", "2026-07-31"), Line("4", "70", "2026-08-01"));
        var outside = book.Submit(book.Claim("E1", Line("5", "70", "2026-07-31")) with { ProviderNpi = OutOfNetwork });

        Assert.Equal(["70.00", "70.00", "30.00", "70.00"], claim.Lines.Select(line => line.Deductible.ToString()));
        Assert.Equal("70.00", outside.Lines[0].Deductible.ToString());
        Assert.Equal(Usd("100"), book.Used("E1", "A", Day("2026-07-01")).In.Deductible);
        Assert.Equal(Usd("70"), book.Used("E1", "A", Day("2026-07-01")).Out.Deductible);
        Assert.Equal(Usd("70"), book.Used("E1", "A", Day("2025-07-01")).In.Deductible);
        Assert.Equal(Usd("70"), book.Used("E1", "B", Day("2026-07-01")).In.Deductible);
    }

    [Fact]
    public void Above_the_annual_maximum_the_benefit_is_the_members_and_in_no_pot()
    {
        var book = new ClaimBook(Plans.Medical([Plans.Service(coinsurance: "10")], outOfPocket: ("5000", "9000"), annualMaximum: "1000"));
        book.Submit(Line("1", "850.00"));
        var claim = book.Submit(Line("2", "500.00"));
        Assert.Equal("PR-119=215.00 PR-2=50.00", claim.Lines[0].Adjustments());
        Assert.Equal(new PlanYearUsage(new(Money.Zero, Usd("135")), default, Usd("1000")), book.Used());
    }

    [Fact]
    public void A_service_outside_the_annual_maximum_neither_uses_nor_heeds_it()
    {
        var exempt = Plans.Service("1") with { CountsTowardAnnualMaximum = false };
        var book = new ClaimBook(Plans.Medical([exempt, Plans.Service(name: "other")], annualMaximum: "100"));
        Assert.Equal(["", ""], book.Submit(Line("1", "900.00"), Line("2", "100.00")).Lines.Select(line => line.Adjustments()));
        Assert.Equal("", book.Submit(Line("1", "901.00")).Lines[0].Adjustments());
        Assert.Equal("PR-119=1.00", book.Submit(Line("2", "1.00")).Lines[0].Adjustments());
        Assert.Equal(Usd("100"), book.Used().Benefits);
    }

    [Fact]
    public void A_lifetime_maximum_outlasts_the_year_and_both_network_sides_use_it()
    {
        var book = new ClaimBook(Plans.Medical([Plans.Service() with { LifetimeMaximum = Usd("100") }], annualMaximum: "60")) { Today = Day("2027-12-31") };
        book.Change("E1", member => member);
        Assert.Equal(["PR-119=10.00"], book.Submit(Line("1", "70.00", "2026-12-31")).Lines.Select(line => line.Adjustments()));
        var outside = book.Submit(book.Claim("E1", Line("2", "50.00", "2027-01-02")) with { ProviderNpi = OutOfNetwork });
        Assert.Equal(Usd("15.00"), outside.Paid);
        Assert.Equal(["PR-35=30.00", "PR-35=5.00"], book.Submit(Line("3", "55.00", "2027-01-03"), Line("4", "5.00", "2027-01-03")).Lines.Select(line => line.Adjustments()));
    }

    [Fact]
    public void Movements_below_the_lifetime_maximum_are_used_up_before_the_annual_maximum_is_asked()
    {
        var book = new ClaimBook(Plans.Medical([Plans.Service() with { LifetimeMaximum = Usd("300") }], annualMaximum: "200"));
        var claim = book.Submit(Line("1", "1000.00"));
        Assert.Equal("PR-119=100.00 PR-35=700.00", claim.Lines[0].Adjustments());
        Assert.Equal(Usd("200"), claim.Paid);
        Assert.Equal(Usd("200"), Assert.Single(claim.LifetimeMovements).Added);
    }

    private static Money AmountOf(string code, LineDecision line) =>
        AdjustmentCodes.Of(line).SingleOrDefault(adjustment => adjustment.Code == code).Amount;
}
