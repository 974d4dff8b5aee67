using Aso.Enrollment.Domain;
using Aso.Enrollment.Domain.FileMaintenance;
using Aso.Primitives;
using CsCheck;
using static Aso.Enrollment.UnitTests.FileMaintenance.Loops;
using static Aso.Enrollment.UnitTests.Samples;

namespace Aso.Enrollment.UnitTests.FileMaintenance;

/// <summary>What holds for any file, however odd.</summary>
public sealed class MaintenanceProperties
{
    // A narrow window makes spans meet, overlap and touch.
    private static readonly Gen<DateOnly> AnyDay = Gen.Int[0, 60].Select(days => Day("2026-01-01").AddDays(days));

    private static readonly Gen<CoverageLoop> AnyCoverage =
        Gen.Select(
            Gen.Enum<Maintenance>(),
            Gen.OneOf("HLT", "DEN", "STD"),
            Gen.OneOf("EMP", "FAM"),
            AnyDay.Nullable(0.1),
            AnyDay.Nullable(0.4),
            Gen.OneOf<string?>("MED", "HDHP", "DEN", "STD", null))
        .Select((maintenance, line, level, from, through, plan) => new CoverageLoop
        {
            Segment = 11, Maintenance = maintenance, InsuranceLine = line, CoverageLevel = level, From = from, Through = through, PlanCode = plan,
        });

    private static readonly Gen<MemberLoop> AnyLoop =
        Gen.Select(Gen.Enum<Maintenance>(), AnyCoverage.List[0, 3], AnyDay.Nullable(0.5), AnyDay.Nullable(0.5), Gen.Long[0, 200_000].Nullable(0.5))
        .Select((maintenance, coverages, through, effective, wages) => Subscriber with
        {
            Maintenance = maintenance,
            Coverages = coverages,
            EligibleThrough = through,
            MaintenanceEffective = effective,
            Income = wages is { } cents ? new("1", new(cents), null) : null,
        });

    /// <summary>Several files about one member, each of one to four loops.</summary>
    private static readonly Gen<List<List<MemberLoop>>> AnyFiles = AnyLoop.List[1, 4].List[1, 5];

    [Fact]
    public void Spans_of_one_line_never_overlap_and_never_end_before_they_start() => AnyFiles.Sample(files =>
    {
        Member? member = null;
        foreach (var file in files)
        {
            member = After(member, file);
            AssertTimelines(member);
        }
    });

    [Fact]
    public void A_file_sent_again_changes_nothing() => AnyFiles.Sample(files =>
    {
        Member? member = null;
        foreach (var file in files)
        {
            member = After(member, file);
            var again = MemberMaintenance.Apply(member, file, FileKind.Change, TwoMedicalPlans, null);
            Assert.IsNotType<MaintenanceOutcome.Applied>(again);
        }
    });

    [Fact]
    public void A_refused_member_says_why_and_an_applied_one_differs() => AnyFiles.Sample(files =>
    {
        Member? member = null;
        foreach (var file in files)
        {
            switch (MemberMaintenance.Apply(member, file, FileKind.Change, TwoMedicalPlans, null))
            {
                case MaintenanceOutcome.Refused refused:
                    Assert.NotEmpty(refused.Objections);
                    break;
                case MaintenanceOutcome.Applied applied:
                    Assert.False(member is not null && applied.Member.IsSameAs(member));
                    member = applied.Member;
                    break;
            }
        }
    });

    /// <summary>Compares the timeline with the plainest one there is: what holds on each single day.</summary>
    [Fact]
    public void A_timeline_holds_on_each_day_what_was_last_said_of_it() =>
        Gen.Select(AnyDay, AnyDay.Nullable(0.4), Gen.OneOf<string?>("MED", "HDHP", null)).List[1, 8].Sample(steps =>
        {
            var timeline = new Timeline([]);
            var days = new string?[70];
            foreach (var (from, through, plan) in steps.Where(step => step.Item2 is not { } to || to >= step.Item1))
            {
                var last = through is { } to ? to.DayNumber - Day("2026-01-01").DayNumber : days.Length - 1;
                Array.Fill(days, plan, from.DayNumber - Day("2026-01-01").DayNumber, last - (from.DayNumber - Day("2026-01-01").DayNumber) + 1);
                if (plan is null)
                {
                    timeline.Clear(new(from, through), planCode: null);
                }
                else
                {
                    timeline.Set(new(plan, BenefitLine.Medical), Tier.Family, new(from, through));
                }
            }

            for (var day = 0; day < days.Length; day++)
            {
                var date = Day("2026-01-01").AddDays(day);
                Assert.Equal(days[day], timeline.Spans.SingleOrDefault(span => span.Dates.Contains(date))?.PlanCode);
            }
        });

    private static Member? After(Member? member, List<MemberLoop> file) =>
        MemberMaintenance.Apply(member, file, FileKind.Change, TwoMedicalPlans, null) is MaintenanceOutcome.Applied applied ? applied.Member : member;

    private static void AssertTimelines(Member? member)
    {
        foreach (var line in (member?.Coverages ?? []).GroupBy(span => span.Line))
        {
            var spans = line.ToList();
            Assert.All(spans, span => Assert.True(span.Dates.IsValid));
            Assert.All(spans.Zip(spans.Skip(1)), pair => Assert.True(pair.First.Dates.To < pair.Second.Dates.From));
        }
    }
}
