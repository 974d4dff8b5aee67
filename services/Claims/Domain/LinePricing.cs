using Aso.Claims.Domain.Review;
using Aso.Primitives;

namespace Aso.Claims.Domain;

/// <summary>Medical and dental claims: each line, in order, is denied by a check or priced. Lines see what the lines before them did.</summary>
internal static class LinePricing
{
    /// <summary>Claims of up to this many lines are worked on the stack.</summary>
    private const int LinesOnStack = 8;

    private const int StepsPerLine = 8;

    public static Adjudication Decide(ClaimFacts facts)
    {
        var lines = facts.Claim.Lines;
        var decided = new LineDecision[lines.Length];
        var small = lines.Length <= LinesOnStack;
        var usage = new RunningUsage(
            facts,
            small ? stackalloc RunningUsage.PlanYearEntry[LinesOnStack] : new RunningUsage.PlanYearEntry[lines.Length],
            small ? stackalloc RunningUsage.LifetimeEntry[LinesOnStack] : new RunningUsage.LifetimeEntry[lines.Length]);
        var trace = new TraceWriter(small ? stackalloc TraceStep[LinesOnStack * StepsPerLine] : new TraceStep[lines.Length * StepsPerLine]);
        for (var index = 0; index < lines.Length; index++)
        {
            var finding = Checks.Apply(facts, index, decided);
            if (facts.Ruling?.Of(index + 1).Waived is { } waived and not Waiver.None)
            {
                trace.Add(index + 1, Rule.Waived, 0, 0, (long)waived);
            }

            if (finding.Denial == LineDenial.None)
            {
                decided[index] = new LineUnderPricing(facts, index, finding, decided).Price(ref usage, ref trace);
            }
            else
            {
                decided[index] = Deny(facts, index, finding);
                trace.Add(index + 1, Rule.Denied, finding.Of, finding.Limit, (long)finding.Denial);
            }
        }

        return Sum(decided, usage.PlanYearMovements(), usage.LifetimeMovements(), trace.ToArray());
    }

    private static LineDecision Deny(ClaimFacts facts, int index, Checks.Finding finding) => new()
    {
        Denial = finding.Denial,
        Side = facts.ProviderInNetwork ? NetworkSide.In : NetworkSide.Out,
        CoverageIndex = (short)finding.CoverageIndex,
        ServiceIndex = (short)finding.ServiceIndex,
        Billed = facts.Claim.Lines[index].Billed,
    };

    private static Adjudication Sum(LineDecision[] lines, PlanYearMovement[] movements, LifetimeMovement[] lifetimes, TraceStep[] trace)
    {
        var (billed, allowed, paid, memberOwes) = (Money.Zero, Money.Zero, Money.Zero, Money.Zero);
        var approved = false;
        foreach (ref readonly var line in lines.AsSpan())
        {
            approved |= !line.IsDenied;
            billed += line.Billed;
            allowed += line.Allowed;
            paid += line.Paid;
            memberOwes += line.MemberOwes;
        }

        return new()
        {
            Approved = approved,
            Billed = billed,
            Allowed = allowed,
            Paid = paid,
            MemberOwes = memberOwes,
            Lines = lines,
            Movements = movements,
            LifetimeMovements = lifetimes,
            Trace = trace,
        };
    }
}
