using Aso.Claims.Domain;
using Aso.Claims.Domain.Review;
using Aso.Primitives;

namespace Aso.Claims.Store;

/// <summary>What Claims keeps of an employer.</summary>
internal sealed class EmployerRow
{
    public required Guid EmployerId { get; init; }

    public required string Name { get; set; }

    /// <summary>The start of one plan year.</summary>
    public required DateOnly PlanYearStart { get; set; }

    /// <summary>Grows with every change of plan years, plans or network: what is compiled from an older version is out of date.</summary>
    public required long TermsVersion { get; set; }

    /// <summary>What claims are held back for; null where nothing is.</summary>
    public ReviewRules? ReviewRules { get; set; }
}

/// <summary>A plan as it was defined. A redefinition is a new revision; decisions name the one that they used.</summary>
internal sealed class PlanRow
{
    public required Guid EmployerId { get; init; }

    public required string PlanCode { get; init; }

    /// <summary>From 1; the highest is in force.</summary>
    public required int Revision { get; init; }

    /// <summary>The message that defined it, as JSON.</summary>
    public required string Definition { get; init; }
}

/// <summary>The employer's in-network providers.</summary>
internal sealed class NetworkRow
{
    public required Guid EmployerId { get; init; }

    /// <summary>NPIs between blanks.</summary>
    public required string Npis { get; set; }
}

/// <summary>A member as known now.</summary>
internal sealed class MemberRow
{
    public required Guid MemberKey { get; init; }

    public required Guid EmployerId { get; init; }

    public required string MemberId { get; init; }

    /// <summary>The subscriber's key, for ever: a family's claims are decided one at a time.</summary>
    public required Guid FamilyKey { get; init; }

    public required DateOnly BirthDate { get; set; }

    public Money? WeeklyEarnings { get; set; }

    public required bool OtherCoveragePrimary { get; set; }

    public required IReadOnlyList<CoverageOfMember> Coverages { get; set; }

    /// <summary>The earliest date that a change of coverage ever took away: from there on, paid claims may be recoverable.</summary>
    public DateOnly? CoverageLostFrom { get; set; }
}

/// <summary>A span of a member's coverage. Stored as JSON: append optional fields only.</summary>
internal sealed record CoverageOfMember(string Plan, BenefitLine Line, DateOnly From, DateOnly? To = null);

/// <summary>What a member has used of a plan in a plan year.</summary>
internal sealed class AccumulatorRow
{
    public required Guid FamilyKey { get; init; }

    public required Guid MemberKey { get; init; }

    public required string PlanCode { get; init; }

    public required DateOnly PlanYearStart { get; init; }

    public Money DeductibleIn { get; set; }

    public Money DeductibleOut { get; set; }

    public Money OutOfPocketIn { get; set; }

    public Money OutOfPocketOut { get; set; }

    public Money Benefits { get; set; }

    public PlanYearUsage Usage
    {
        get => new(new(DeductibleIn, OutOfPocketIn), new(DeductibleOut, OutOfPocketOut), Benefits);
        set => (DeductibleIn, OutOfPocketIn, DeductibleOut, OutOfPocketOut, Benefits) =
            (value.In.Deductible, value.In.OutOfPocket, value.Out.Deductible, value.Out.OutOfPocket, value.Benefits);
    }
}

/// <summary>What a member has been paid for a service with a lifetime maximum.</summary>
internal sealed class LifetimeRow
{
    public required Guid MemberKey { get; init; }

    public required string PlanCode { get; init; }

    public required string Service { get; init; }

    public Money Used { get; set; }
}

/// <summary>A claim, decided or in review: what is searched for and shown in lists as columns, the rest as <see cref="StoredDecision"/>.</summary>
internal sealed class ClaimRow
{
    public required Guid ClaimId { get; init; }

    public required Guid EmployerId { get; init; }

    public required string ClaimNumber { get; init; }

    /// <summary>The claim number in capitals, by whose beginning claims are found however it is written.</summary>
    public required string NumberInCapitals { get; init; }

