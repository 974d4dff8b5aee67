namespace Aso.Enrollment.Domain.Maintenance;

/// <summary>What an 834 file says of itself (BGN08).</summary>
public enum FileKind
{
    /// <summary>2: additions, terminations and changes since the last file.</summary>
    Change = 1,

    /// <summary>4: every member as it stands, to verify.</summary>
    Full = 2,
}

/// <summary>One member-level loop (2000) of an 834 file: the elements that enrollment reads, as they stand there.</summary>
/// <remarks>Elements that the file leaves empty are null. Source: ASC X12 005010X220A1.</remarks>
public sealed record MemberLoop
{
    /// <summary>Where the INS segment stands; the caller's own counting.</summary>
    public required int Position { get; init; }

    /// <summary>INS01: Y for a subscriber, N for a dependant.</summary>
    public string? SubscriberIndicator { get; init; }

    /// <summary>INS02: 18 self, 01 spouse, 19 child, …</summary>
    public string? RelationshipCode { get; init; }

    /// <summary>INS03: 001 change, 021 addition, 024 termination, 025 reinstatement, 030 audit.</summary>
    public string? MaintenanceType { get; init; }

    /// <summary>REF*0F: the subscriber of the family.</summary>
    public string? SubscriberId { get; init; }

    /// <summary>REF*23: the employer's own number of this person; a dependant's id where given.</summary>
    public string? ClientNumber { get; init; }

    /// <summary>NM109 of the member's name (IL or 74).</summary>
    public string? MemberIdentifier { get; init; }

    /// <summary>DMG02.</summary>
    public string? BirthDate { get; init; }

    /// <summary>ICM01: 1 weekly, 2 biweekly, 3 semimonthly, 4 monthly, 7 annual, Q quarterly, S semiannual, H hourly.</summary>
    public string? IncomeFrequency { get; init; }

    /// <summary>ICM02: wages in the period of <see cref="IncomeFrequency"/>.</summary>
    public string? IncomeAmount { get; init; }

    /// <summary>ICM03: hours worked in a week; needed with hourly wages.</summary>
    public string? WeeklyHours { get; init; }

    /// <summary>DTP*303: when the maintenance takes effect.</summary>
    public string? MaintenanceEffective { get; init; }

    /// <summary>DTP*356: first day of eligibility.</summary>
    public string? EligibilityBegin { get; init; }

    /// <summary>DTP*357: last day of eligibility.</summary>
    public string? EligibilityEnd { get; init; }

    /// <summary>The HD loops (2300), in file order.</summary>
    public IReadOnlyList<CoverageLoop> Coverages { get; init; } = [];
}

/// <summary>One health-coverage loop (2300).</summary>
public sealed record CoverageLoop
{
    /// <summary>Where the HD segment stands.</summary>
    public required int Position { get; init; }

    /// <summary>HD01: as INS03, and 002 deletion, 026 correction.</summary>
    public string? MaintenanceType { get; init; }

    /// <summary>HD03: HLT, DEN, STD, LTD, …</summary>
    public string? InsuranceLine { get; init; }

    /// <summary>HD04: the code of the employer's plan.</summary>
    public string? PlanCode { get; init; }

    /// <summary>HD05: EMP, ESP, ECH, FAM.</summary>
    public string? CoverageLevel { get; init; }

    /// <summary>DTP*348: first day of coverage.</summary>
    public string? Begin { get; init; }

    /// <summary>DTP*349: last day of coverage; 99991231 and none mean open.</summary>
    public string? End { get; init; }

    /// <summary>The COB segments (2320).</summary>
    public IReadOnlyList<OtherCoverage> OtherCoverages { get; init; } = [];
}

/// <summary>One coordination-of-benefits loop (2320).</summary>
/// <param name="Sequence">COB01: P where the other payer is primary, else S, T or U.</param>
/// <param name="Coordination">COB03: 1 coordination, 5 unknown, 6 none.</param>
public sealed record OtherCoverage(string? Sequence, string? Coordination);

/// <summary>An objection to a file, with the position of the segment that it is about.</summary>
/// <param name="Field">The element, as <c>HD05</c> or <c>DTP*348</c>.</param>
public sealed record LoopObjection(int Position, string Code, string Field, string Detail);
