using Aso.Claims.Domain;
using Aso.Primitives;
using static Aso.Claims.UnitTests.Domain.ClaimBook;

namespace Aso.Claims.UnitTests.Domain;

/// <summary>Allowed 1,000; copay 50, deductible 100, coinsurance 20 % of 850 = 170: a benefit of 680 and a share of 320.</summary>
public sealed class CoordinationTests
{
    [Theory]
    //          other    paid       adjustments
    [InlineData("0", "680.00", "PR-1=100.00 PR-2=170.00 PR-3=50.00")]
    [InlineData("100", "680.00", "OA-23=100.00 PR-1=100.00 PR-2=70.00 PR-3=50.00")]
    [InlineData("170", "680.00", "OA-23=170.00 PR-1=100.00 PR-3=50.00")]
    [InlineData("200", "680.00", "OA-23=200.00 PR-1=100.00 PR-3=20.00")]
    [InlineData("300", "680.00", "OA-23=300.00 PR-1=20.00")]
    [InlineData("320", "680.00", "OA-23=320.00")]
    [InlineData("321", "679.00", "OA-23=321.00")]
    [InlineData("1000", "0.00", "OA-23=1000.00")]
    [InlineData("1200", "0.00", "OA-23=1000.00")]
    public void Standard_coordination_pays_up_to_the_allowed_amount_together(string other, string paid, string adjustments) =>
        AssertPays(Coordination.Standard, other, paid, adjustments);

    [Theory]
    [InlineData("0", "680.00", "PR-1=100.00 PR-2=170.00 PR-3=50.00")]
    [InlineData("100", "580.00", "OA-23=100.00 PR-1=100.00 PR-2=170.00 PR-3=50.00")]
    [InlineData("680", "0.00", "OA-23=680.00 PR-1=100.00 PR-2=170.00 PR-3=50.00")]
    [InlineData("700", "0.00", "OA-23=700.00 PR-1=100.00 PR-2=150.00 PR-3=50.00")]
    [InlineData("950", "0.00", "OA-23=950.00 PR-1=50.00")]
    [InlineData("1001", "0.00", "OA-23=1000.00")]
    public void Non_duplication_pays_what_its_own_benefit_exceeds_the_others(string other, string paid, string adjustments) =>
        AssertPays(Coordination.NonDuplication, other, paid, adjustments);

    [Fact]
    public void A_named_payment_is_coordinated_whoever_is_primary_on_record() =>
        Assert.Equal("OA-23=40.00", new ClaimBook(Plans.Medical([Plans.Service()])).Submit(Line("1", "100.00", otherPaid: "40.00")).Lines[0].Adjustments());

    [Fact]
    public void What_is_above_maxima_shrinks_last_annual_before_lifetime()
    {
        var orthodontia = Plans.Service(coinsurance: "50") with { LifetimeMaximum = Usd("1500") };
        var book = new ClaimBook(Plans.Medical([orthodontia], annualMaximum: "1000"));
        var line = book.Submit(Line("1", "4000.00", otherPaid: "2600.00")).Lines[0];
        // The share of 3,000 (2,000 coinsurance, 500 above the annual, 500 above the lifetime maximum) falls to 400.
        Assert.Equal((Usd("1000"), "OA-23=2600.00 PR-35=400.00"), (line.Paid, line.Adjustments()));
    }

    [Fact]
    public void Pots_and_maxima_grow_by_what_is_left_after_coordination()
    {
        var book = new ClaimBook(PlanOf(Coordination.Standard));
        book.Submit(Line("1", "1000.00", otherPaid: "400.00"));
        Assert.Equal(new PlanYearUsage(default, default, Usd("600")), book.Used());
        book.Submit(Line("2", "1000.00", otherPaid: "250.00"));
        Assert.Equal(new PlanYearUsage(new(Usd("70"), Usd("70")), default, Usd("1280")), book.Used());
    }

    private static void AssertPays(Coordination coordination, string other, string paid, string adjustments)
    {
        var claim = new ClaimBook(PlanOf(coordination)).Submit(Line("1", "1000.00", otherPaid: other));
        Assert.Equal(adjustments, claim.Lines[0].Adjustments());
        Assert.Equal(Usd(paid), claim.Paid);
    }

    private static HealthPlan PlanOf(Coordination coordination) =>
        Plans.Medical([Plans.Service(copay: "50", coinsurance: "20", deductible: true)], ("100", "200"), coordination: coordination);
}
