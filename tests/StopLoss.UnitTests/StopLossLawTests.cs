using Aso.Primitives;
using Aso.StopLoss.Domain;
using CsCheck;
using static Aso.StopLoss.UnitTests.Given;

namespace Aso.StopLoss.UnitTests;

public sealed class StopLossLawTests
{
    [Theory]
    // Arkansas carries the model act: max(4,000 × members, 120 % of expected, 20,000) up to 50 members, 110 % above.
    [InlineData("AR", 40, "100000.00", "160000.00")]
    [InlineData("AR", 60, "600000.00", "660000.00")]
    [InlineData("AR", 4, "10000.00", "20000.00")]
    [InlineData("AR", 50, "1000000.00", "1200000.00")]
    [InlineData("AR", 51, "1000000.00", "1100000.00")]
    [InlineData(null, 40, "100000.00", "160000.00")]
    [InlineData("NY", 60, "600000.00", "660000.00")]
    // California, up to 100 members: max(5,000 × members, 120 % of expected, 40,000).
    [InlineData("CA", 100, "100000.00", "500000.00")]
    [InlineData("CA", 7, "1000.00", "40000.00")]
    [InlineData("CA", 101, "600000.00", "660000.00")]
    [InlineData("RI", 40, "100000.00", "120000.00")]
    [InlineData("UT", 40, "100000.00", "90000.00")]
    public void The_minimum_attachment_is_that_of_the_state_and_the_size_of_the_group(string? state, int members, string expected, string minimum) =>
        Assert.Equal(minimum, StopLossLaw.For(state, members, PeriodStart).Attachment.Of(members, Usd(expected)).ToString());

    [Theory]
    [InlineData("AR", "20000.00", true, 0)]
    [InlineData("CA", "40000.00", true, 0)]
    [InlineData("RI", "20000.00", true, 0)]
    [InlineData("UT", "25000.00", false, 12)]
    [InlineData("TX", "20000.00", true, 0)]
    public void Each_state_has_its_minimum_deductible_lasers_and_run_out(string state, string deductible, bool lasers, int runOut)
    {
        var law = StopLossLaw.For(state, 40, PeriodStart);

        Assert.Equal((deductible, lasers, runOut), (law.SpecificMinimum.ToString(), law.LasersAllowed, law.RunOutMonthsMinimum));
    }

    [Theory]
    [InlineData("2025-06-30", "10000.00", "85000.00")]
    [InlineData("2025-07-01", "25000.00", "90000.00")]
    public void The_law_is_that_of_the_day_on_which_the_policy_begins(string periodStart, string deductible, string attachment)
    {
        var law = StopLossLaw.For("UT", 40, Day(periodStart));

        Assert.Equal((deductible, attachment), (law.SpecificMinimum.ToString(), law.Attachment.Of(40, Usd("100000.00")).ToString()));
    }

    [Theory]
    [InlineData("AR", true)]
    [InlineData("DC", true)]
    [InlineData("ar", false)]
    [InlineData("XX", false)]
    [InlineData("", false)]
    public void A_state_is_named_by_its_postal_code(string state, bool isState) => Assert.Equal(isState, StopLossLaw.IsState(state));

    [Fact]
    public void A_policy_that_keeps_to_the_law_gets_no_warning() =>
        Assert.Empty(Warned(Policy(deductible: "20000.00", aggregate: AggregateTerms(minimum: "160000.00")), "AR", attachment: "0.00"));

    [Theory]
    [InlineData("19999.99", "160000.00", "specific-deductible-below-minimum specific.deductible")]
    [InlineData("20000.00", "159999.99", "attachment-below-minimum aggregate")]
    public void A_cent_below_a_minimum_is_warned_of(string deductible, string attachment, string warning)
    {
        var warned = Warned(Policy(deductible: deductible, aggregate: AggregateTerms()), "AR", attachment);

        Assert.Equal([warning], warned.Select(Short));
        Assert.Contains("Arkansas", warned[0].Source, StringComparison.Ordinal);
    }

