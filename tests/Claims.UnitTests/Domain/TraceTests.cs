using Aso.Claims.Domain;
using Aso.Claims.Domain.Review;
using Aso.Primitives;
using static Aso.Claims.UnitTests.Domain.ClaimBook;

namespace Aso.Claims.UnitTests.Domain;

public sealed class TraceTests
{
    [Fact]
    public void A_priced_lines_trace_tells_every_rule_with_its_amounts()
    {
        var book = new ClaimBook(Plans.Medical(
            [Plans.Service(copay: "25", coinsurance: "20", deductible: true)], ("500", "1000"), ("1000", "2000"), fees: [("99213", "110.00")]));
        book.Submit(Line("1", "405.00"));

        Assert.Equal(
            [
                "Allowed: $220.00 of $300.00 billed; the network fee is $110.00 a unit, for 2 units, and never above the charge.",
                "Copay: $25.00; the plan asks $25.00 once a visit, of $220.00 allowed.",
                "Deductible: $120.00; $120.00 of the member's $500.00 was left, and $195.00 is subject to it.",
                "Coinsurance: $15.00, which is 20% of the $75.00 that copay and deductible leave.",
                "Out-of-pocket maximum: $595.00 of the member's $1,000.00 was left, and the share of $160.00 stays within it.",
                "Paid: $60.00 of $220.00 allowed; the member's share of it is $160.00.",
            ],
            Words(book, Line("99213", "300.00", units: "2")));
    }

    [Fact]
    public void Maxima_and_coordination_are_told()
    {
        var book = new ClaimBook(Plans.Medical(
            [Plans.Service(coinsurance: "50") with { LifetimeMaximum = Usd("1500") }], outOfPocket: ("500", "400"), annualMaximum: "1000"));

        Assert.Equal(
            [
                "Allowed: $4,000.00 of $4,000.00 billed, which is 100%; the fee schedule does not list this procedure.",
                "Coinsurance: $2,000.00, which is 50% of the $4,000.00 that copay and deductible leave.",
                "Out-of-pocket maximum: $400.00 of the family's $400.00 was left; $1,600.00 of the share of $2,000.00 comes off, coinsurance first, then copay, then deductible.",
                "Lifetime maximum: $1,500.00 was left of it; $2,100.00 of the benefit of $3,600.00 is above it and the member's.",
                "Annual maximum: $1,000.00 was left of it; $500.00 of the benefit of $1,500.00 is above it and the member's.",
                "Other coverage: the other payer paid $2,600.00; of its benefit of $1,000.00 the plan pays $1,000.00, so that both together stay within the allowed amount.",
                "Other coverage: the member's share falls from $3,000.00 to $400.00.",
                "Paid: $1,000.00 of $4,000.00 allowed; the member's share of it is $400.00.",
            ],
            Words(book, Line("1", "4000.00", otherPaid: "2600.00")));
    }

    [Fact]
    public void A_denied_lines_trace_is_the_check_that_hit_with_its_inputs()
    {
        var book = new ClaimBook(Plans.Medical([Plans.Service()], timelyFilingDays: 10));
        Assert.Equal(["Denied: received 18 days after the service; the plan allows 10."], Words(book, Line("1", "1.00")));
    }

    [Fact]
    public void What_does_not_apply_is_not_told()
    {
        var book = new ClaimBook(Plans.Medical([Plans.Service(deductible: true)], outOfPocket: ("500", "1000"), fees: [("99213", "10.00")]));
        Assert.Equal(
            ["Allowed: $10.00 of $12.00 billed; the network fee is $10.00 a unit, for 1 unit, and never above the charge.", "Paid: $10.00 of $10.00 allowed; the member's share of it is $0.00."],
            Words(book, Line("99213", "12.00")));
    }

