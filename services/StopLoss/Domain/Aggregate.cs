using Aso.Primitives;

namespace Aso.StopLoss.Domain;

/// <summary>What the aggregate's request was computed from.</summary>
/// <param name="Attachment">Attachment at the end of the paid window, before the minimum.</param>
public sealed record AggregateFigures(Money Eligible, Money Attachment, Money MinimumAttachment, Money Maximum)
{
    /// <summary>Eligible above the attachment, up to the maximum. Zero or more.</summary>
    public Money Reimbursement =>
        Money.Min(Maximum, (Eligible - Money.Max(MinimumAttachment, Attachment)).OrZero());
}

/// <summary>Aggregate stop-loss: the sum of all claims.</summary>
public static class Aggregate
{
    /// <summary>Σ over members of what counts for the group: what a member has above the deductible is the specific terms' matter.</summary>
    public static Money Eligible(PolicyTerms terms, IEnumerable<MemberStanding> members)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return members.Sum(member => terms.DeductibleOf(member.MemberId) is { } deductible
            ? Money.Min(member.Eligible, deductible)
            : member.Eligible);
    }

    /// <summary>The 1sts of months within the policy period, through <paramref name="through"/>.</summary>
    /// <remarks>Those before the employer's first business date too: the carrier bears the group's risk from the period's start.</remarks>
    public static IEnumerable<DateOnly> FirstsOfPeriod(PolicyTerms terms, DateOnly through)
    {
        ArgumentNullException.ThrowIfNull(terms);
        var period = terms.Period;
        var first = new DateOnly(period.From.Year, period.From.Month, 1);
        for (; first <= period.To && first <= through; first = first.AddMonths(1))
        {
            if (first >= period.From)
            {
                yield return first;
            }
        }
    }

    /// <summary>Σ over <paramref name="firsts"/> of the factors of the employees enrolled on each.</summary>
    /// <param name="roster">The coverage of each employee.</param>
    public static Money Attachment(
        AggregateTerms terms, IEnumerable<DateOnly> firsts, IReadOnlyCollection<CoverageSpan[]> roster, bool employerHasMedicalPlan)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return OverRoster(terms.MonthlyFactor, firsts, roster, employerHasMedicalPlan);
    }

    /// <summary>Σ over <paramref name="firsts"/> of the amount of each enrolled employee's tier.</summary>
    /// <param name="roster">The coverage of each employee.</param>
    public static Money OverRoster(
        TierAmounts monthly, IEnumerable<DateOnly> firsts, IReadOnlyCollection<CoverageSpan[]> roster, bool employerHasMedicalPlan)
    {
        ArgumentNullException.ThrowIfNull(monthly);
        ArgumentNullException.ThrowIfNull(firsts);
        ArgumentNullException.ThrowIfNull(roster);
        var sum = Money.Zero;
        foreach (var first in firsts)
        {
            foreach (var spans in roster)
            {
                if (Roster.EnrolledTier(spans, employerHasMedicalPlan, first) is { } tier)
                {
                    sum += monthly[tier];
                }
            }
        }

        return sum;
    }

    /// <summary>What <paramref name="eligible"/> becomes by the end of the paid window if it goes on as until <paramref name="today"/>.</summary>
    /// <remarks>In proportion to days. Before the window there is nothing to go on, after it nothing to come.</remarks>
    public static Money ProjectedEligible(PolicyTerms terms, Money eligible, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(terms);
        var window = terms.PaidWindow;
        if (!window.Contains(today))
        {
            return eligible;
        }

        var days = terms.LastPaidDay.DayNumber - window.From.DayNumber + 1;
        return eligible.TimesRounded(days, today.DayNumber - window.From.DayNumber + 1);
    }

    /// <summary>Eligible as a share of the attachment, to a hundredth of a percent; null where there is no attachment.</summary>
    public static Rate? Ratio(Money eligible, Money attachment)
    {
        const long HundredthOfPercent = Rate.Whole / 10_000;
        return attachment.IsPositive
            ? new Rate(new Money(10_000).TimesRounded(eligible.Cents, attachment.Cents).Cents * HundredthOfPercent)
            : null;
    }
}
