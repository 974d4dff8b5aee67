using Aso.Claims.Domain;
using Aso.Claims.Domain.Review;
using Aso.Primitives;
using static Aso.Claims.UnitTests.Domain.ClaimBook;

namespace Aso.Claims.UnitTests.Domain;

public sealed class DisabilityTests
{
    private static readonly ShortTermDisabilityPlan ShortTerm = new("STD")
    {
        Percent = Rate.ParsePercent("60"),
        Minimum = Usd("50.00"),
        Maximum = Usd("1000.00"),
        EliminationDaysAccident = 0,
        EliminationDaysSickness = 7,
        MaxWeeks = 26,
    };

    private static readonly LongTermDisabilityPlan LongTerm = new("LTD")
    {
        Percent = Rate.ParsePercent("60"),
        Minimum = Usd("250.00"),
        Maximum = Usd("3500.00"),
        EliminationDays = 90,
    };

    [Theory]
    //          earnings   cause                      from          through       days  paid
    [InlineData("1200.00", DisabilityCause.Sickness, "2026-03-02", "2026-04-19", 42, "4320.00")]
    [InlineData("1200.00", DisabilityCause.Accident, "2026-03-02", "2026-04-19", 49, "5040.00")]
    [InlineData("1200.00", DisabilityCause.Sickness, "2026-03-02", "2026-03-09", 1, "102.86")] // 720 / 7
    [InlineData("10.00", DisabilityCause.Accident, "2026-03-02", "2026-03-08", 7, "50.00")] // the minimum
    [InlineData("9000.00", DisabilityCause.Accident, "2026-03-02", "2026-03-08", 7, "1000.00")] // the maximum
    [InlineData("1200.00", DisabilityCause.Accident, "2026-01-01", "2026-12-31", 182, "18720.00")] // 26 weeks
    [InlineData("833.37", DisabilityCause.Accident, "2026-03-02", "2026-03-08", 7, "500.02")] // 500.022
    [InlineData("1200.00", DisabilityCause.Accident, "2026-03-02", "2026-03-02", 1, "102.86")] // one day
    [InlineData("1200.00", DisabilityCause.Accident, "2026-01-01", "2026-07-01", 182, "18720.00")] // the last day of week 26
    public void Short_term_benefits_are_paid_by_the_day_after_the_elimination_period(
        string earnings, DisabilityCause cause, string from, string through, int days, string paid)
    {
        var claim = Submit(ShortTerm, earnings, new(cause, Day(from), Day(through), Money.Zero));
        Assert.Equal((true, days, Usd(paid)), (claim.Approved, claim.Disability!.Days, claim.Paid));
    }

    [Theory]
    //          earnings   birth         offsets    through       days  paid
    [InlineData("1500.00", "1980-02-03", "2400.00", "2026-05-31", 21, "770.00")]
    [InlineData("1000.00", "1980-02-03", "2500.00", "2026-06-09", 30, "250.00")]
    [InlineData("1500.00", "1961-05-21", "0.00", "2026-06-09", 10, "1166.67")]
    [InlineData("1000.04", "1980-02-03", "0.00", "2026-06-09", 30, "2600.11")]
    [InlineData("1000.00", "1961-05-11", "0.00", "2026-06-09", 0, "0.00")] // 65 on the first payable day
    public void Long_term_benefits_are_net_of_offsets_by_the_thirtieth_and_end_before_the_65th_birthday(
        string earnings, string birth, string offsets, string through, int days, string paid)
    {
        var claim = Submit(LongTerm, earnings, new(null, Day("2026-02-10"), Day(through), Usd(offsets)), birth);
        Assert.Equal((days > 0, days, Usd(paid)), (claim.Approved, claim.Disability!.Days, claim.Paid));
    }

    [Fact]
    public void Someone_born_on_a_leap_day_turns_65_on_the_last_of_february()
    {
        var claim = Submit(LongTerm, "1000.00", new(null, Day("2028-11-01"), Day("2029-06-09"), Money.Zero), "1964-02-29");
        Assert.Equal(Day("2029-02-27").DayNumber - Day("2028-11-01").AddDays(90).DayNumber + 1, claim.Disability!.Days);
    }

    [Theory]
    [InlineData("2026-03-08", DisabilityDenial.EliminationPeriod)]
    [InlineData("2026-03-09", DisabilityDenial.None)]
    public void Without_a_day_after_the_elimination_period_nothing_is_paid(string through, DisabilityDenial denial)
    {
        var claim = Submit(ShortTerm, "1200.00", new(DisabilityCause.Sickness, Day("2026-03-02"), Day(through), Money.Zero));
        Assert.Equal((denial, denial == DisabilityDenial.None), (claim.Disability!.Denial, claim.Approved));
    }

    [Theory]
    [InlineData("2025-12-31", DisabilityDenial.NotCovered)]
    [InlineData("2026-01-01", DisabilityDenial.None)]
    public void Coverage_is_checked_on_the_first_day_of_disability(string from, DisabilityDenial denial)
    {
        var claim = Submit(ShortTerm, "1200.00", new(DisabilityCause.Accident, Day(from), Day("2026-04-30"), Money.Zero));
        Assert.Equal(denial, claim.Disability!.Denial);
    }

    [Fact]
    public void An_unknown_member_or_another_line_is_not_covered()
    {
        Assert.Equal(DisabilityDenial.NotCovered, Decide(new ClaimBook(LongTerm), "E1").Disability!.Denial);
        Assert.Equal(DisabilityDenial.NotCovered, Decide(new ClaimBook(ShortTerm), "NOBODY").Disability!.Denial);

        static Adjudication Decide(ClaimBook book, string member) =>
            book.Submit(DisabilityClaim(BenefitLine.Std, member, new(DisabilityCause.Accident, Day("2026-03-02"), Day("2026-04-30"), Money.Zero)));
    }