    [Fact]
    public void Of_the_members_and_the_familys_limit_the_tighter_one_is_told_and_the_members_where_they_are_alike()
    {
        var plan = Plans.Medical([Plans.Service(coinsurance: "50", deductible: true)], ("500", "700"), ("800", "1000"));
        var book = new ClaimBook(plan);
        book.Enroll("S1", [plan]);
        book.Submit(book.Claim("S1", Line("1", "200.00")));

        // Of the family's deductible 500 is left, as of the member's; of the two maxima 800.
        Assert.Contains(Words(book, Line("2", "1000.00")), words => words.StartsWith("Deductible: $500.00; $500.00 of the member's $500.00 was left", StringComparison.Ordinal));
        Assert.Contains(Words(book, Line("2", "1000.00")), words => words.StartsWith("Out-of-pocket maximum: $800.00 of the member's $800.00 was left", StringComparison.Ordinal));

        book.Submit(book.Claim("S1", Line("2", "100.00")));
        Assert.Contains(Words(book, Line("2", "1000.00")), words => words.StartsWith("Deductible: $400.00; $400.00 of the family's $700.00 was left", StringComparison.Ordinal));
        Assert.Contains(Words(book, Line("2", "1000.00")), words => words.StartsWith("Out-of-pocket maximum: $700.00 of the family's $1,000.00 was left", StringComparison.Ordinal));
    }

    [Fact]
    public void A_line_out_of_network_tells_its_own_percent_and_limits()
    {
        var service = Plans.Service() with { Out = Plans.Terms("0", "40", true) };
        var plan = new HealthPlan("MED", BenefitLine.Medical, [service])
        {
            TimelyFilingDays = 365,
            OtherwisePercentOfBilled = Rate.OneHundredPercent,
            PercentOfBilledOutOfNetwork = Rate.ParsePercent("62.5"),
            Coordination = Coordination.NonDuplication,
            DeductibleIn = new(Usd("1"), Usd("2")),
            DeductibleOut = new(Usd("300"), Usd("600")),
        };
        var book = new ClaimBook(plan);

        Assert.Equal(
            [
                "Allowed: $500.00 of $800.00 billed, which is 62.5%; the provider is out of network.",
                "Deductible: $300.00; $300.00 of the member's $300.00 was left, and $500.00 is subject to it.",
                "Coinsurance: $80.00, which is 40% of the $200.00 that copay and deductible leave.",
                "Other coverage: the other payer paid $100.00; the plan pays $20.00, by which its benefit of $120.00 exceeds that.",
                "Paid: $20.00 of $500.00 allowed; the member's share of it is $380.00.",
            ],
            Words(book, book.Claim("E1", Line("1", "800.00", otherPaid: "100.00")) with { ProviderNpi = OutOfNetwork }));
    }

