using Aso.Primitives;

namespace Aso.StopLoss.Domain;

/// <summary>A notice that is due to the carrier.</summary>
/// <param name="Eligible">The member's eligible payments at that moment.</param>
/// <param name="Trigger">The trigger that was met; of <see cref="NoticeKind.Diagnosis"/> only.</param>
public sealed record Notice(string MemberId, NoticeKind Kind, DateOnly On, Money Eligible, string? Trigger);

/// <summary>A request that is made to the carrier. Exactly one of the figures is set.</summary>
/// <param name="MemberId">Null on the aggregate's.</param>
public sealed record Request(string? MemberId, DateOnly On, Money Amount, SpecificFigures? Specific, AggregateFigures? Aggregate);

/// <summary>One policy with the members that matter to it: events go in, in the order in which they happened; notices and requests come out.</summary>
/// <remarks>Nothing but memory: what stands in it is loaded before and stored after. Not for use by several threads.</remarks>
public sealed class PolicyBook(PolicyTerms terms, Money aggregatingLeft, IEnumerable<MemberStanding> members)
{
    private readonly Dictionary<string, MemberStanding> _members = members.ToDictionary(member => member.MemberId, StringComparer.Ordinal);
    private readonly HashSet<string> _changed = new(StringComparer.Ordinal);
    private readonly List<Notice> _notices = [];
    private readonly List<Request> _requests = [];

    public PolicyTerms Terms { get; } = terms;

    /// <summary>What is left of the group's aggregating specific deductible.</summary>
    public Money AggregatingLeft { get; private set; } = aggregatingLeft;

    public IEnumerable<MemberStanding> Members => _members.Values;

    /// <summary>The members whose standing differs from the one loaded.</summary>
    public IEnumerable<MemberStanding> Changed => _changed.Select(memberId => _members[memberId]);

    /// <summary>Due since the book was opened, in order of occurrence.</summary>
    public IReadOnlyList<Notice> Notices => _notices;

    /// <summary>Made since the book was opened, in order.</summary>
    public IReadOnlyList<Request> Requests => _requests;

    /// <summary>A policy just written, before anything has happened under it.</summary>
    public static PolicyBook New(PolicyTerms terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return new(terms, terms.Specific?.AggregatingDeductible ?? Money.Zero, []);
    }

    /// <summary>Counts what happened before the policy was written. Of it the carrier hears now, so <paramref name="on"/> dates all of it.</summary>
    /// <param name="past">In the order in which it happened: the aggregating specific deductible depends on it.</param>
    public void CatchUp(IEnumerable<PastEvent> past, DateOnly on)
    {
        ArgumentNullException.ThrowIfNull(past);
        var concerned = new List<string>();
        foreach (var happened in past)
        {
            concerned.Add(happened.MemberId);
            switch (happened)
            {
                case PastRelease release:
                    Count(release.MemberId, Eligibility.Counted(Terms, release.Payment), on);
                    break;
                case PastReversal reversal:
                    Count(reversal.MemberId, -Eligibility.Counted(Terms, reversal.Payment), on);
                    break;
                case PastApproval approval:
                    Diagnose(approval.MemberId, approval.Diagnoses, on);
                    break;
            }
        }

        // Nothing could be asked for on the way: one request says it all.
        foreach (var memberId in concerned.Distinct(StringComparer.Ordinal))
        {
            Ask(memberId, on);
        }
    }

    /// <summary>A payment was released.</summary>
    public void Release(ReleasedPayment payment)
    {
        ArgumentNullException.ThrowIfNull(payment);
        Count(payment.MemberId, Eligibility.Counted(Terms, payment), payment.ReleasedOn);
        Ask(payment.MemberId, payment.ReleasedOn);
    }

    /// <summary>A released payment was reversed. It lowers what is reimbursable, so nothing is asked for.</summary>
    public void Reverse(ReleasedPayment payment, DateOnly on)
    {
        ArgumentNullException.ThrowIfNull(payment);
        Count(payment.MemberId, -Eligibility.Counted(Terms, payment), on);
    }

    /// <summary>A claim of the member was approved.</summary>
    public void Diagnose(string memberId, IReadOnlyList<string> diagnoses, DateOnly on)
    {
        var member = Standing(memberId);
        if (!member.Given.HasFlag(NoticesGiven.Diagnosis) && Triggers.Met(Terms.TriggerDiagnoses, diagnoses) is { } trigger)
        {
            Put(member with { Given = member.Given | NoticesGiven.Diagnosis });
            _notices.Add(new(memberId, NoticeKind.Diagnosis, on, member.Eligible, trigger));
        }
    }

    /// <summary>The carrier decided the member's request, one way or the other.</summary>
    public void Decided(string memberId, DateOnly on)
    {
        Put(Standing(memberId) with { Undecided = false });
        Ask(memberId, on);
    }

    /// <summary>The last day of the paid window has ended.</summary>
    /// <param name="attachment">Attachment to date at that moment.</param>
    public void Settle(Money attachment)
    {
        if (Terms.Aggregate is not { } aggregate)
        {
            return;
        }

        var figures = new AggregateFigures(Aggregate.Eligible(Terms, Members), attachment, aggregate.MinimumAttachment, aggregate.Maximum);
        if (figures.Reimbursement.IsPositive)
        {
            _requests.Add(new(null, Terms.LastPaidDay, figures.Reimbursement, null, figures));
        }
    }

    private void Count(string memberId, Money change, DateOnly on)
    {
        if (change.IsZero)
        {
            return;
        }

        var movement = Specific.Count(Terms.Specific, Standing(memberId), AggregatingLeft, change);
        AggregatingLeft = movement.AggregatingLeft;
        Put(movement.Standing);
        _notices.AddRange(movement.Notices.Select(kind => new Notice(memberId, kind, on, movement.Standing.Eligible, null)));
    }

    private void Ask(string memberId, DateOnly on)
    {
        var (standing, figures) = Specific.Ask(Terms.Specific, Standing(memberId));
        if (figures is not null)
        {
            Put(standing);
            _requests.Add(new(memberId, on, figures.Amount, figures, null));
        }
    }

    private MemberStanding Standing(string memberId) =>
        _members.TryGetValue(memberId, out var member) ? member : MemberStanding.New(memberId);

    private void Put(MemberStanding member)
    {
        _members[member.MemberId] = member;
        _changed.Add(member.MemberId);
    }
}