    [Fact]
    public void The_attachment_is_the_higher_of_the_factors_and_the_policys_own_minimum()
    {
        Assert.Empty(Warned(Policy(deductible: "20000.00", aggregate: AggregateTerms(minimum: "160000.00")), "AR", "10.00"));
        Assert.Empty(Warned(Policy(deductible: "20000.00", aggregate: AggregateTerms(minimum: "10.00")), "AR", "160000.00"));
    }

    [Fact]
    public void Utah_knows_no_lasers_and_a_year_of_run_out()
    {
        var lasered = Policy("12/23", "25000.00", new Dictionary<string, Money> { ["E1"] = Usd("50000.00") });

        Assert.Equal(["run-out-below-minimum basis", "lasers-not-allowed specific.lasers"], Warned(lasered, "UT").Select(Short));
        Assert.Empty(Warned(Policy("12/24", "25000.00"), "UT"));
        Assert.Empty(Warned(lasered, "AR"));
    }

    [Fact]
    public void What_cannot_be_compared_is_said_too()
    {
        var policy = Policy(deductible: null, aggregate: AggregateTerms(minimum: "160000.00"));

        Assert.Equal(["attachment-not-compared aggregate"], PolicyWarnings.Of(policy, "AR", new(0, Usd("0.00"), Money.Zero)).Select(Short));
        Assert.Equal(["expected-claims-unknown aggregate"], PolicyWarnings.Of(policy, "AR", new(40, null, Money.Zero)).Select(Short));
    }

    [Fact]
    public void A_policy_without_any_terms_reimburses_nothing() =>
        Assert.Equal(["no-protection "], Warned(Policy(deductible: null)).Select(Short));

    [Theory]
    [InlineData("9/12")]
    [InlineData("12/9")]
    public void A_basis_shorter_than_the_period_is_unusual(string basis) =>
        Assert.Equal(["basis-shorter-than-period basis"], Warned(Policy(basis, "20000.00")).Select(Short));

    [Fact]
    public void The_group_is_who_is_enrolled_when_the_period_begins_over_the_twelve_1sts_of_the_year()
    {
        CoverageSpan[][] roster =
        [
            [new(BenefitLine.Medical, Tier.Employee, new(Day("2026-01-01"), null))],
            [new(BenefitLine.Medical, Tier.Family, new(Day("2026-01-01"), Day("2026-06-30")))],
            [new(BenefitLine.Medical, Tier.Employee, new(Day("2026-12-01"), null))],
        ];

        var group = GroupFacts.Of(Policy(aggregate: AggregateTerms("500.00")), new(Usd("400.00"), Family: Usd("1000.00")), roster, employerHasMedicalPlan: true);

        Assert.Equal(new(2, Usd("11200.00"), Usd("9500.00")), group); // 13 × 400 + 6 × 1,000; 19 × 500
    }

    [Fact]
    public void An_attachment_at_the_minimum_is_never_warned_of_and_one_below_always() =>
        Gen.Select(Gen.OneOf(Gen.Const("AR"), Gen.Const("CA"), Gen.Const("RI"), Gen.Const("UT"), Gen.Const("TX")), Gen.Int[1, 300], Gen.Long[0, 1_000_000_000]).Sample((state, members, expected) =>
        {
            var minimum = StopLossLaw.For(state, members, PeriodStart).Attachment.Of(members, new(expected));
            bool Warns(Money attachment) => PolicyWarnings.Of(Policy("12/24", null, aggregate: AggregateTerms()), state, new(members, new(expected), attachment)).Count > 0;

            return !Warns(minimum) && (minimum.IsZero || Warns(minimum - new Money(1)));
        });

    private static IReadOnlyList<PolicyWarning> Warned(PolicyTerms policy, string? state = null, string attachment = "1000000.00") =>
        PolicyWarnings.Of(policy, state, new(40, Usd("100000.00"), Usd(attachment)));

    private static string Short(PolicyWarning warning) => $"{warning.Code} {warning.Field}";
}
