using Aso.Enrollment.Domain;
using Aso.Enrollment.Domain.FileMaintenance;
using static Aso.Enrollment.UnitTests.FileMaintenance.Loops;
using static Aso.Enrollment.UnitTests.Samples;
using static Aso.Enrollment.Domain.FileMaintenance.Maintenance;

namespace Aso.Enrollment.UnitTests.FileMaintenance;

public sealed class MaintenanceRefusalTests
{
    [Theory]
    [InlineData("021 VIS EMP 2026-01-01 -", "line-unknown HD03")]
    [InlineData("021 HLT EMP 2026-01-01 - GOLD", "plan-unknown HD04")]
    [InlineData("021 HLT EMP 2026-01-01 - DEN", "plan-unknown HD04")]
    [InlineData("021 HLT - 2026-01-01 -", "tier-required HD05")]
    [InlineData("021 HLT TWO 2026-01-01 -", "tier-required HD05")]
    [InlineData("021 HLT EMP - -", "required DTP*348")]
    [InlineData("021 HLT EMP 2026-06-01 2026-05-31", "span-ends-before-start DTP*349")]
    [InlineData("021 HLT EMP 1899-12-31 -", "date-out-of-range DTP*348")]
    [InlineData("021 HLT EMP 2026-06-01 3000-01-01", "date-out-of-range DTP*349")]
    [InlineData("024 HLT - 2026-01-01 -", "required DTP*349")]
    [InlineData("002 HLT - - 2026-01-01", "required DTP*348")]
    [InlineData("032 HLT EMP 2026-01-01 -", "maintenance-unknown HD01")]
    [InlineData("021 STD - 2026-01-01 -", "required ICM02")]
    public void A_coverage_that_cannot_be_applied_is_refused_by_its_element(string coverage, string objection) =>
        Assert.Equal([objection], Refused(null, Subscriber.Saying(Add, coverage)));

    [Fact]
    public void A_line_with_several_plans_needs_the_plans_code()
    {
        static string[] Refusal(string coverage) =>
            RefusedBy(MemberMaintenance.Apply(null, [Subscriber.Saying(Add, coverage)], FileKind.Change, TwoMedicalPlans, null));

        Assert.Equal(["plan-ambiguous HD04"], Refusal("021 HLT EMP 2026-01-01 -"));
        Assert.Equal(["plan-unknown HD03"], Refusal("021 LTD - 2026-01-01 -"));
    }

    [Fact]
    public void Every_objection_to_a_member_comes_at_once_and_nothing_of_it_is_applied()
    {
        var loop = (Subscriber with { RelationshipCode = "20", BirthDate = null }).Saying(Add, "021 HLT EMP 2026-01-01 -", "021 VIS EMP 2026-01-01 -", "021 DEN - - -");

        Assert.Equal(
            ["relationship-unknown INS02", "required DMG02", "line-unknown HD03", "required DTP*348", "tier-required HD05"],
            Refused(null, loop));
    }

    [Fact]
    public void A_dependant_of_unknown_relationship_is_read_on_as_a_child() =>
        Assert.Equal(["relationship-unknown INS02"], Refused(null, (Child with { RelationshipCode = "20" }).Saying(Add, "021 HLT - 2026-01-01 -")));

    [Fact]
    public void A_birth_date_is_of_a_year_from_1900_on_and_a_wrong_one_is_not_missing_as_well()
    {
        Assert.Equal(["date-out-of-range DMG02"], Refused(null, Subscriber with { BirthDate = Day("1899-12-31") }, Subscriber with { BirthDate = null }));
        Assert.Equal(Day("1900-01-01"), Applied(null, Subscriber with { BirthDate = Day("1900-01-01") }).BirthDate);
    }

    [Fact]
    public void A_subscriber_needs_an_id_that_can_stand_in_an_address()
    {
        Assert.Equal(["member-id-missing REF*0F"], Refused(null, Subscriber with { SubscriberId = "" }));
        Assert.Equal(["identifier-malformed REF*0F"], Refused(null, Subscriber with { SubscriberId = "E/1" }));
    }

    [Fact]
    public void A_cancellation_is_of_a_coverage_and_never_of_a_member() =>
        Assert.Equal(["maintenance-unknown INS03"], Refused(EmployeeWith("MED employee 2026-01-01 -"), Subscriber.Saying(Cancel)));

    [Fact]
    public void A_tier_without_an_amount_is_refused_in_the_files_own_terms()
    {
        var offer = Offer.Of(EmployerRules.Check(AcmeTooling).Value, OnePlanEach.Plans); // amounts for employee and family

        Assert.Equal(
            ["tier-without-amount HD05"],
            RefusedBy(MemberMaintenance.Apply(null, [Subscriber.Saying(Add, "021 HLT ESP 2026-01-01 -")], FileKind.Change, offer, null)));
    }

