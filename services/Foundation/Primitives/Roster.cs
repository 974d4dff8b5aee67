namespace Aso.Primitives;

/// <summary>One span of an employee's coverage, as far as being enrolled depends on it.</summary>
public readonly record struct CoverageSpan(BenefitLine Line, Tier? Tier, DateSpan Dates);

/// <summary>Who counts as enrolled, and in which tier: the one rule behind fees, premiums, factors, rates and expectations.</summary>
public static class Roster
{
    /// <summary>The tier in which an employee is enrolled on <paramref name="date"/>; null where the employee is not enrolled.</summary>
    /// <param name="spans">All spans of the employee, in the order in which they were given.</param>
    /// <param name="employerHasMedicalPlan">With a medical plan only medical spans count; without one any span does.</param>
    public static Tier? EnrolledTier(ReadOnlySpan<CoverageSpan> spans, bool employerHasMedicalPlan, DateOnly date)
    {
        var enrolled = false;
        foreach (var span in spans)
        {
            if (!span.Dates.Contains(date) || (employerHasMedicalPlan && span.Line != BenefitLine.Medical))
            {
                continue;
            }

            enrolled = true;
            if (span.Tier is { } tier)
            {
                return tier;
            }
        }

        return enrolled ? Tier.Employee : null;
    }
}
