using Aso.Primitives;

namespace Aso.Enrollment.Domain.FileMaintenance;

/// <summary>Applies the coverage that a member's loops state to its timelines, one for each line.</summary>
internal static class CoverageMaintenance
{
    /// <summary>All spans after the loops, by line and date; the known list itself where none changed.</summary>
    public static IReadOnlyList<Coverage> Apply(
        Member? known, IReadOnlyList<MemberLoop> loops, Relationship relationship, Offer offer, LoopObjections objections)
    {
        var timelines = Enum.GetValues<BenefitLine>().ToDictionary(
            line => line, line => new Timeline(known?.Coverages.Where(span => span.Line == line) ?? []));
        foreach (var loop in loops)
        {
            ApplyLoop(timelines, known, loop, loops.Count, relationship, offer, objections);
        }

        var spans = timelines.Values.SelectMany(timeline => timeline.Spans).ToList();
        return known is not null && spans.Count == known.Coverages.Count && spans.All(known.Coverages.Contains) ? known.Coverages : spans;
    }

    private static void ApplyLoop(
        Dictionary<BenefitLine, Timeline> timelines, Member? known, MemberLoop loop, int loopsOfMember, Relationship relationship, Offer offer, LoopObjections objections)
    {
        var hasCoverages = loop.Coverages.Count > 0;
        if (known is null && loopsOfMember == 1 && (loop.Maintenance is Maintenance.Terminate || (loop.Maintenance is Maintenance.Reinstate && !hasCoverages)))
        {
            objections.Add(loop.Segment, "member-unknown", "INS03", "Add the member first (021): there is nothing to end or to reinstate.");
            return;
        }

        switch (loop.Maintenance)
        {
            case Maintenance.Terminate:
                EndEligibility(timelines, loop, objections);
                break;
            case Maintenance.Reinstate when !hasCoverages:
                ReinstateAll(timelines, loop, loopsOfMember, objections);
                break;
            case Maintenance.Change or Maintenance.Add or Maintenance.Reinstate or Maintenance.Correct or Maintenance.Audit:
                break;
            default:
                objections.Add(loop.Segment, "maintenance-unknown", "INS03", "Give 001 change, 021 addition, 024 termination, 025 reinstatement, 026 correction or 030 audit.");
                break;
        }

        // What ends, ends before what follows it begins, in whatever order the loops stand.
        var stated = loop.Coverages
            .Select(coverage => CoverageStatement.Read(coverage, loop, relationship, offer, objections))
            .OfType<CoverageStatement>()
            .OrderBy(statement => !statement.IsEnd)
            .ThenBy(statement => statement.From)
            .ToList();
        CheckContradictions(loop, stated, objections);
        foreach (var statement in stated)
        {
            statement.ApplyTo(timelines[statement.Line]);
        }
    }

    private static void CheckContradictions(MemberLoop loop, List<CoverageStatement> stated, LoopObjections objections)
    {
        if (stated.Where(statement => !statement.IsEnd).GroupBy(statement => (statement.Line, statement.From)).Any(same => same.Distinct().Count() > 1))
        {
            objections.Add(loop.Segment, "coverages-contradict", "HD03", "Two coverages of one line begin on one day: give one of them.");
        }
    }

    private static void EndEligibility(Dictionary<BenefitLine, Timeline> timelines, MemberLoop loop, LoopObjections objections)
    {
        if (loop.EligibleThrough is null && loop.Coverages.Count > 0)
        {
            // The coverage loops say what ends, each with its own date.
            return;
        }

        var last = objections.Date(loop.Segment, "DTP*357", loop.EligibleThrough, "Give the last day of eligibility, or end single coverages by HD loops with DTP*349.");
        if (last is { } day)
        {
            foreach (var timeline in timelines.Values)
            {
                timeline.Clear(new(day.AddDays(1), null), planCode: null);
            }
        }
    }

    private static void ReinstateAll(Dictionary<BenefitLine, Timeline> timelines, MemberLoop loop, int loopsOfMember, LoopObjections objections)
    {
        // What is reopened depends on what ended: beside other loops the file sent twice could mean something else.
        if (loopsOfMember > 1)
        {
            objections.Add(loop.Segment, "reinstatement-needs-coverages", "INS03", "Beside other loops about the member, name what is reinstated by HD loops.");
            return;
        }

        var on = loop.MaintenanceEffective is not null
            ? objections.Date(loop.Segment, "DTP*303", loop.MaintenanceEffective)
            : objections.Date(loop.Segment, "DTP*356", loop.EligibleFrom);
        var lastDays = timelines.Values.Select(timeline => timeline.Spans).Where(spans => spans.Count > 0).Select(spans => spans[^1].Dates.To).ToList();
        if (lastDays.Count == 0)
        {
            objections.Add(loop.Segment, "nothing-to-reinstate", "INS03", "The member never had coverage: add it by HD loops.");
        }
        else if (lastDays.All(day => day is not null))
        {
            // What ended together, last, was ended by the termination that is taken back.
            var latest = lastDays.Max();
            foreach (var timeline in timelines.Values.Where(timeline => timeline.Spans is [.., var last] && last.Dates.To == latest))
            {
                timeline.Reopen(on);
            }
        }
    }
}
