using Aso.Claims.Domain;
using Aso.Primitives;
using static Aso.Claims.UnitTests.Domain.ClaimBook;

namespace Aso.Claims.UnitTests.Domain;

/// <summary>Claims of many lines, plan years, services and spans are decided as those of few.</summary>
public sealed class LongClaimTests
{
    [Theory]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(40)]
    public void Each_line_may_have_a_plan_year_and_a_lifetime_maximum_of_its_own(int lines)
    {
        var services = Enumerable.Range(0, lines).Select(number => Plans.Service($"S{number}", name: $"service {number}", deductible: true) with { LifetimeMaximum = Usd("50") });
        var book = new ClaimBook { Today = Day("2066-01-01"), PlanYear = new(Day("2020-07-01")) };
        book.Enroll("E1", [Plans.Medical([.. services], ("10", "20"), timelyFilingDays: 99_999)], from: "2020-01-01");

        var claim = book.Submit([.. Enumerable.Range(0, lines).Select(number => Line($"S{number}", "100.00", $"{2021 + number}-06-30"))]);

        Assert.All(claim.Lines, line => Assert.Equal("PR-1=10.00 PR-35=40.00", line.Adjustments()));
        Assert.Equal(
            Enumerable.Range(0, lines).Select(number => new PlanYearMovement("MED", Day($"{2020 + number}-07-01"), new(new(Usd("10"), Usd("10")), default, Usd("50")))),
            claim.Movements);
        Assert.Equal(Enumerable.Range(0, lines).Select(number => new LifetimeMovement("MED", $"service {number}", Usd("50"))), claim.LifetimeMovements);
    }

    [Fact]
    public void A_trace_of_more_steps_than_are_usual_loses_none()
    {
        // Each line: allowed, copay, deductible, coinsurance, out-of-pocket maximum, lifetime, annual, coordination, shrunk share, paid.
        var service = Plans.Service(copay: "1", coinsurance: "20", deductible: true) with { LifetimeMaximum = Usd("9000") };
        var book = new ClaimBook(Plans.Medical([service], ("900", "900"), ("9000", "9000"), annualMaximum: "9000"));

        var claim = book.Submit([.. Enumerable.Range(1, 8).Select(number => Line($"S{number}", "100.00", $"2026-03-0{number}", otherPaid: "50.00"))]);

        Rule[] ofEach =
        [
            Rule.AllowedByPercent, Rule.Copay, Rule.DeductibleOfMember, Rule.Coinsurance, Rule.OutOfPocketOfMember,
            Rule.LifetimeMaximum, Rule.AnnualMaximum, Rule.CoordinationStandard, Rule.MemberShareShrunk, Rule.Paid,
        ];
        Assert.Equal(
            Enumerable.Range(1, 8).SelectMany(number => ofEach.Select(rule => (number, rule))),
            claim.Trace.Select(step => ((int)step.Line, step.Rule)));
    }

    [Fact]
    public void Two_spans_of_one_plan_use_the_same_pots_maxima_and_visits()
    {
        var plan = Plans.Medical([Plans.Service(deductible: true) with { VisitLimit = 2, LifetimeMaximum = Usd("120") }], ("30", "90"));
        var book = new ClaimBook();
        book.Enroll("E1", false, new Coverage(plan, new(Day("2026-01-01"), Day("2026-01-31"))), new Coverage(plan, new(Day("2026-03-01"), null)));

        var claim = book.Submit(Line("1", "100.00", "2026-01-31"), Line("2", "100.00", "2026-03-01"), Line("3", "100.00", "2026-03-02"));

        Assert.Equal(["PR-1=30.00", "PR-35=50.00", "PR-119=100.00"], claim.Lines.Select(line => line.Adjustments()));
        Assert.Equal(Usd("120"), Assert.Single(claim.Movements).Added.Benefits);
        Assert.Equal(Usd("120"), Assert.Single(claim.LifetimeMovements).Added);
        Assert.Equal([0, 1, 1], claim.Lines.Select(line => (int)line.CoverageIndex));
    }

    [Fact]
    public void What_was_used_of_other_plans_services_and_years_is_not_this_ones()
    {
        var plan = Plans.Medical([Plans.Service("1", name: "one", deductible: true) with { LifetimeMaximum = Usd("100") }], ("30", "90"));
        var book = new ClaimBook(plan);
        var used = new PlanYearUsage(new(Usd("20"), Usd("20")), default, Usd("10"));
        var facts = book.FactsOf(book.Claim("E1", Line("1", "500.00"))) with
        {
            Usage = [new("OLD", Day("2026-01-01"), used, used), new("MED", Day("2025-01-01"), used, used), new("MED", Day("2026-01-01"), used, used + used)],
            LifetimeUsage = [new("OLD", "one", Usd("100")), new("MED", "two", Usd("100")), new("MED", "one", Usd("60"))],
        };

        // 10 is left of the member's deductible of 30, 50 of the family's of 90; 40 of the lifetime maximum.
        var line = Assert.Single(Adjudicator.Decide(facts).Lines);
        Assert.Equal((Usd("10"), Usd("40")), (line.Deductible, line.Paid));
    }

    [Fact]
    public void A_line_that_moves_nothing_leaves_no_movement()
    {
        var book = new ClaimBook(Plans.Medical([Plans.Service() with { LifetimeMaximum = Usd("100") }]));

        var claim = book.Submit(Line("1", "0.00"));

        Assert.True(claim.Approved);
        Assert.Empty(claim.Movements);
        Assert.Empty(claim.LifetimeMovements);
    }
}
