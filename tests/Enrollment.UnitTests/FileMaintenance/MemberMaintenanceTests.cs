using Aso.Enrollment.Domain;
using Aso.Enrollment.Domain.FileMaintenance;
using Aso.Primitives;
using static Aso.Enrollment.UnitTests.FileMaintenance.Loops;
using static Aso.Enrollment.UnitTests.Samples;
using static Aso.Enrollment.Domain.FileMaintenance.Maintenance;

namespace Aso.Enrollment.UnitTests.FileMaintenance;

public sealed class MemberMaintenanceTests
{
    [Fact]
    public void A_new_subscriber_is_added_with_its_lines_matched_to_the_employers_plans()
    {
        var loop = Subscriber.Saying(Add, "021 HLT FAM 2026-01-01 -", "021 DEN EMP 2026-01-01 2026-12-31", "021 STD EMP 2026-02-01 -")
            with { Income = new("7", new(6_240_000), null) };

        var member = Applied(known: null, loop);

        Assert.Equal(["MED family 2026-01-01 -", "DEN employee 2026-01-01 2026-12-31", "STD - 2026-02-01 -"], SpansOf(member));
        Assert.Equal(new Money(120_000), member.WeeklyEarnings);
        Assert.Equal(("E1", "E1", Relationship.Employee), (member.MemberId, member.SubscriberId, member.Relationship));
    }

    [Theory]
    [InlineData("01", Relationship.Spouse)]
    [InlineData("53", Relationship.Spouse)]
    [InlineData("19", Relationship.Child)]
    [InlineData("09", Relationship.Child)]
    [InlineData("10", Relationship.Child)]
    [InlineData("15", Relationship.Child)]
    [InlineData("17", Relationship.Child)]
    public void A_dependant_joins_its_subscriber_without_a_tier(string code, Relationship relationship)
    {
        var member = Applied(known: null, (Child with { RelationshipCode = code }).Saying(Add, "021 HLT FAM 2026-01-01 -"));

        Assert.Equal(["MED - 2026-01-01 -"], SpansOf(member));
        Assert.Equal(("C1", "E1", relationship), (member.MemberId, member.SubscriberId, member.Relationship));
    }

    [Theory]
    [InlineData("HLT EMP", "MED employee")]
    [InlineData("MM IND", "MED employee")]
    [InlineData("HMO ESP", "MED employeeSpouse")]
    [InlineData("PPO ECH", "MED employeeChildren")]
    [InlineData("EPO FAM", "MED family")]
    [InlineData("POS FAM", "MED family")]
    [InlineData("DEN FAM", "DEN family")]
    [InlineData("STD EMP", "STD -")]
    [InlineData("LTD EMP", "LTD -")]
    public void Each_line_and_level_of_the_file_is_one_of_ours(string lineAndLevel, string planAndTier)
    {
        var member = Applied(known: null, Subscriber.Saying(Add, $"021 {lineAndLevel} 2026-01-01 -") with { Income = new("1", new(90_000), null) });

        Assert.Equal([$"{planAndTier} 2026-01-01 -"], SpansOf(member));
    }

    [Fact]
    public void A_dependants_id_is_the_clients_number_else_the_id_with_its_name()
    {
        Assert.Equal("C1", (Child with { NameId = "N1" }).MemberId);
        Assert.Equal("N1", (Child with { ClientNumber = null, NameId = "N1" }).MemberId);
        Assert.Null((Child with { ClientNumber = null }).MemberId);
        Assert.Equal("E1", (Subscriber with { ClientNumber = "7", NameId = "8" }).MemberId);
    }

    [Theory]
    // A change of tier holds from its first day on.
    [InlineData(Change, "001 HLT FAM 2026-06-01 -", "MED employee 2026-01-01 2026-05-31|MED family 2026-06-01 -")]
    // A change with a last day ends the coverage there, an addition leaves other dates alone.
    [InlineData(Change, "001 HLT EMP 2026-01-01 2026-05-31", "MED employee 2026-01-01 2026-05-31")]
    [InlineData(Add, "021 HLT FAM 2026-06-01 2026-06-30", "MED employee 2026-01-01 2026-05-31|MED family 2026-06-01 2026-06-30|MED employee 2026-07-01 -")]
    [InlineData(Audit, "030 HLT EMP 2026-01-01 -", null)]
    [InlineData(Audit, "030 HLT EMP 2026-03-01 -", null)]
    [InlineData(Audit, "030 HLT EMP 2025-07-01 -", "MED employee 2025-07-01 -")]
    // A termination names the last day of coverage.
    [InlineData(Change, "024 HLT - - 2026-05-31", "MED employee 2026-01-01 2026-05-31")]
    [InlineData(Terminate, "024 HLT - - 2025-12-31", "")]
    [InlineData(Change, "024 DEN - - 2026-05-31", null)]
    // A cancellation undoes coverage that never was.
    [InlineData(Change, "002 HLT - 2026-01-01 -", "")]
    [InlineData(Correct, "026 HLT ECH 2026-01-01 9999-12-31", "MED employeeChildren 2026-01-01 -")]
    public void Each_maintenance_code_changes_what_it_names(Maintenance member, string coverage, string? expected)
    {
        var known = EmployeeWith("MED employee 2026-01-01 -");

        var outcome = Apply(known, Subscriber.Saying(member, coverage));

        if (expected is null)
        {
            Assert.IsType<MaintenanceOutcome.Unchanged>(outcome);
        }
        else
        {
            Assert.Equal(expected, string.Join('|', SpansOf(Assert.IsType<MaintenanceOutcome.Applied>(outcome).Member)));
        }
    }