    [Fact]
    public void The_copay_of_a_visit_is_told_where_it_was_taken_and_where_it_was_not()
    {
        var book = new ClaimBook(Plans.Medical([Plans.Service(copay: "25")]));

        Assert.Equal(
            ["Copay: $20.00; the plan asks $25.00 once a visit, of $20.00 allowed.", "Copay: none; an earlier line of this visit took the $25.00."],
            Words(book, book.Claim("E1", Line("1", "20.00"), Line("2", "30.00"))).Where(words => words.StartsWith("Copay", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_benefit_within_its_maxima_says_what_was_left()
    {
        var book = new ClaimBook(Plans.Medical([Plans.Service() with { LifetimeMaximum = Usd("1500") }], annualMaximum: "1000"));

        Assert.Equal(
            ["Lifetime maximum: $1,500.00 was left, and the benefit of $1,000.00 stays within it.", "Annual maximum: $1,000.00 was left, and the benefit of $1,000.00 stays within it."],
            Words(book, Line("1", "1000.00")).Where(words => words.Contains("maximum", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(LineDenial.NotAMember, "Denied: the patient has no medical coverage at this employer.")]
    [InlineData(LineDenial.CoverageEnded, "Denied: the coverage had ended before March 2, 2026.")]
    [InlineData(LineDenial.CoverageNotStarted, "Denied: the coverage had not started on March 2, 2026.")]
    [InlineData(LineDenial.NotCovered, "Denied: the plan does not cover procedure 99213.")]
    [InlineData(LineDenial.WaitingPeriod, "Denied: the service is covered 4 months after the coverage starts, and the service was earlier.")]
    [InlineData(LineDenial.VisitsUsedUp, "Denied: 3 visits were used of 4 in the plan year.")]
    public void A_denial_tells_what_it_looked_at(LineDenial denial, string words)
    {
        var book = new ClaimBook(Plans.Medical([Plans.Service()]));
        Assert.Equal(words, TraceWords.Of(new(1, Rule.Denied, 3, 4, (long)denial), book.FactsOf(book.Claim("E1", Line("99213", "1.00")))));
    }

    [Fact]
    public void A_dental_claim_is_told_as_one()
    {
        var book = new ClaimBook(Plans.Medical([Plans.Service()]));
        Assert.Equal(
            ["Denied: the patient has no dental coverage at this employer."],
            Words(book, book.Claim("E1", Line("D0120", "1.00")) with { Line = BenefitLine.Dental }));
    }

    [Fact]
    public void What_was_waived_on_appeal_is_told_by_name()
    {
        var book = new ClaimBook(Plans.Medical([Plans.Service()]));
        var facts = book.FactsOf(book.Claim("E1", Line("99213", "1.00")));

        Assert.Equal("On appeal these checks are taken as passed: timely filing, another payer first.", Told(Waiver.TimelyFiling | Waiver.OtherPayer));
        Assert.Equal(
            "On appeal these checks are taken as passed: duplicate line, waiting period, prior authorization, visit limit.",
            Told(Waiver.Duplicate | Waiver.WaitingPeriod | Waiver.Authorization | Waiver.VisitLimit));

        string Told(Waiver waived) => TraceWords.Of(new(1, Rule.Waived, 0, 0, (long)waived), facts);
    }

    [Fact]
    public void Rules_and_denials_that_do_not_exist_have_no_words_and_no_code()
    {
        var book = new ClaimBook(Plans.Medical([Plans.Service()]));
        var facts = book.FactsOf(book.Claim("E1", Line("99213", "1.00")));

        Assert.Throws<ArgumentOutOfRangeException>(() => TraceWords.Of(new(1, 0, 0, 0, 0), facts));
        Assert.Throws<ArgumentOutOfRangeException>(() => TraceWords.Of(new(1, Rule.Denied, 0, 0, (long)LineDenial.None), facts));
        Assert.Throws<ArgumentOutOfRangeException>(() => TraceWords.Of(new(0, Rule.DisabilityDenied, 0, 0, (long)DisabilityDenial.None), facts));
        Assert.Throws<ArgumentOutOfRangeException>(() => AdjustmentCodes.Of(LineDenial.None));
        Assert.False(AdjustmentCodes.IsMembers(LineDenial.None));
    }

    [Fact]
    public void Every_denial_has_words_and_a_code()
    {
        var book = new ClaimBook(Plans.Medical([Plans.Service()]));
        var facts = book.FactsOf(book.Claim("E1", Line("1", "1.00")));
        foreach (var denial in Enum.GetValues<LineDenial>().Where(denial => denial != LineDenial.None))
        {
            Assert.StartsWith("Denied: ", TraceWords.Of(new(1, Rule.Denied, 3, 4, (long)denial), facts), StringComparison.Ordinal);
            Assert.Matches("^(CO|PR|OA)-[0-9]+$", AdjustmentCodes.Of(denial));
            Assert.Equal(AdjustmentCodes.Of(denial).StartsWith("PR", StringComparison.Ordinal), AdjustmentCodes.IsMembers(denial));
        }
    }

    [Fact]
    public void Every_rule_has_words()
    {
        var book = new ClaimBook(Plans.Medical([Plans.Service()], ("1", "2"), ("3", "4")));
        var facts = book.FactsOf(book.Claim("E1", Line("1", "1.00")));
        Assert.All(Enum.GetValues<Rule>(), rule => Assert.NotEmpty(TraceWords.Of(new(1, rule, 1, 1, 1), facts)));
    }

    private static string[] Words(ClaimBook book, ClaimLine line) => Words(book, book.Claim("E1", line));

    private static string[] Words(ClaimBook book, Claim claim)
    {
        var facts = book.FactsOf(claim);
        return [.. Adjudicator.Decide(facts).Trace.Select(step => TraceWords.Of(step, facts))];
    }
}