    [Fact]
    public void Unknown_earnings_pay_the_minimum_and_a_period_must_be_named()
    {
        var book = new ClaimBook(ShortTerm, LongTerm);
        book.Change("E1", member => member with { WeeklyEarnings = null });
        var period = new DisabilityPeriod(DisabilityCause.Accident, Day("2026-01-01"), Day("2026-04-01"), Money.Zero);

        Assert.Equal(Usd("50.00"), book.Submit(DisabilityClaim(BenefitLine.Std, "E1", period)).Disability!.Benefit);
        Assert.Equal(Usd("250.00"), book.Submit(DisabilityClaim(BenefitLine.Ltd, "E1", period)).Disability!.Benefit);
        Assert.Throws<ArgumentException>(() => book.Submit(DisabilityClaim(BenefitLine.Std, "E1", period) with { Disability = null }));
    }

    [Theory]
    [InlineData(ReviewDenial.NotDisabled, DisabilityDenial.NotDisabled)]
    [InlineData(ReviewDenial.LacksInformation, DisabilityDenial.LacksInformation)]
    [InlineData(ReviewDenial.NotCoveredUnderPlan, DisabilityDenial.NotCoveredUnderPlan)]
    [InlineData(ReviewDenial.WorkRelated, DisabilityDenial.WorkRelated)]
    public void A_reviewer_denies_a_disability_claim_for_a_reason_of_such_claims(ReviewDenial reason, DisabilityDenial denial)
    {
        var book = new ClaimBook(ShortTerm);
        var facts = book.FactsOf(DisabilityClaim(BenefitLine.Std, "E1", new(DisabilityCause.Accident, Day("2026-03-02"), Day("2026-04-30"), Money.Zero)));
        var claim = Adjudicator.Decide(facts with { Ruling = Ruling.Deny(reason) });

        Assert.Equal((false, denial, Money.Zero), (claim.Approved, claim.Disability!.Denial, claim.Paid));
        Assert.True(reason.Fits(isDisability: true));
    }

    [Fact]
    public void The_trace_of_short_term_disability_tells_days_benefit_and_payment()
    {
        Assert.Equal(
            [
                "Paid days: 42, of 49 days certified, after 7 days of elimination and within the plan's limit.",
                "Weekly benefit: $720.00, from 60% of weekly earnings of $1,200.00, within the plan's minimum and maximum.",
                "Paid: $4,320.00, 42 days of a benefit of $720.00.",
            ],
            Words(ShortTerm, "1200.00", new(DisabilityCause.Sickness, Day("2026-03-02"), Day("2026-04-19"), Money.Zero)));
        Assert.Equal(
            ["Paid days: 0, of 7 days certified, after 7 days of elimination and within the plan's limit.", "Denied: no day is left to pay after the elimination period."],
            Words(ShortTerm, "1200.00", new(DisabilityCause.Sickness, Day("2026-03-02"), Day("2026-03-08"), Money.Zero)));
        Assert.Equal(
            ["Denied: there was no such coverage on the first day of disability."],
            Words(ShortTerm, "1200.00", new(DisabilityCause.Sickness, Day("2025-12-31"), Day("2026-03-08"), Money.Zero)));
    }

    [Fact]
    public void The_trace_of_long_term_disability_tells_earnings_and_offsets_as_well() =>
        Assert.Equal(
            [
                "Paid days: 21, of 111 days certified, after 90 days of elimination and within the plan's limit.",
                "Monthly benefit: $3,500.00, the plan's percent of monthly earnings of $6,500.00, within the plan's maximum.",
                "Offsets: $2,400.00 of other income a month leaves $1,100.00 of $3,500.00, at least the plan's minimum.",
                "Paid: $770.00, 21 days of a benefit of $1,100.00.",
            ],
            Words(LongTerm, "1500.00", new(null, Day("2026-02-10"), Day("2026-05-31"), Usd("2400.00"))));

    private static string[] Words(Plan plan, string earnings, DisabilityPeriod period)
    {
        var book = new ClaimBook(plan);
        book.Change("E1", member => member with { WeeklyEarnings = Usd(earnings) });
        var facts = book.FactsOf(DisabilityClaim(plan.Line, "E1", period));
        return [.. Adjudicator.Decide(facts).Trace.Select(step => TraceWords.Of(step, facts))];
    }

    [Fact]
    public void A_disability_claim_has_no_lines_adjustments_or_movements()
    {
        var claim = Submit(ShortTerm, "1200.00", new(DisabilityCause.Accident, Day("2026-03-02"), Day("2026-04-30"), Money.Zero));
        Assert.Empty(claim.Lines);
        Assert.Empty(claim.Movements);
        Assert.Equal(Money.Zero, claim.MemberOwes);
    }

    private static Adjudication Submit(Plan plan, string earnings, DisabilityPeriod period, string birth = "1980-02-03")
    {
        var book = new ClaimBook();
        book.Enroll("E1", [plan], to: "2030-12-31");
        book.Change("E1", member => member with { WeeklyEarnings = Usd(earnings), BirthDate = Day(birth) });
        return book.Submit(DisabilityClaim(plan.Line, "E1", period));
    }

    private static Claim DisabilityClaim(BenefitLine line, string member, DisabilityPeriod period) =>
        new() { Number = "D1", Line = line, MemberId = member, Disability = period };
}