    [Fact]
    public void A_plan_can_be_exchanged_for_another_in_one_loop_in_any_order()
    {
        var known = EmployeeWith("MED employee 2026-01-01 -");
        var swap = Subscriber.Saying(Change, "021 HLT FAM 2026-06-01 - HDHP", "024 HLT - - 2026-05-31");

        var outcome = MemberMaintenance.Apply(known, [swap], FileKind.Change, TwoMedicalPlans, null);

        Assert.Equal(
            ["MED employee 2026-01-01 2026-05-31", "HDHP family 2026-06-01 -"],
            SpansOf(Assert.IsType<MaintenanceOutcome.Applied>(outcome).Member));
    }

    [Theory]
    [InlineData("021 HLT EMP 2026-01-01 -", "021 HLT FAM 2026-06-01 -")]
    [InlineData("021 HLT FAM 2026-06-01 -", "021 HLT EMP 2026-01-01 -")]
    public void Of_two_coverages_of_one_line_the_one_that_begins_later_holds_from_its_first_day_on(string first, string second) =>
        Assert.Equal(["MED employee 2026-01-01 2026-05-31", "MED family 2026-06-01 -"], SpansOf(Applied(null, Subscriber.Saying(Add, first, second))));

    [Fact]
    public void A_termination_without_a_plan_ends_the_line_whatever_its_plan()
    {
        var outcome = MemberMaintenance.Apply(
            EmployeeWith("HDHP family 2026-01-01 -"), [Subscriber.Saying(Change, "024 HLT - - 2026-05-31")], FileKind.Change, TwoMedicalPlans, null);

        Assert.Equal(["HDHP family 2026-01-01 2026-05-31"], SpansOf(Assert.IsType<MaintenanceOutcome.Applied>(outcome).Member));
    }

    [Theory]
    [InlineData("024 HLT - - -", "2026-05-31")] // the last day of eligibility
    [InlineData("024 HLT - - 2026-03-31", "2026-03-31")] // the coverage's own
    public void A_coverage_ends_on_its_own_last_day_else_with_eligibility(string coverage, string last)
    {
        var loop = Subscriber.Saying(Change, coverage) with { EligibleThrough = Day("2026-05-31") };

        Assert.Equal([$"MED family 2026-01-01 {last}"], SpansOf(Applied(EmployeeWith("MED family 2026-01-01 -"), loop)));
    }

    [Theory]
    [InlineData("2026-06-01", "2026-06-01")] // one day
    [InlineData("1900-01-01", "2999-12-31")] // the first and the last date there is
    public void A_coverage_holds_on_both_its_ends(string from, string to) =>
        Assert.Equal([$"MED employee {from} {to}"], SpansOf(Applied(null, Subscriber.Saying(Add, $"021 HLT EMP {from} {to}"))));

    [Fact]
    public void The_end_of_eligibility_ends_every_line()
    {
        var known = EmployeeWith("MED family 2026-01-01 -", "DEN family 2026-01-01 2026-03-31", "STD - 2026-07-01 -") with { WeeklyEarnings = new(90_000) };

        var member = Applied(known, Subscriber.Saying(Terminate) with { EligibleThrough = Day("2026-05-31") });

        Assert.Equal(["MED family 2026-01-01 2026-05-31", "DEN family 2026-01-01 2026-03-31"], SpansOf(member));
    }

    [Theory]
    [InlineData(null, "MED family 2026-01-01 -")]
    [InlineData("2026-04-01", "MED family 2026-01-01 -")]
    [InlineData("2026-06-01", "MED family 2026-01-01 -")]
    [InlineData("2026-08-01", "MED family 2026-01-01 2026-05-31|MED family 2026-08-01 -")]
    public void A_reinstatement_without_coverages_reopens_what_ended_last(string? on, string medical)
    {
        var known = EmployeeWith("MED family 2026-01-01 2026-05-31", "DEN family 2024-01-01 2024-12-31");
        var loop = Subscriber.Saying(Reinstate) with { MaintenanceEffective = on is null ? null : Day(on) };

        var member = Applied(known, loop);

        Assert.Equal([.. medical.Split('|'), "DEN family 2024-01-01 2024-12-31"], SpansOf(member));
        Assert.IsType<MaintenanceOutcome.Unchanged>(Apply(member, loop));
    }

    [Fact]
    public void A_reinstatement_dated_by_eligibility_reopens_the_latest_span_of_the_line()
    {
        var known = EmployeeWith("MED family 2026-01-01 2026-05-31", "MED employee 2024-01-01 2024-12-31");

        var member = Applied(known, Subscriber.Saying(Reinstate) with { EligibleFrom = Day("2026-08-01") });

        Assert.Equal(["MED employee 2024-01-01 2024-12-31", "MED family 2026-01-01 2026-05-31", "MED family 2026-08-01 -"], SpansOf(member));
    }

