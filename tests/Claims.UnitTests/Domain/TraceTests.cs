using Aso.Claims.Domain;
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
                "Allowed: $220.00 of $300.00 billed; the network fee is $110.00 a unit, for 2 unit(s), and never above the charge.",
                "Copay: $25.00; the plan asks $25.00 once a visit, of $220.00 allowed.",
                "Deductible: $120.00; $120.00 of the member's $500.00 was left, and $195.00 is subject to it.",
                "Coinsurance: $15.00, which is 20 % of the $75.00 that copay and deductible leave.",
                "Out-of-pocket maximum: $595.00 of the member's $1000.00 was left, and the share of $160.00 stays within it.",
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
                "Allowed: $4000.00 of $4000.00 billed, which is 100 %; the fee schedule does not list this procedure.",
                "Coinsurance: $2000.00, which is 50 % of the $4000.00 that copay and deductible leave.",
                "Out-of-pocket maximum: $400.00 of the family's $400.00 was left; $1600.00 of the share of $2000.00 comes off, coinsurance first, then copay, then deductible.",
                "Lifetime maximum: $1500.00 was left of it; $2100.00 of the benefit of $3600.00 is above it and the member's.",
                "Annual maximum: $1000.00 was left of it; $500.00 of the benefit of $1500.00 is above it and the member's.",
                "Other coverage: the other payer paid $2600.00; of its benefit of $1000.00 the plan pays $1000.00, so that both together stay within the allowed amount.",
                "Other coverage: the member's share falls from $3000.00 to $400.00.",
                "Paid: $1000.00 of $4000.00 allowed; the member's share of it is $400.00.",
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

    private static string[] Words(ClaimBook book, ClaimLine line)
    {
        var claim = book.Claim("E1", line);
        var facts = book.FactsOf(claim);
        return [.. Adjudicator.Decide(facts).Trace.Select(step => TraceWords.Of(step, facts))];
    }
}