    [Fact]
    public void The_date_of_a_reinstatement_is_refused_by_its_own_segment()
    {
        var known = EmployeeWith("MED employee 2026-01-01 2026-05-31");

        Assert.Equal(["date-out-of-range DTP*303"], Refused(known, Subscriber.Saying(Reinstate) with { MaintenanceEffective = Day("3000-01-01") }));
        Assert.Equal(["date-out-of-range DTP*356"], Refused(known, Subscriber.Saying(Reinstate) with { EligibleFrom = Day("3000-01-01") }));
    }

    [Fact]
    public void One_bad_loop_refuses_the_member_in_all_its_loops() =>
        Assert.Equal(
            ["line-unknown HD03"],
            Refused(null, Subscriber.Saying(Add, "021 HLT EMP 2026-01-01 -"), Subscriber.Saying(Change, "021 VIS - 2026-01-01 -")));

    [Fact]
    public void Two_coverages_of_one_line_cannot_begin_together() =>
        Assert.Equal(
            ["coverages-contradict HD03"],
            Refused(null, Subscriber.Saying(Add, "021 HLT EMP 2026-01-01 -", "021 HLT FAM 2026-01-01 -")));

    [Fact]
    public void Under_a_termination_nothing_begins() =>
        Assert.Equal(
            ["maintenance-contradicts HD01"],
            Refused(EmployeeWith("MED employee 2026-01-01 -"), Subscriber.Saying(Terminate, "021 HLT FAM 2026-06-01 -")));

    [Fact]
    public void What_is_not_known_cannot_end_or_begin_again()
    {
        Assert.Equal(["member-unknown INS03"], Refused(null, Subscriber.Saying(Terminate) with { EligibleThrough = Day("2026-05-31") }));
        Assert.Equal(["member-unknown INS03"], Refused(null, Subscriber.Saying(Reinstate)));
        Assert.Equal(["nothing-to-reinstate INS03"], Refused(EmployeeWith(), Subscriber.Saying(Reinstate)));
        Assert.Equal(["required DTP*357"], Refused(EmployeeWith("MED employee 2026-01-01 -"), Subscriber.Saying(Terminate)));
    }

    [Fact]
    public void A_dependant_needs_an_employee_as_its_subscriber()
    {
        var loop = Child.Saying(Add, "021 HLT - 2026-01-01 -");

        Assert.Equal(["subscriber-unknown REF*0F"], RefusedBy(MemberMaintenance.Apply(null, [loop], FileKind.Change, OnePlanEach, null)));
        Assert.Equal(["subscriber-not-employee REF*0F"], RefusedBy(MemberMaintenance.Apply(null, [loop], FileKind.Change, OnePlanEach, Relationship.Spouse)));
        Assert.Equal(["coverage-for-employees-only HD03"], Refused(null, Child.Saying(Add, "021 STD - 2026-01-01 -")));
        Assert.Equal(["member-id-missing REF*23"], Refused(null, loop with { ClientNumber = null }));
    }

    [Fact]
    public void A_member_keeps_its_relationship_and_its_family()
    {
        Assert.Equal(["relationship-changed INS02"], Refused(ChildWith(), Child.Saying(Change) with { RelationshipCode = "01" }));
        Assert.Equal(["relationship-changed INS02"], Refused(ChildWith(), Child.Saying(Change) with { SubscriberId = "E2" }));
        Assert.Equal(["relationship-contradicts INS01"], Refused(null, Subscriber with { RelationshipCode = "19" }));
        Assert.Equal(["relationship-contradicts INS02"], Refused(null, Child, Child with { RelationshipCode = "01" }));
    }

    [Theory]
    [InlineData("U", 100, null, "income-frequency-unknown ICM01")]
    [InlineData("H", 100, null, "hours-out-of-range ICM03")]
    [InlineData("H", 100, 168_001L, "hours-out-of-range ICM03")]
    [InlineData("H", 100, 0L, "hours-out-of-range ICM03")]
    [InlineData("1", -1, null, "amount-out-of-range ICM02")]
    [InlineData("1", 1_000_000_000_001, null, "amount-out-of-range ICM02")]
    public void Wages_that_cannot_be_read_are_refused(string frequency, long cents, long? hours, string objection) =>
        Assert.Equal([objection], Refused(null, Subscriber with { Income = new(frequency, new(cents), hours) }));

    [Fact]
    public void A_reinstatement_beside_other_loops_names_its_coverages() =>
        Assert.Equal(
            ["reinstatement-needs-coverages INS03"],
            Refused(EmployeeWith("MED employee 2026-01-01 2026-05-31"), Subscriber.Saying(Reinstate), Subscriber.Saying(Change, "024 DEN - - 2026-06-30")));

    [Fact]
    public void An_objection_names_the_segment_that_it_is_about()
    {
        var loop = Subscriber with { Segment = 70, Coverages = [Hd("021 HLT EMP 2026-01-01 -") with { Segment = 74 }, Hd("021 VIS EMP 2026-01-01 -") with { Segment = 76 }] };

        var refused = Assert.IsType<MaintenanceOutcome.Refused>(Apply(null, loop));

        Assert.Equal(76, Assert.Single(refused.Objections).Segment);
    }
}