    [Fact]
    public void A_reinstatement_with_coverages_states_them() =>
        Assert.Equal(
            ["MED family 2026-01-01 2026-05-31", "MED employee 2026-09-01 -"],
            SpansOf(Applied(EmployeeWith("MED family 2026-01-01 2026-05-31"), Subscriber.Saying(Reinstate, "025 HLT EMP 2026-09-01 -"))));

    [Fact]
    public void Coverage_again_without_a_gap_is_one_span()
    {
        var member = Applied(EmployeeWith("MED family 2026-01-01 2026-05-31"), Subscriber.Saying(Add, "021 HLT FAM 2026-06-01 -"));

        Assert.Equal(["MED family 2026-01-01 -"], SpansOf(member));
    }

    [Fact]
    public void Spans_that_say_the_same_are_left_as_they_are_known()
    {
        var known = EmployeeWith("MED family 2026-01-01 2026-05-31", "MED family 2026-06-01 -");

        Assert.IsType<MaintenanceOutcome.Unchanged>(Apply(known, Subscriber.Saying(Audit, "030 HLT FAM 2026-01-01 -")));
    }

    [Theory]
    [InlineData("1", 120_000, null, 120_000)]
    [InlineData("2", 240_000, null, 120_000)]
    [InlineData("3", 260_000, null, 120_000)]
    [InlineData("4", 520_000, null, 120_000)]
    [InlineData("7", 5_000_000, null, 96_154)] // 50,000.00 / 52 = 961.538…
    [InlineData("Q", 1_560_000, null, 120_000)]
    [InlineData("S", 3_120_000, null, 120_000)]
    [InlineData("H", 2_525, 37_500L, 94_688)] // 25.25 × 37.5 = 946.875, half away from zero
    [InlineData("H", 100, 168_000L, 16_800)] // every hour of the week
    [InlineData("1", 0, null, 0)]
    [InlineData("1", 1_000_000_000_000, null, 1_000_000_000_000)]
    public void Wages_of_any_period_become_weekly_earnings_to_the_cent(string frequency, long cents, long? hours, long weekly) =>
        Assert.Equal(new Money(weekly), Applied(null, Subscriber with { Income = new(frequency, new(cents), hours) }).WeeklyEarnings);

    [Fact]
    public void New_wages_take_the_place_of_the_known_and_silence_leaves_them()
    {
        var known = EmployeeWith() with { WeeklyEarnings = new(90_000) };

        Assert.Equal(new Money(100_000), Applied(known, Subscriber.Saying(Change) with { Income = new("1", new(100_000), null) }).WeeklyEarnings);
        Assert.IsType<MaintenanceOutcome.Unchanged>(Apply(known, Subscriber.Saying(Change)));
    }

    [Fact]
    public void Spans_known_in_another_order_are_the_same_spans()
    {
        var known = EmployeeWith("DEN family 2026-01-01 -", "MED family 2026-06-01 -", "MED employee 2026-01-01 2026-05-31");

        Assert.IsType<MaintenanceOutcome.Unchanged>(Apply(known, Subscriber.Saying(Audit, "030 HLT FAM 2026-06-01 -")));
    }

    [Fact]
    public void Another_primary_payer_is_known_until_a_file_says_otherwise()
    {
        static MemberLoop With(params OtherCoverage[] others) =>
            Child with { Coverages = [Hd("021 HLT - 2026-01-01 -") with { OtherCoverages = others }] };
        var known = Applied(null, With(new OtherCoverage("P", "1")));

        Assert.True(known.OtherCoveragePrimary);
        Assert.True(Applied(null, With(new OtherCoverage("S", "1"), new OtherCoverage("P", "5"))).OtherCoveragePrimary);
        Assert.IsType<MaintenanceOutcome.Unchanged>(Apply(known, With()));
        Assert.False(Applied(known, With(new OtherCoverage("S", "1"))).OtherCoveragePrimary);
        Assert.False(Applied(known, With(new OtherCoverage("P", "6"))).OtherCoveragePrimary);
        var full = MemberMaintenance.Apply(known, [With()], FileKind.Full, OnePlanEach, Relationship.Employee);
        Assert.False(Assert.IsType<MaintenanceOutcome.Applied>(full).Member.OtherCoveragePrimary);
    }

    [Fact]
    public void A_corrected_birth_date_is_taken_and_a_missing_one_leaves_the_known()
    {
        var known = EmployeeWith("MED family 2026-01-01 -");

        Assert.Equal(Day("1980-03-02"), Applied(known, Subscriber.Saying(Change) with { BirthDate = Day("1980-03-02") }).BirthDate);
        Assert.IsType<MaintenanceOutcome.Unchanged>(Apply(known, Subscriber.Saying(Change) with { BirthDate = null }));
        Assert.Equal(["required DMG02"], Refused(null, Subscriber with { BirthDate = null }));
    }
}
