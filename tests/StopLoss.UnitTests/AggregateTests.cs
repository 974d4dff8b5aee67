using Aso.Primitives;
using Aso.StopLoss.Domain;
using static Aso.StopLoss.UnitTests.Given;

namespace Aso.StopLoss.UnitTests;

public sealed class AggregateTests
{
    [Theory]
    //          period start | today       | firsts
    [InlineData("2026-01-01", "2026-01-01", 1)]
    [InlineData("2026-01-01", "2026-04-30", 4)]
    [InlineData("2026-01-01", "2027-03-31", 12)] // run-out adds none
    [InlineData("2026-01-01", "2025-12-31", 0)]
    [InlineData("2026-01-15", "2027-02-01", 12)] // 1sts of February to January
    [InlineData("2026-01-02", "2027-02-01", 12)] // the period's last day is a 1st
    public void Only_firsts_reached_within_the_period_count(string start, string today, int firsts) =>
        Assert.Equal(firsts, Aggregate.FirstsOfPeriod(Policy(start: Day(start)), Day(today)).Count());

    [Fact]
    public void Attachment_adds_the_factor_of_each_employee_enrolled_on_a_first()
    {
        var terms = new AggregateTerms(new(Employee: Usd("500.00"), Family: Usd("1200.50")), Money.Zero, Money.Zero);
        CoverageSpan[][] roster =
        [
            [Span(BenefitLine.Medical, Tier.Employee, "2026-01-01", "2026-02-28"), Span(BenefitLine.Medical, Tier.Family, "2026-03-01")],
            [Span(BenefitLine.Medical, Tier.Family, "2026-01-02", "2026-01-31")], // not on a 1st
            [Span(BenefitLine.Dental, Tier.Family, "2026-01-01")],                // no medical coverage
        ];

        var attachment = Aggregate.Attachment(terms, Aggregate.FirstsOfPeriod(Policy(), Day("2026-03-15")), roster, employerHasMedicalPlan: true);

        Assert.Equal(Usd("2200.50"), attachment);
    }

    [Fact]
    public void A_member_counts_for_the_group_up_to_its_own_deductible()
    {
        var terms = Policy(lasers: new Dictionary<string, Money> { ["E7"] = Usd("40000.00") }, aggregate: AggregateTerms());
        var book = PolicyBook.New(terms);
        book.Release(Payment("E1", "15000.00"));
        book.Release(Payment("E2", "300.00"));
        book.Release(Payment("E7", "39000.00"));

        Assert.Equal(Usd("49300.00"), Aggregate.Eligible(terms, book.Members));
    }

    [Theory]
    //          eligible     attachment  minimum      maximum    | reimbursement
    [InlineData("150000.00", "90000.00", "100000.00", "1000000.00", "50000.00")] // the minimum is above the attachment
    [InlineData("150000.00", "120000.00", "100000.00", "1000000.00", "30000.00")]
    [InlineData("150000.00", "120000.00", "100000.00", "20000.00", "20000.00")]
    [InlineData("90000.00", "120000.00", "0.00", "20000.00", "0.00")]
    [InlineData("120000.00", "120000.00", "0.00", "20000.00", "0.00")]
    public void The_aggregate_pays_what_exceeds_attachment_and_minimum_up_to_its_maximum(
        string eligible, string attachment, string minimum, string maximum, string reimbursement) =>
        Assert.Equal(Usd(reimbursement), new AggregateFigures(Usd(eligible), Usd(attachment), Usd(minimum), Usd(maximum)).Reimbursement);

    [Fact]
    public void At_the_end_of_the_paid_window_one_request_without_a_member_is_made_and_dated_so()
    {
        var book = PolicyBook.New(Policy("12/15", deductible: null, aggregate: AggregateTerms()));
        book.Release(Payment("E1", "7000.00"));

        book.Settle(Usd("6000.00"));

        var request = Assert.Single(book.Requests);
        Assert.Null(request.MemberId);
        Assert.Equal(Day("2027-03-31"), request.On);
        Assert.Equal(Usd("1000.00"), request.Amount);
    }

    [Fact]
    public void Nothing_is_asked_for_below_the_attachment_or_without_aggregate_terms()
    {
        var below = PolicyBook.New(Policy(deductible: null, aggregate: AggregateTerms()));
        below.Release(Payment("E1", "6000.00"));
        below.Settle(Usd("6000.00"));

        var without = PolicyBook.New(Policy());
        without.Release(Payment("E1", "6000.00"));
        without.Settle(Money.Zero);

        Assert.Empty(below.Requests);
        Assert.Empty(without.Requests);
    }

    [Fact]
    public void The_ratio_and_the_projection_go_by_attachment_and_days()
    {
        var terms = Policy("12/12", aggregate: AggregateTerms());

        Assert.Equal(Rate.ParsePercent("66.67"), Aggregate.Ratio(Usd("2.00"), Usd("3.00")));
        Assert.Null(Aggregate.Ratio(Usd("2.00"), Money.Zero));
        Assert.Equal(Usd("365.00"), Aggregate.ProjectedEligible(terms, Usd("31.00"), Day("2026-01-31")));
        Assert.Equal(Usd("31.00"), Aggregate.ProjectedEligible(terms, Usd("31.00"), Day("2027-01-01")));
    }

    private static CoverageSpan Span(BenefitLine line, Tier? tier, string from, string? to = null) =>
        new(line, tier, new(Day(from), to is null ? null : Day(to)));
}
