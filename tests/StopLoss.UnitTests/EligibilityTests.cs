using Aso.Primitives;
using Aso.StopLoss.Domain;
using static Aso.StopLoss.UnitTests.Given;

namespace Aso.StopLoss.UnitTests;

public sealed class EligibilityTests
{
    [Theory]
    //          basis    service date   released on  | counts
    [InlineData("12/15", "2026-01-01", "2026-01-01", true)]
    [InlineData("12/15", "2025-12-31", "2026-01-01", false)] // incurred before the period
    [InlineData("12/15", "2026-12-31", "2027-03-31", true)]  // last days of both windows
    [InlineData("12/15", "2026-12-31", "2027-04-01", false)] // paid too late
    [InlineData("12/15", "2027-01-01", "2027-01-02", false)] // run-out pays no new claims
    [InlineData("15/12", "2025-10-01", "2026-02-01", true)]  // run-in
    [InlineData("15/12", "2025-09-30", "2026-02-01", false)]
    [InlineData("15/12", "2025-12-01", "2025-12-31", false)] // paid before the period
    [InlineData("15/12", "2026-12-31", "2027-01-01", false)]
    public void A_payment_counts_when_incurred_and_released_within_the_windows(string basis, string serviceDate, string releasedOn, bool counts) =>
        Assert.Equal(
            counts ? Usd("100.00") : Money.Zero,
            Eligibility.Counted(Policy(basis), Payment("E1", "100.00", releasedOn, serviceDate)));

    [Fact]
    public void Of_a_claim_only_the_lines_incurred_in_the_window_count()
    {
        var payment = new ReleasedPayment("E1", BenefitLine.Medical, Day("2026-01-20"),
            [new(Day("2025-12-31"), Usd("40.00")), new(Day("2026-01-01"), Usd("60.00")), new(Day("2026-01-02"), Usd("0.01"))]);

        Assert.Equal(Usd("60.01"), Eligibility.Counted(Policy(), payment));
    }

    [Fact]
    public void A_line_of_benefit_that_the_policy_does_not_cover_never_counts()
    {
        var disability = Payment("E1", "900.00", line: BenefitLine.Std);

        Assert.Equal(Money.Zero, Eligibility.Counted(Policy(), disability));
        Assert.Equal(Usd("900.00"), Eligibility.Counted(Policy(lines: [BenefitLine.Medical, BenefitLine.Std]), disability));
    }
}
