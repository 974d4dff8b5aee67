using Aso.Enrollment.Domain;
using Aso.Primitives;

namespace Aso.Enrollment.Features;

/// <summary>A member as it stands now.</summary>
internal sealed record MemberView(
    string MemberId,
    Relationship Relationship,
    string SubscriberId,
    DateOnly BirthDate,
    Money? WeeklyEarnings,
    bool OtherCoveragePrimary,
    IReadOnlyList<CoverageView> Coverages)
{
    public static MemberView Of(Member member) => new(
        member.MemberId,
        member.Relationship,
        member.SubscriberId,
        member.BirthDate,
        member.WeeklyEarnings,
        member.OtherCoveragePrimary,
        [.. member.Coverages.Select(span => new CoverageView(span.PlanCode, span.Tier, span.Dates.From, span.Dates.To))]);
}

/// <summary>A span of coverage; both dates included, open without to.</summary>
internal sealed record CoverageView(string Plan, Tier? Tier, DateOnly From, DateOnly? To);
