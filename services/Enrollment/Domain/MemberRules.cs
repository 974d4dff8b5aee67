namespace Aso.Enrollment.Domain;

/// <summary>What makes a member and its coverage complete and consistent.</summary>
public static class MemberRules
{
    /// <summary>The member, or every objection to it at once.</summary>
    /// <param name="subscriber">The relationship of the member that <c>subscriberId</c> names; null where there is none.</param>
    public static Checked<Member> Check(MemberDraft draft, Offer offer, Relationship? subscriber)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(offer);
        var form = new Form();
        var memberId = form.Identifier("memberId", draft.MemberId);
        var relationship = form.Choice("relationship", draft.Relationship, Words.Relationships);
        var subscriberId = SubscriberId(form, draft, relationship, subscriber);
        var birthDate = form.Date("birthDate", draft.BirthDate);
        var earnings = form.OptionalAmount("weeklyEarnings", draft.WeeklyEarnings);
        var coverages = CoverageRules.Read(form, draft.Coverages, offer);
        if (relationship is { } known)
        {
            CoverageRules.Check(form, coverages, new(known, draft.WeeklyEarnings is not null), offer);
        }

        return Checked<Member>.From(form, () => new(
            memberId, relationship!.Value, subscriberId, birthDate, earnings, draft.OtherCoveragePrimary ?? false,
            [.. coverages.Select(coverage => coverage.ToCoverage())]));
    }

    /// <summary>The member with <paramref name="drafts"/> in the place of all its spans, or every objection at once.</summary>
    public static Checked<Member> CheckCoverages(Member member, IReadOnlyList<CoverageDraft?>? drafts, Offer offer)
    {
        ArgumentNullException.ThrowIfNull(member);
        ArgumentNullException.ThrowIfNull(offer);
        var form = new Form();
        var coverages = CoverageRules.Read(form, drafts, offer);
        CoverageRules.Check(form, coverages, new(member.Relationship, member.WeeklyEarnings is not null), offer);
        return Checked<Member>.From(form, () => member with { Coverages = [.. coverages.Select(coverage => coverage.ToCoverage())] });
    }

    private static string SubscriberId(Form form, MemberDraft draft, Relationship? relationship, Relationship? subscriber)
    {
        if (relationship == Relationship.Employee)
        {
            if (draft.SubscriberId is not null && draft.SubscriberId != draft.MemberId)
            {
                form.Object("subscriber-not-self", "subscriberId", "An employee is its own subscriber: leave it out.");
            }

            return draft.MemberId ?? "";
        }

        if (relationship is not null)
        {
            CheckDependant(form, draft.SubscriberId, subscriber);
        }

        return draft.SubscriberId ?? "";
    }

    private static void CheckDependant(Form form, string? subscriberId, Relationship? subscriber)
    {
        if (subscriberId is null)
        {
            form.Object("required", "subscriberId", "Name the employee that this dependant belongs to.");
        }
        else if (subscriber is null)
        {
            form.Object("subscriber-unknown", "subscriberId", "Name an employee that is a member of this employer; add the employee first.");
        }
        else if (subscriber != Relationship.Employee)
        {
            form.Object("subscriber-not-employee", "subscriberId", "Name the employee, not another dependant.");
        }
    }
}
