using Aso.Primitives;

namespace Aso.StopLoss.Domain;

/// <summary>What a change of a member's eligible payments leads to.</summary>
/// <param name="AggregatingLeft">What is left of the group's aggregating specific deductible. Zero up to that deductible.</param>
/// <param name="Notices">Now due for the first time, in order.</param>
public readonly record struct Movement(MemberStanding Standing, Money AggregatingLeft, IReadOnlyList<NoticeKind> Notices);

/// <summary>What a request for reimbursement was computed from, as it stood when it was made.</summary>
/// <param name="AskedBefore">Amounts of the member's earlier requests.</param>
public sealed record SpecificFigures(
    Money Eligible,
    Money Deductible,
    Money Excess,
    Money Recoverable,
    Money Reimbursable,
    Money AskedBefore)
{
    /// <summary>What is asked for.</summary>
    public Money Amount => Reimbursable - AskedBefore;
}

/// <summary>Specific stop-loss: one member's claims.</summary>
public static class Specific
{
    private static readonly NoticeKind[] NoNotices = [];

    /// <summary>Adds <paramref name="change"/> to the member's eligible payments; negative where a payment is reversed.</summary>
    /// <remarks>
    /// The aggregating specific deductible is the group's: it absorbs excess in the order in which it arises, so two
    /// members' changes must be applied in the order in which they happened.
    /// </remarks>
    public static Movement Count(SpecificTerms? terms, MemberStanding before, Money aggregatingLeft, Money change)
    {
        ArgumentNullException.ThrowIfNull(before);
        var eligible = before.Eligible + change;
        if (eligible < Money.Zero)
        {
            throw new InvalidOperationException("More was taken off a member's eligible payments than had counted.");
        }

        var after = before with { Eligible = eligible };
        if (terms is null)
        {
            return new(after, aggregatingLeft, NoNotices);
        }

        var rise = after.Excess(terms) - before.Excess(terms);
        var (recoverable, left) = rise >= Money.Zero
            ? Absorb(before.Recoverable, aggregatingLeft, rise)
            : GiveBack(before.Recoverable, aggregatingLeft, -rise);

        var notices = NoticesDue(after, terms.DeductibleOf(after.MemberId));
        return new(after with { Recoverable = recoverable, Given = before.Given | Flags(notices) }, left, notices);
    }

    /// <summary>The request that is now due, and the standing with it; null where none is.</summary>
    /// <remarks>Due whenever none is undecided and more is reimbursable than was ever asked for: what was denied is not asked for again.</remarks>
    public static (MemberStanding Standing, SpecificFigures? Request) Ask(SpecificTerms? terms, MemberStanding standing)
    {
        ArgumentNullException.ThrowIfNull(standing);
        if (terms is null || standing.Undecided)
        {
            return (standing, null);
        }

        var reimbursable = standing.Reimbursable(terms);
        if (reimbursable <= standing.Asked)
        {
            return (standing, null);
        }

        var figures = new SpecificFigures(
            standing.Eligible,
            terms.DeductibleOf(standing.MemberId),
            standing.Excess(terms),
            standing.Recoverable,
            reimbursable,
            standing.Asked);
        return (standing with { Asked = reimbursable, Undecided = true }, figures);
    }

    private static (Money Recoverable, Money Left) Absorb(Money recoverable, Money left, Money rise)
    {
        var absorbed = Money.Min(rise, left);
        return (recoverable + rise - absorbed, left - absorbed);
    }

    private static (Money Recoverable, Money Left) GiveBack(Money recoverable, Money left, Money fall)
    {
        var lowered = Money.Min(fall, recoverable);
        return (recoverable - lowered, left + fall - lowered);
    }

    private static NoticeKind[] NoticesDue(MemberStanding member, Money deductible)
    {
        // Doubled instead of halved: half of an odd number of cents is no amount.
        var half = member.Eligible * 2 >= deductible && !member.Given.HasFlag(NoticesGiven.Half);
        var exceeded = member.Eligible > deductible && !member.Given.HasFlag(NoticesGiven.Exceeded);
        return (half, exceeded) switch
        {
            (true, true) => [NoticeKind.Half, NoticeKind.Exceeded],
            (true, false) => [NoticeKind.Half],
            (false, true) => [NoticeKind.Exceeded],
            _ => NoNotices,
        };
    }

    private static NoticesGiven Flags(NoticeKind[] notices)
    {
        var flags = NoticesGiven.None;
        foreach (var notice in notices)
        {
            flags |= notice == NoticeKind.Half ? NoticesGiven.Half : NoticesGiven.Exceeded;
        }

        return flags;
    }
}
