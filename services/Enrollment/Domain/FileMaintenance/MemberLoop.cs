using Aso.Primitives;

namespace Aso.Enrollment.Domain.FileMaintenance;

/// <summary>What an 834 file says of itself (BGN08).</summary>
public enum FileKind
{
    /// <summary>2: additions, terminations and changes since the last file.</summary>
    Change = 1,

    /// <summary>4 and RX: every member as it stands.</summary>
    Full = 2,
}

/// <summary>What is to happen to a member (INS03) or to a coverage (HD01); the numbers are the codes.</summary>
public enum Maintenance
{
    /// <summary>The coverage by this plan is now so: with a last day it ends there.</summary>
    Change = 1,

    /// <summary>Coverage from a first day on never was (HD01 only).</summary>
    Cancel = 2,

    /// <summary>The span is added; other dates stay as they are.</summary>
    Add = 21,

    /// <summary>Coverage ends after a last day.</summary>
    Terminate = 24,

    /// <summary>As <see cref="Change"/>; without coverage loops, what ended begins again.</summary>
    Reinstate = 25,

    /// <summary>As <see cref="Change"/>.</summary>
    Correct = 26,

    /// <summary>As <see cref="Change"/>: the state of things, for comparison.</summary>
    Audit = 30,
}

/// <summary>One member-level loop (2000) of an 834 file: what enrollment reads of it.</summary>
/// <remarks>What the file leaves out is null. Source: ASC X12 005010X220A1.</remarks>
public sealed record MemberLoop
{
    /// <summary>Where the INS segment stands: its number in the file.</summary>
    public required long Segment { get; init; }

    /// <summary>INS01.</summary>
    public required bool IsSubscriber { get; init; }

    /// <summary>INS02: 18 self, 01 spouse, 19 child, …</summary>
    public required string RelationshipCode { get; init; }

    /// <summary>INS03.</summary>
    public required Maintenance Maintenance { get; init; }

    /// <summary>REF*0F: the subscriber of the family.</summary>
    public required string SubscriberId { get; init; }

    /// <summary>REF*23: the employer's own number of this person; a dependant's id where given.</summary>
    public string? ClientNumber { get; init; }

    /// <summary>NM109 of the member's name.</summary>
    public string? NameId { get; init; }

    /// <summary>DMG02.</summary>
    public DateOnly? BirthDate { get; init; }

    /// <summary>ICM.</summary>
    public Income? Income { get; init; }

    /// <summary>DTP*303: when the maintenance takes effect.</summary>
    public DateOnly? MaintenanceEffective { get; init; }

    /// <summary>DTP*356: first day of eligibility.</summary>
    public DateOnly? EligibleFrom { get; init; }

    /// <summary>DTP*357: last day of eligibility.</summary>
    public DateOnly? EligibleThrough { get; init; }

    /// <summary>The HD loops (2300), in file order.</summary>
    public IReadOnlyList<CoverageLoop> Coverages { get; init; } = [];

    /// <summary>The id of the member: a subscriber's is REF*0F, a dependant's REF*23 where given, else NM109. Null where there is none.</summary>
    public string? MemberId => IsSubscriber ? SubscriberId : ClientNumber ?? NameId;
}

/// <summary>What a member earns.</summary>
/// <param name="Frequency">ICM01: 1 weekly, 2 biweekly, 3 semimonthly, 4 monthly, 7 annual, Q quarterly, S semiannual, H hourly.</param>
/// <param name="Wages">ICM02, in one period.</param>
/// <param name="WeeklyHoursThousandths">ICM03; needed with hourly wages.</param>
public sealed record Income(string Frequency, Money Wages, long? WeeklyHoursThousandths);

/// <summary>One health-coverage loop (2300).</summary>
public sealed record CoverageLoop
{
    /// <summary>Where the HD segment stands: its number in the file.</summary>
    public required long Segment { get; init; }

    /// <summary>HD01.</summary>
    public required Maintenance Maintenance { get; init; }

    /// <summary>HD03: HLT, DEN, STD, LTD, …</summary>
    public required string InsuranceLine { get; init; }

    /// <summary>HD04: the code of the employer's plan.</summary>
    public string? PlanCode { get; init; }

    /// <summary>HD05: EMP, ESP, ECH, FAM.</summary>
    public string? CoverageLevel { get; init; }

    /// <summary>DTP*348: first day of coverage.</summary>
    public DateOnly? From { get; init; }

    /// <summary>DTP*349: last day of coverage; 9999-12-31 and none mean open.</summary>
    public DateOnly? Through { get; init; }

    /// <summary>The COB segments (2320).</summary>
    public IReadOnlyList<OtherCoverage> OtherCoverages { get; init; } = [];
}

/// <summary>One coordination-of-benefits loop (2320).</summary>
/// <param name="Responsibility">COB01: P where the other payer is primary, else S, T or U.</param>
/// <param name="Coordination">COB03: 1 coordination, 5 unknown, 6 none.</param>
public sealed record OtherCoverage(string Responsibility, string? Coordination);

/// <summary>An objection to a file.</summary>
/// <param name="Segment">The number in the file of the segment that begins the loop concerned.</param>
/// <param name="Field">The element, as <c>HD05</c> or <c>DTP*348</c>.</param>
public sealed record LoopObjection(long Segment, string Code, string Field, string Detail);
