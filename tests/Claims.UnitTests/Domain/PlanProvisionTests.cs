using Aso.Claims.Domain;
using Aso.Primitives;
using static Aso.Claims.UnitTests.Domain.ClaimBook;

namespace Aso.Claims.UnitTests.Domain;

/// <summary>29 CFR 2560.503-1 (g)(1)(ii) and (iii): a denial names the provision that it rests on, and what would perfect the claim.</summary>
public sealed class PlanProvisionTests
{
    private static readonly Service Therapy = Plans.Service("97110", name: "therapy") with { VisitLimit = 20, WaitingMonths = 6 };

    [Theory]
    [InlineData(LineDenial.FiledTooLate, "Plan MED, timely filing: a claim is received within 90 days of the service.")]
    [InlineData(LineDenial.Duplicate, "Plan MED, claims: a service is paid once.")]
    [InlineData(LineDenial.OtherPayerFirst, "Plan MED, coordination of benefits (standard): a payer that is primary pays first, and the plan after what it paid.")]
    [InlineData(LineDenial.NotCovered, "Plan MED, exclusions: therapy is not covered.")]
    [InlineData(LineDenial.NotCoveredOutOfNetwork, "Plan MED, therapy: covered with providers in network only.")]
    [InlineData(LineDenial.WaitingPeriod, "Plan MED, therapy: covered from 6 months after the coverage starts.")]
    [InlineData(LineDenial.NoAuthorization, "Plan MED, therapy: needs prior authorization.")]
    [InlineData(LineDenial.VisitsUsedUp, "Plan MED, therapy: 20 visits in a plan year.")]
    [InlineData(LineDenial.NotMedicallyNecessary, "Plan MED, therapy: covered where medically necessary, as a reviewer ruled.")]
    [InlineData(LineDenial.Experimental, "Plan MED, therapy: not covered where experimental or investigational, as a reviewer ruled.")]
    [InlineData(LineDenial.WorkRelated, "Plan MED, exclusions: what workers' compensation pays, as a reviewer ruled.")]
    [InlineData(LineDenial.NotDocumented, "Plan MED, therapy: as a reviewer ruled.")]
    public void A_denied_line_rests_on_a_provision_of_its_plan_with_its_terms(LineDenial denial, string provision) =>
        Assert.Equal(provision, Of("97110", denial));

    [Theory]
    [InlineData(LineDenial.NotCovered, "Plan MED, covered services: no service of the plan lists procedure 99999.")]
    [InlineData(LineDenial.NotMedicallyNecessary, "Plan MED, covered services: covered where medically necessary, as a reviewer ruled.")]
    [InlineData(LineDenial.Experimental, "Plan MED, covered services: not covered where experimental or investigational, as a reviewer ruled.")]
    [InlineData(LineDenial.NotCoveredUnderPlan, "Plan MED, covered services: as a reviewer ruled.")]
    public void A_procedure_of_no_service_rests_on_what_the_plan_covers(LineDenial denial, string provision) =>
        Assert.Equal(provision, Of("99999", denial));

    [Fact]
    public void Coordination_is_named_as_the_plan_has_it() =>
        Assert.Contains("(non-duplication)", Of("97110", LineDenial.OtherPayerFirst, coordination: Coordination.NonDuplication), StringComparison.Ordinal);

    [Theory]
    [InlineData(BenefitLine.Medical, "2026-03-02", "E2", "Eligibility: the medical plan pays for members on the dates on which they are covered.")]
    [InlineData(BenefitLine.Dental, "2026-03-02", "E1", "Eligibility: the dental plan pays for members on the dates on which they are covered.")]
    [InlineData(BenefitLine.Medical, "2025-12-31", "E1", "Eligibility: the medical plan pays for members on the dates on which they are covered; plan MED from January 1, 2026 on.")]
    public void Without_coverage_on_the_date_a_denial_rests_on_eligibility(BenefitLine line, string date, string member, string provision)
    {
        var book = new ClaimBook(Plans.Medical([Therapy]));
        var facts = book.FactsOf(book.Claim(member, Line("97110", "1.00", date)) with { Line = line });

        Assert.Equal(provision, PlanProvisions.Of(facts, 0, new LineDecision { Denial = LineDenial.NotAMember }));
    }

