using Aso.Enrollment.Domain;
using Aso.Enrollment.Domain.FileMaintenance;
using Aso.Primitives;
using static Aso.Enrollment.UnitTests.Samples;

namespace Aso.Enrollment.UnitTests.FileMaintenance;

/// <summary>Short ways to write what an 834 says.</summary>
internal static class Loops
{
    public static readonly MemberLoop Subscriber = new()
    {
        Segment = 8,
        IsSubscriber = true,
        RelationshipCode = "18",
        Maintenance = Maintenance.Add,
        SubscriberId = "E1",
        BirthDate = Day("1980-02-03"),
    };

    public static readonly MemberLoop Child = Subscriber with
    {
        IsSubscriber = false,
        RelationshipCode = "19",
        ClientNumber = "C1",
        BirthDate = Day("2015-09-01"),
    };

    /// <summary>A coverage loop from <c>021 HLT FAM 2026-01-01 2026-12-31 HDHP</c>: level and dates may be -, the plan may be left out.</summary>
    public static CoverageLoop Hd(string text)
    {
        var words = text.Split(' ');
        return new()
        {
            Segment = 11,
            Maintenance = (Maintenance)int.Parse(words[0], null),
            InsuranceLine = words[1],
            CoverageLevel = words[2] == "-" ? null : words[2],
            From = DayOrNone(words[3]),
            Through = DayOrNone(words[4]),
            PlanCode = words.Length > 5 ? words[5] : null,
        };
    }

    public static MemberLoop Saying(this MemberLoop loop, Maintenance maintenance, params string[] coverages) =>
        loop with { Maintenance = maintenance, Coverages = [.. coverages.Select(Hd)] };

    /// <summary>An employee with spans such as <c>MED employee 2026-01-01 -</c>.</summary>
    public static Member EmployeeWith(params string[] spans) =>
        new("E1", Relationship.Employee, "E1", Day("1980-02-03"), null, false, [.. spans.Select(Span)]);

    public static Member ChildWith(params string[] spans) =>
        new("C1", Relationship.Child, "E1", Day("2015-09-01"), null, false, [.. spans.Select(Span)]);

    public static string[] SpansOf(Member member) =>
        [.. member.Coverages.Select(span =>
            $"{span.PlanCode} {(span.Tier is { } tier ? Words.For(Words.Tiers, tier) : "-")} {span.Dates.From:yyyy-MM-dd} {span.Dates.To?.ToString("yyyy-MM-dd", null) ?? "-"}")];

    public static MaintenanceOutcome Apply(Member? known, params MemberLoop[] loops) =>
        MemberMaintenance.Apply(known, loops, FileKind.Change, OnePlanEach, Relationship.Employee);

    public static Member Applied(Member? known, params MemberLoop[] loops) =>
        Assert.IsType<MaintenanceOutcome.Applied>(Apply(known, loops)).Member;

    /// <summary>What was objected to, each as <c>code element</c>.</summary>
    public static string[] Refused(Member? known, params MemberLoop[] loops) => RefusedBy(Apply(known, loops));

    public static string[] RefusedBy(MaintenanceOutcome outcome)
    {
        var objections = Assert.IsType<MaintenanceOutcome.Refused>(outcome).Objections;
        Assert.All(objections, objection => AssertRemedy(objection.Detail));
        return [.. objections.Select(objection => $"{objection.Code} {objection.Field}")];
    }

    private static Coverage Span(string text)
    {
        var words = text.Split(' ');
        var line = OnePlanEach.Find(words[0])?.Line ?? TwoMedicalPlans.Find(words[0])!.Line;
        return new(words[0], line, words[1] == "-" ? null : Words.Tiers[words[1]], new(Day(words[2]), DayOrNone(words[3])));
    }

    private static DateOnly? DayOrNone(string text) => text == "-" ? null : Day(text);
}
