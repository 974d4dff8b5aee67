namespace Aso.Funding.Domain;

/// <summary>What a move of the business date does to a book, as events in order.</summary>
public static class BusinessDates
{
    /// <summary>Every date after <paramref name="from"/> up to <paramref name="to"/>: the one before is left, then it begins, then it charges.</summary>
    /// <param name="from">The date that is left; null where the plan opens on <paramref name="to"/>.</param>
    public static IEnumerable<BookEvent> Pass(DateOnly? from, DateOnly to, Guid cause, ChargeFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return from is { } left ? PassAll(left, to, cause, facts) : Open(to, cause, facts);
    }

    private static IEnumerable<BookEvent> Open(DateOnly on, Guid cause, ChargeFacts facts)
    {
        yield return new BookEvent.Opened(cause, on);
        foreach (var charge in ChargesOf(on, cause, facts))
        {
            yield return charge;
        }
    }

    private static IEnumerable<BookEvent> PassAll(DateOnly from, DateOnly to, Guid cause, ChargeFacts facts)
    {
        for (var date = from.AddDays(1); date <= to; date = date.AddDays(1))
        {
            yield return new BookEvent.DateLeft(cause);
            yield return new BookEvent.DateReached(cause, date);
            foreach (var charge in ChargesOf(date, cause, facts))
            {
                yield return charge;
            }
        }
    }

    private static IEnumerable<BookEvent> ChargesOf(DateOnly date, Guid cause, ChargeFacts facts)
    {
        // A fully insured employer is charged nothing here: the insurer's premium is reported, not posted.
        if (date.Day != 1 || facts.Terms.IsFullyInsured)
        {
            yield break;
        }

        var enrolled = facts.EnrolledOn(date);
        yield return new BookEvent.PercentOfPaidDue(cause);
        yield return new BookEvent.PerEmployeeFeeDue(cause, enrolled);
        foreach (var policy in facts.Policies.Where(policy => policy.Period.Contains(date)))
        {
            yield return new BookEvent.PremiumDue(cause, policy, enrolled);
        }

        yield return new BookEvent.LevelRateDue(cause, enrolled);
    }
}

/// <summary>What the charges of a 1st are made from.</summary>
/// <param name="Policies">In order of charge.</param>
/// <param name="EnrolledOn">How many are enrolled on a 1st, as known now.</param>
public sealed record ChargeFacts(BookTerms Terms, IReadOnlyList<PremiumTerms> Policies, Func<DateOnly, EnrolledCounts> EnrolledOn);