    public required Guid MemberKey { get; init; }

    public required string MemberId { get; init; }

    public required BenefitLine Line { get; init; }

    /// <summary>The plan that decided, of several the first line's; null where none did.</summary>
    public string? PlanCode { get; set; }

    /// <summary>The first date of service, of a disability claim its first day; of a void, which has none, the date of receipt.</summary>
    public required DateOnly ServiceFrom { get; init; }

    /// <summary>Why lines were denied: the bit of each <see cref="DenialReason"/>; zero where none was.</summary>
    public long Denials { get; set; }

    public required Frequency Frequency { get; init; }

    public required ClaimStatus Status { get; set; }

    public string? Original { get; init; }

    public string? ProviderNpi { get; init; }

    /// <summary>The business date of receipt, and of the decision unless <see cref="DecidedOn"/> says another.</summary>
    public required DateOnly ReceivedOn { get; init; }

    /// <summary>The business date on which a reviewer decided; null where the claim was decided on receipt, or is not decided yet.</summary>
    public DateOnly? DecidedOn { get; set; }

    /// <summary>UTC; orders the claims of an employer.</summary>
    public required DateTime ReceivedAt { get; init; }

    public Money Billed { get; init; }

    public Money Allowed { get; set; }

    public Money Paid { get; set; }

    public Money MemberOwes { get; set; }

    /// <summary><see cref="StoredDecision"/> as JSON.</summary>
    public required string Detail { get; set; }

    /// <summary>The business date of the decision; of a claim in review that of receipt.</summary>
    public DateOnly AdjudicatedOn => DecidedOn ?? ReceivedOn;
}

/// <summary>A line that was not denied, of a live claim: what later claims are compared with. Removed when the claim is reversed.</summary>
internal sealed class ClaimLineRow
{
    public required Guid MemberKey { get; init; }

    public required DateOnly ServiceDate { get; init; }

    public required Guid ClaimId { get; init; }

    /// <summary>From 1.</summary>
    public required short LineNumber { get; init; }

    public required string ProviderNpi { get; init; }

    public required string Procedure { get; init; }

    public required string Modifiers { get; init; }

    public string? Areas { get; init; }

    public required Money Billed { get; init; }

    /// <summary>Set, with <see cref="VisitService"/>, where the service limits visits.</summary>
    public string? VisitPlan { get; init; }

    public string? VisitService { get; init; }
}

/// <summary>A client's Idempotency-Key and what it was used for.</summary>
internal sealed class SubmissionKeyRow
{
    public required Guid Key { get; init; }

    /// <summary>The claim or file.</summary>
    public required Guid SubjectId { get; init; }
}

/// <summary>A claim file that was taken in, with what came of it.</summary>
internal sealed class ClaimFileRow
{
    public required Guid FileId { get; init; }

    public required Guid EmployerId { get; init; }

    public required DateTime ReceivedAt { get; init; }

    /// <summary>The answer that was given, as JSON.</summary>
    public required string Report { get; init; }

    /// <summary>The 277CA; empty where no claim reached adjudication or was rejected alone, null where none was made.</summary>
    public string? ClaimAcknowledgment { get; init; }

    /// <summary>How many claims were taken; null of a file from before this was kept.</summary>
    public int? Accepted { get; init; }

    /// <summary>How many were not; null of a file from before this was kept.</summary>
    public int? Rejected { get; init; }

    /// <summary>The client or person that sent it: the only provider that may read the report. Null where it was not recorded.</summary>
    public string? SubmittedBy { get; init; }
}

/// <summary>What a night's sample of decisions found when they were made again.</summary>
internal sealed class ReExecutionRow
{
    public const int ClaimIdsMax = 100;

    public required DateOnly Night { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime FinishedAt { get; init; }

    public required int Examined { get; init; }

    public required int Differing { get; init; }

    /// <summary>The first of those that differ.</summary>
    public required Guid[] DifferingClaimIds { get; init; }
}
