namespace Aso.X12.Enrollment834;

/// <summary>What an 834 says before its first member; every member of the set refers to it.</summary>
public sealed record EnrollmentHeader
{
    /// <summary>BGN01: <c>00</c> original, <c>15</c> re-submission, <c>22</c> information copy.</summary>
    public string Purpose { get; init; } = "00";

    /// <summary>BGN02: the sender's number of this file.</summary>
    public required string Reference { get; init; }

    public required DateOnly CreatedOn { get; init; }

    /// <summary>BGN08: <c>2</c> changes only, <c>4</c> everybody (whoever is absent is not enrolled), <c>RX</c> replacement.</summary>
    public required string Action { get; init; }

    /// <summary>REF*38: the master policy or contract.</summary>
    public string? MasterPolicy { get; init; }

    /// <summary>DTP*007: from when the file as a whole takes effect.</summary>
    public DateOnly? EffectiveOn { get; init; }

    /// <summary>N1*P5: the plan sponsor, which is the employer.</summary>
    public required Party Sponsor { get; init; }

    /// <summary>N1*IN: who administers or insures.</summary>
    public required Party Payer { get; init; }
}

/// <summary>What is to happen to a member or a coverage (INS03, HD01).</summary>
public enum Maintenance
{
    /// <summary>001</summary>
    Change = 1,

    /// <summary>002: a coverage that was entered in error (HD01).</summary>
    Delete = 2,

    /// <summary>021</summary>
    Add = 21,

    /// <summary>024: ends, on the date that goes with it.</summary>
    Cancel = 24,

    /// <summary>025</summary>
    Reinstate = 25,

    /// <summary>026: a correction of a coverage (HD01).</summary>
    Correct = 26,

    /// <summary>030: the state of things, for comparison.</summary>
    Audit = 30,

    /// <summary>032: only the coverage is meant (HD01).</summary>
    EmployeeInformationNotApplicable = 32,
}

/// <summary>One member of an 834: loop 2000, from its INS segment to the next.</summary>
/// <remarks>Dates and codes stand as sent; what they mean for coverage is the receiver's to decide.</remarks>
public sealed record MemberEnrollment
{
    public required EnrollmentHeader Header { get; init; }

    /// <summary>Of the INS segment.</summary>
    public Position Position { get; init; }

    /// <summary>INS01: the employee; otherwise a dependant.</summary>
    public required bool IsSubscriber { get; init; }

    /// <summary>INS02: <c>18</c> self, <c>01</c> spouse, <c>19</c> child, <c>53</c> life partner …</summary>
    public required string Relationship { get; init; }

    public required Maintenance Maintenance { get; init; }

    /// <summary>INS04, such as <c>07</c> termination of benefits, <c>28</c> initial enrollment.</summary>
    public string? MaintenanceReason { get; init; }

    /// <summary>INS05: <c>A</c> active, <c>C</c> COBRA, <c>S</c> surviving insured, <c>T</c> TEFRA.</summary>
    public string BenefitStatus { get; init; } = "A";

    /// <summary>INS08: <c>FT</c> full time, <c>PT</c>, <c>TE</c> terminated, <c>RT</c> retired …</summary>
    public string? EmploymentStatus { get; init; }

    /// <summary>INS12.</summary>
    public DateOnly? DiedOn { get; init; }

    /// <summary>REF*0F: the number of the subscriber, the same for the whole family.</summary>
    public required string SubscriberId { get; init; }

    /// <summary>REF*1L.</summary>
    public string? GroupNumber { get; init; }

    /// <summary>The other REF segments of the member: <c>17</c>, <c>23</c> (client's number of the member), <c>3H</c>, <c>DX</c>, <c>ZZ</c> …</summary>
    public IReadOnlyList<Reference> References { get; init; } = [];

    /// <summary>DTP*336.</summary>
    public DateOnly? EmploymentBegan { get; init; }