    [Theory]
    [InlineData(BenefitLine.Std, DisabilityDenial.NotCovered, "Eligibility: the short-term disability plan pays employees who are covered on the first day of disability.")]
    [InlineData(BenefitLine.Ltd, DisabilityDenial.NotCovered, "Eligibility: the long-term disability plan pays employees who are covered on the first day of disability.")]
    [InlineData(BenefitLine.Std, DisabilityDenial.EliminationPeriod, "Plan STD, elimination period: benefits begin after 7 days of disability.")]
    [InlineData(BenefitLine.Ltd, DisabilityDenial.EliminationPeriod, "Plan LTD, elimination period: benefits begin after 90 days of disability and end the day before the 65th birthday.")]
    [InlineData(BenefitLine.Std, DisabilityDenial.NotDisabled, "Plan STD, definition of disability: as a reviewer ruled.")]
    public void A_denied_disability_claim_rests_on_a_provision_of_its_plan(BenefitLine line, DisabilityDenial denial, string provision)
    {
        var book = new ClaimBook(
            new ShortTermDisabilityPlan("STD") { Percent = Rate.Zero, Minimum = Money.Zero, Maximum = Money.Zero, EliminationDaysAccident = 0, EliminationDaysSickness = 7, MaxWeeks = 1 },
            new LongTermDisabilityPlan("LTD") { Percent = Rate.Zero, Minimum = Money.Zero, Maximum = Money.Zero, EliminationDays = 90 });
        var claim = new Claim { Number = "D1", Line = line, MemberId = "E1", Disability = new(DisabilityCause.Sickness, Day("2026-03-02"), Day("2026-04-30"), Money.Zero) };

        Assert.Equal(provision, PlanProvisions.Of(book.FactsOf(claim), new DisabilityDecision(denial, 0, Money.Zero)));
    }

    [Theory]
    [InlineData(LineDenial.NotAMember, "id")]
    [InlineData(LineDenial.FiledTooLate, "in time")]
    [InlineData(LineDenial.Duplicate, "modifier")]
    [InlineData(LineDenial.OtherPayerFirst, "other payer")]
    [InlineData(LineDenial.NotMedicallyNecessary, "Clinical records")]
    [InlineData(LineDenial.LacksInformation, "information")]
    [InlineData(LineDenial.NotDocumented, "record of the service")]
    [InlineData(LineDenial.WorkRelated, "workers' compensation")]
    [InlineData(LineDenial.NoAuthorization, "prior authorization")]
    public void What_can_be_sent_to_perfect_the_claim_is_named(LineDenial denial, string needed) =>
        Assert.Contains(needed, PlanProvisions.NeededFor(denial)!, StringComparison.Ordinal);

    [Theory]
    [InlineData(LineDenial.CoverageEnded)]
    [InlineData(LineDenial.NotCovered)]
    [InlineData(LineDenial.WaitingPeriod)]
    [InlineData(LineDenial.VisitsUsedUp)]
    [InlineData(LineDenial.Experimental)]
    public void Where_nothing_would_change_the_decision_nothing_is_asked_for(LineDenial denial) => Assert.Null(PlanProvisions.NeededFor(denial));

    private static string Of(string procedure, LineDenial denial, Coordination coordination = Coordination.Standard)
    {
        var book = new ClaimBook(Plans.Medical([Therapy], timelyFilingDays: 90, coordination: coordination));
        return PlanProvisions.Of(book.FactsOf(book.Claim("E1", Line(procedure, "1.00"))), 0, new LineDecision { Denial = denial });
    }
}
