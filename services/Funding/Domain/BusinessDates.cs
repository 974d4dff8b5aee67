namespace Aso.Funding.Domain;

/// <summary>What a move of the business date does to a book, as events in order.</summary>
public static class BusinessDates
{
    /// <summary>Every date after <paramref name="from"/> up to <paramref name="to"/>: the one before is left, then it begins, then it charges.</summary>
    /// <param name="from">The date that is left; null where the plan opens on <paramref name="to"/>.</param>
    /// <param name="enrolledOn">How many are enrolled on a 1st, as known now.</param>
    public static IEnumerable<BookEvent> Pass(
        BookTerms terms, Guid cause, DateOnly? from, DateOnly to, Func<DateOnly, EnrolledCounts> enrolledOn)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(enrolledOn);
        return from is { } left ? PassAll(terms, cause, left, to, enrolledOn) : Open(terms, cause, to, enrolledOn);
    }

    /// <summary>The 1sts on which a move from <paramref name="from"/> (null: the opening) to <paramref name="to"/> charges.</summary>
    public static IEnumerable<DateOnly> FirstsReached(DateOnly? from, DateOnly to)
    {
        var start = from?.AddDays(1) ?? to;
        var first = start.Day == 1 ? start : FirstOfNextMonth(start);
        for (; first <= to; first = FirstOfNextMonth(first))
        {
            yield return first;
        }
    }

    private static IEnumerable<BookEvent> Open(BookTerms terms, Guid cause, DateOnly on, Func<DateOnly, EnrolledCounts> enrolledOn)
    {
        yield return new BookEvent.Opened(cause, on);
        foreach (var charge in ChargesOf(terms, cause, on, enrolledOn))
        {
            yield return charge;
        }
    }

    private static IEnumerable<BookEvent> PassAll(
        BookTerms terms, Guid cause, DateOnly from, DateOnly to, Func<DateOnly, EnrolledCounts> enrolledOn)
    {
        for (var date = from.AddDays(1); date <= to; date = date.AddDays(1))
        {
            yield return new BookEvent.DateLeft(cause);
            yield return new BookEvent.DateReached(cause, date);
            foreach (var charge in ChargesOf(terms, cause, date, enrolledOn))
            {
                yield return charge;
            }
        }
    }

    private static IEnumerable<BookEvent> ChargesOf(BookTerms terms, Guid cause, DateOnly date, Func<DateOnly, EnrolledCounts> enrolledOn)
    {
        // A fully insured employer is charged nothing here: the insurer's premium is reported, not posted.
        if (date.Day != 1 || terms.IsFullyInsured)
        {
            yield break;
        }

        var enrolled = enrolledOn(date);
        yield return new BookEvent.PercentOfPaidDue(cause);
        yield return new BookEvent.PerEmployeeFeeDue(cause, enrolled);
        foreach (var policy in terms.Policies.Where(policy => policy.Period.Contains(date)))
        {
            yield return new BookEvent.PremiumDue(cause, policy, enrolled);
        }

        yield return new BookEvent.LevelRateDue(cause, enrolled);
    }

    private static DateOnly FirstOfNextMonth(DateOnly date) => new DateOnly(date.Year, date.Month, 1).AddMonths(1);
}
