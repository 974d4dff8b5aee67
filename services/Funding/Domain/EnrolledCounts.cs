using Aso.Primitives;

namespace Aso.Funding.Domain;

/// <summary>How many employees are enrolled on one date, by tier.</summary>
public readonly record struct EnrolledCounts(int Employee, int EmployeeSpouse, int EmployeeChildren, int Family)
{
    public int Total => Employee + EmployeeSpouse + EmployeeChildren + Family;

    /// <summary>Σ over the enrolled employees of their tier's amount; nothing where there are no amounts.</summary>
    public Money Sum(TierAmounts? amounts) => amounts is null
        ? Money.Zero
        : (amounts[Tier.Employee] * Employee) + (amounts[Tier.EmployeeSpouse] * EmployeeSpouse)
            + (amounts[Tier.EmployeeChildren] * EmployeeChildren) + (amounts[Tier.Family] * Family);

    public EnrolledCounts Add(Tier tier, int count) => tier switch
    {
        Tier.Employee => this with { Employee = Employee + count },
        Tier.EmployeeSpouse => this with { EmployeeSpouse = EmployeeSpouse + count },
        Tier.EmployeeChildren => this with { EmployeeChildren = EmployeeChildren + count },
        Tier.Family => this with { Family = Family + count },
        _ => throw new ArgumentOutOfRangeException(nameof(tier)),
    };
}

/// <summary>From the 1st <see cref="First"/> on, <see cref="Count"/> more (or, negative, fewer) employees are enrolled in <see cref="Tier"/>.</summary>
public readonly record struct EnrollmentChange(DateOnly First, Tier Tier, int Count);

/// <summary>Who is enrolled on the 1sts of months, kept as changes, so that no count needs the whole roster.</summary>
public static class EnrollmentTimeline
{
    /// <summary>The changes that one employee's spans make, in order of date; at most one leaving and one joining per date.</summary>
    public static IEnumerable<EnrollmentChange> Changes(IReadOnlyList<CoverageSpan> spans, bool employerHasMedicalPlan)
    {
        ArgumentNullException.ThrowIfNull(spans);
        CoverageSpan[] given = [.. spans];
        Tier? before = null;
        foreach (var first in TurningPoints(given))
        {
            var tier = Roster.EnrolledTier(given, employerHasMedicalPlan, first);
            if (tier == before)
            {
                continue;
            }

            if (before is { } left)
            {
                yield return new(first, left, -1);
            }

            if (tier is { } joined)
            {
                yield return new(first, joined, 1);
            }

            before = tier;
        }
    }

    /// <summary>How many are enrolled on the 1st <paramref name="first"/>, from the changes of all employees.</summary>
    public static EnrolledCounts CountOn(DateOnly first, IEnumerable<EnrollmentChange> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        return changes.Where(change => change.First <= first)
            .Aggregate(default(EnrolledCounts), (counts, change) => counts.Add(change.Tier, change.Count));
    }

    // Between two of these 1sts no span starts or ends, so nobody's enrollment changes.
    private static SortedSet<DateOnly> TurningPoints(CoverageSpan[] spans)
    {
        var points = new SortedSet<DateOnly>();
        foreach (var span in spans)
        {
            AddFirstNotBefore(points, span.Dates.From.DayNumber);
            if (span.Dates.To is { } to)
            {
                AddFirstNotBefore(points, to.DayNumber + 1);
            }
        }

        return points;
    }

    private static void AddFirstNotBefore(SortedSet<DateOnly> points, int dayNumber)
    {
        if (dayNumber > DateOnly.MaxValue.DayNumber)
        {
            return;
        }

        var date = DateOnly.FromDayNumber(dayNumber);
        if (date.Day == 1)
        {
            points.Add(date);
        }
        else if (date.Year < DateOnly.MaxValue.Year || date.Month < 12)
        {
            points.Add(new DateOnly(date.Year, date.Month, 1).AddMonths(1));
        }
    }
}
