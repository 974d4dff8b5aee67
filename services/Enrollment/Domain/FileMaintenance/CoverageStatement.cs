using Aso.Primitives;

namespace Aso.Enrollment.Domain.FileMaintenance;

/// <summary>What one HD loop says, read and matched to the employer's plans.</summary>
/// <param name="Plan">The plan meant; null where a termination or cancellation means the line, whatever the plan.</param>
/// <param name="From">The first day that the statement is about.</param>
/// <param name="To">The last day of coverage; null where open.</param>
internal sealed record CoverageStatement(Maintenance Maintenance, BenefitLine Line, OfferedPlan? Plan, Tier? Tier, DateOnly From, DateOnly? To)
{
    /// <summary>Takes coverage away, from <see cref="From"/> on.</summary>
    public bool IsEnd => Maintenance is Maintenance.Terminate or Maintenance.Cancel;

    public void ApplyTo(Timeline timeline)
    {
        if (IsEnd)
        {
            timeline.Clear(new(From, null), Plan?.Code);
            return;
        }

        timeline.Set(Plan!, Tier, new(From, To));
        if (Maintenance is not Maintenance.Add && To is { } last)
        {
            timeline.Clear(new(last.AddDays(1), null), Plan!.Code);
        }
    }

    /// <returns>Null where something was objected to.</returns>
    public static CoverageStatement? Read(
        CoverageLoop coverage, MemberLoop member, Relationship relationship, Offer offer, LoopObjections objections)
    {
        var before = objections.All.Count;
        var ends = coverage.Maintenance is Maintenance.Terminate or Maintenance.Cancel;
        if (!Enum.IsDefined(coverage.Maintenance))
        {
            objections.Add(coverage.Segment, "maintenance-unknown", "HD01", "Give 001 change, 002 cancellation, 021 addition, 024 termination, 025 reinstatement, 026 correction or 030 audit.");
        }
        else if (member.Maintenance is Maintenance.Terminate && !ends)
        {
            objections.Add(coverage.Segment, "maintenance-contradicts", "HD01", "Under a termination (INS03 024) give 024 or 002, or send the coverage in a loop with INS03 001.");
        }

        if (!Codes.Lines.TryGetValue(coverage.InsuranceLine, out var line))
        {
            objections.Add(coverage.Segment, "line-unknown", "HD03", "Give HLT (or HMO, PPO, EPO, POS, MM), DEN, STD or LTD: no other line is administered here. Leave the HD loop out.");
            return null;
        }

        var plan = PlanOf(coverage, line, ends, offer, objections);
        var statement = ends
            ? new CoverageStatement(coverage.Maintenance, line, plan, null, EndOf(coverage, member, objections), null)
            : Stated(line, plan, coverage, relationship, objections);
        return objections.All.Count == before ? statement : null;
    }

    private static CoverageStatement Stated(
        BenefitLine line, OfferedPlan? plan, CoverageLoop coverage, Relationship relationship, LoopObjections objections)
    {
        var from = objections.Date(coverage.Segment, "DTP*348", coverage.From, "Give the first day of coverage.");
        var to = Codes.IsOpenEnd(coverage.Through) ? null : objections.Date(coverage.Segment, "DTP*349", coverage.Through);
        if (to < from)
        {
            objections.Add(coverage.Segment, "span-ends-before-start", "DTP*349", "Give a last day on or after DTP*348; to undo coverage that never was, send HD01 002.");
        }

        return new(coverage.Maintenance, line, plan, TierOf(coverage, line, relationship, objections), from ?? default, to);
    }

    private static OfferedPlan? PlanOf(CoverageLoop coverage, BenefitLine line, bool ends, Offer offer, LoopObjections objections)
    {
        if (coverage.PlanCode is not null)
        {
            var plan = offer.Find(coverage.PlanCode);
            if (plan is null || plan.Line != line)
            {
                objections.Add(coverage.Segment, "plan-unknown", "HD04", "Give the code of a plan of this employer and of the line in HD03; define the plan first.");
            }

            return plan;
        }

        var ofLine = offer.Plans.Where(plan => plan.Line == line).Take(2).ToList();
        if (ofLine.Count == 0)
        {
            objections.Add(coverage.Segment, "plan-unknown", "HD03", "This employer has no plan of the line: define the plan first.");
        }
        else if (ofLine.Count > 1 && !ends)
        {
            objections.Add(coverage.Segment, "plan-ambiguous", "HD04", "This employer has several plans of the line: give the plan's code.");
        }

        return ends ? null : ofLine.FirstOrDefault();
    }

    /// <summary>The first day without coverage.</summary>
    private static DateOnly EndOf(CoverageLoop coverage, MemberLoop member, LoopObjections objections)
    {
        if (coverage.Maintenance is Maintenance.Cancel)
        {
            return objections.Date(coverage.Segment, "DTP*348", coverage.From, "Give the first day of the coverage that never was.") ?? default;
        }

        var last = coverage.Through ?? member.EligibleThrough;
        return objections.Date(coverage.Segment, "DTP*349", last, "Give the last day of coverage.")?.AddDays(1) ?? default;
    }

    private static Tier? TierOf(CoverageLoop coverage, BenefitLine line, Relationship relationship, LoopObjections objections)
    {
        // Senders repeat the level on dependants and on disability: there it says nothing.
        if (relationship != Relationship.Employee || line is not (BenefitLine.Medical or BenefitLine.Dental))
        {
            return null;
        }

        if (Codes.Tiers.TryGetValue(coverage.CoverageLevel ?? "", out var tier))
        {
            return tier;
        }

        objections.Add(coverage.Segment, "tier-required", "HD05", "Give EMP employee only, ESP with spouse, ECH with children or FAM family.");
        return null;
    }
}