    /// <summary>DTP*337.</summary>
    public DateOnly? EmploymentEnded { get; init; }

    /// <summary>DTP*356.</summary>
    public DateOnly? EligibleFrom { get; init; }

    /// <summary>DTP*357: the last day.</summary>
    public DateOnly? EligibleThrough { get; init; }

    /// <summary>DTP*303: from when this maintenance takes effect.</summary>
    public DateOnly? MaintenanceEffective { get; init; }

    public required PersonName Name { get; init; }

    /// <summary>NM108: <c>34</c> social security number, <c>ZZ</c> as agreed (the member's own number).</summary>
    public string? IdQualifier { get; init; }

    /// <summary>NM109.</summary>
    public string? Id { get; init; }

    public PostalAddress? Address { get; init; }

    /// <summary>DMG02.</summary>
    public DateOnly? BirthDate { get; init; }

    /// <summary>DMG03: <c>F</c>, <c>M</c>, <c>U</c>.</summary>
    public string? Gender { get; init; }

    public Income? Income { get; init; }

    /// <summary>HD loops in order.</summary>
    public IReadOnlyList<CoverageEnrollment> Coverages { get; init; } = [];

    public override string ToString() => $"member at {Position}";
}

/// <summary>What a member earns (ICM).</summary>
/// <param name="Frequency">ICM01: <c>1</c> weekly, <c>2</c> biweekly, <c>3</c> semimonthly, <c>4</c> monthly, <c>7</c> annually, <c>H</c> hourly …</param>
/// <param name="Cents">ICM02: per period.</param>
/// <param name="Hours">ICM03: hours worked per week.</param>
public sealed record Income(string Frequency, long Cents, Quantity? Hours = null)
{
    public override string ToString() => "income";
}

/// <summary>One coverage of a member: loop 2300, an HD segment and what follows it.</summary>
public sealed record CoverageEnrollment
{
    public Position Position { get; init; }

    public required Maintenance Maintenance { get; init; }

    /// <summary>HD03: <c>HLT</c> health, <c>HMO</c>, <c>PPO</c>, <c>DEN</c> dental, <c>STD</c> and <c>LTD</c> disability, <c>VIS</c> vision …</summary>
    public required string InsuranceLine { get; init; }

    /// <summary>HD04: which plan.</summary>
    public string? Plan { get; init; }

    /// <summary>HD05: <c>EMP</c> employee only, <c>ESP</c> and spouse, <c>ECH</c> and children, <c>FAM</c> family, <c>IND</c> individual …</summary>
    public string? Level { get; init; }

    /// <summary>DTP*348.</summary>
    public DateOnly? From { get; init; }

    /// <summary>DTP*349: the last day.</summary>
    public DateOnly? Through { get; init; }

    /// <summary>DTP*303.</summary>
    public DateOnly? MaintenanceEffective { get; init; }

    /// <summary>REF segments of the coverage: <c>1L</c> group or policy number, <c>X9</c>, <c>17</c> …</summary>
    public IReadOnlyList<Reference> References { get; init; } = [];

    /// <summary>COB loops: what other coverage the member has.</summary>
    public IReadOnlyList<OtherCoverage> OtherCoverages { get; init; } = [];

    public override string ToString() => $"coverage at {Position}";
}

/// <summary>Other coverage of a member (COB).</summary>
/// <param name="Responsibility">COB01: the other payer pays <c>P</c> first, <c>S</c> second, <c>T</c> third; <c>U</c> unknown.</param>
/// <param name="Policy">COB02.</param>
/// <param name="Coordination">COB03: <c>1</c> coordinates benefits, <c>5</c> unknown, <c>6</c> does not.</param>
public sealed record OtherCoverage(string Responsibility, string? Policy, string? Coordination)
{
    /// <summary>DTP*344.</summary>
    public DateOnly? From { get; init; }

    /// <summary>DTP*345: the last day.</summary>
    public DateOnly? Through { get; init; }

    public override string ToString() => "other coverage";
}
