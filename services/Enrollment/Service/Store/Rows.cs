using Aso.Enrollment.Domain;
using Aso.Enrollment.EnrollmentFiles;
using Aso.Primitives;

namespace Aso.Enrollment.Store;

/// <summary>How far an employer's plan has come. Numbers are stored: append, never renumber.</summary>
internal enum EmployerState
{
    /// <summary>Registered; its business dates have not begun.</summary>
    Draft = 1,

    Open = 2,
}

internal sealed class EmployerRow
{
    public required Guid EmployerId { get; init; }

    public required EmployerState State { get; set; }

    /// <summary>Null until the plan is open.</summary>
    public DateOnly? BusinessDate { get; set; }

    /// <summary>As registered, after <see cref="EmployerRules"/> found nothing to object to.</summary>
    public required EmployerDraft Terms { get; init; }

    public required DateTime RegisteredAt { get; init; }
}

internal sealed class PlanRow
{
    public required Guid EmployerId { get; init; }

    public required string Code { get; init; }

    /// <summary>From 1 in the order in which the employer's plans were defined.</summary>
    public required int Number { get; init; }

    public required BenefitLine Line { get; init; }

    /// <summary>As defined, after <see cref="PlanRules"/> found nothing to object to.</summary>
    public required PlanDraft Terms { get; init; }
}

internal sealed class NetworkRow
{
    public required Guid EmployerId { get; init; }

    public required IReadOnlyList<string> Npis { get; set; }
}

internal sealed class MemberRow
{
    public required Guid EmployerId { get; init; }

    public required string MemberId { get; init; }

    public required Relationship Relationship { get; set; }

    public required string SubscriberId { get; set; }

    public required DateOnly BirthDate { get; set; }

    public Money? WeeklyEarnings { get; set; }

    public required bool OtherCoveragePrimary { get; set; }

    public required IReadOnlyList<CoverageRow> Coverages { get; set; }

    public static MemberRow Of(Guid employerId, Member member) => new()
    {
        EmployerId = employerId,
        MemberId = member.MemberId,
        Relationship = member.Relationship,
        SubscriberId = member.SubscriberId,
        BirthDate = member.BirthDate,
        WeeklyEarnings = member.WeeklyEarnings,
        OtherCoveragePrimary = member.OtherCoveragePrimary,
        Coverages = CoverageRow.Of(member),
    };

    public Member ToMember() => new(
        MemberId, Relationship, SubscriberId, BirthDate, WeeklyEarnings, OtherCoveragePrimary, [.. Coverages.Select(row => row.ToCoverage())]);

    /// <summary>Takes over all but the ids.</summary>
    public void Become(Member member)
    {
        Relationship = member.Relationship;
        SubscriberId = member.SubscriberId;
        BirthDate = member.BirthDate;
        WeeklyEarnings = member.WeeklyEarnings;
        OtherCoveragePrimary = member.OtherCoveragePrimary;
        Coverages = CoverageRow.Of(member);
    }
}

/// <summary>A span within its member's row: spans are read and replaced together.</summary>
internal sealed record CoverageRow(string Plan, BenefitLine Line, DateOnly From, DateOnly? To = null, Tier? Tier = null)
{
    public static IReadOnlyList<CoverageRow> Of(Member member) =>
        [.. member.Coverages.Select(span => new CoverageRow(span.PlanCode, span.Line, span.Dates.From, span.Dates.To, span.Tier))];

    public Coverage ToCoverage() => new(Plan, Line, Tier, new(From, To));
}

internal sealed class EnrollmentFileRow
{
    public required Guid EmployerId { get; init; }

    public required Guid FileId { get; init; }

    public required DateTime ReceivedAt { get; init; }

    public required EnrollmentFileReport Report { get; init; }

    /// <summary>As in the report; null of a file from before this was kept beside it.</summary>
    public int? Applied { get; init; }

    /// <summary>As <see cref="Applied"/>.</summary>
    public int? Unchanged { get; init; }

    /// <summary>As <see cref="Applied"/>.</summary>
    public int? Refused { get; init; }
}
