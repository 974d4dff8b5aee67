namespace Aso.X12.Remittance835;

/// <summary>What a payer decided about one claim: loop 2100.</summary>
public sealed record ClaimPayment
{
    /// <summary>Of the CLP segment.</summary>
    public Position Position { get; init; }

    /// <summary>LX01 of the group of claims that it stands in.</summary>
    public int Group { get; init; } = 1;

    /// <summary>CLP01: the provider's number of the claim (CLM01), unchanged.</summary>
    public required string ClaimNumber { get; init; }

    /// <summary>CLP02: <c>1</c> processed as primary, <c>2</c> secondary, <c>3</c> tertiary, <c>4</c> denied, <c>19</c> to <c>21</c> forwarded, <c>22</c> reversal, <c>23</c> not ours and forwarded, <c>25</c> predetermination.</summary>
    public required string Status { get; init; }

    /// <summary>CLP03: cents; negative when a payment is reversed.</summary>
    public required long ChargeCents { get; init; }

    /// <summary>CLP04: cents; negative when a payment is reversed.</summary>
    public required long PaidCents { get; init; }

    /// <summary>CLP05: cents that the patient owes; null where the payer does not say.</summary>
    public long? PatientResponsibilityCents { get; init; }

    /// <summary>CLP06: <c>12</c> PPO, <c>CI</c> commercial, <c>MA</c> Medicare part A …</summary>
    public required string ClaimFiling { get; init; }

    /// <summary>CLP07: the payer's number of the claim.</summary>
    public required string PayerClaimNumber { get; init; }

    /// <summary>CLP08: place of service or type of bill.</summary>
    public string? Facility { get; init; }

    /// <summary>CLP09, as in CLM05-3.</summary>
    public string? Frequency { get; init; }

    /// <summary>CLP11: diagnosis related group.</summary>
    public string? DiagnosisGroup { get; init; }

    /// <summary>CAS segments about the claim as a whole; those about services stand with these.</summary>
    public IReadOnlyList<Adjustment> Adjustments { get; init; } = [];

    /// <summary>NM1*QC.</summary>
    public required NamedParty Patient { get; init; }

    /// <summary>Everybody else that is named, by role: <c>IL</c> subscriber, <c>82</c> rendering provider, <c>74</c> corrected patient, <c>TT</c> payer that the claim was forwarded to …</summary>
    public IReadOnlyList<NamedParty> OtherParties { get; init; } = [];

    /// <summary>REF segments: <c>1L</c> group, <c>EA</c> medical record, <c>F8</c> original reference …</summary>
    public IReadOnlyList<Reference> References { get; init; } = [];

    /// <summary>DTM*232.</summary>
    public DateOnly? From { get; init; }

    /// <summary>DTM*233.</summary>
    public DateOnly? Through { get; init; }

    /// <summary>DTM*050.</summary>
    public DateOnly? ReceivedOn { get; init; }

    /// <summary>AMT segments: <c>AU</c> covered, <c>D8</c> discount, <c>I</c> interest … They are told, and change no sum.</summary>
    public IReadOnlyList<QualifiedAmount> Amounts { get; init; } = [];

    /// <summary>MOA03 to MOA07: remark codes about the claim as a whole.</summary>
    public IReadOnlyList<string> RemarkCodes { get; init; } = [];

    /// <summary>May be empty where the claim was decided as a whole.</summary>
    public IReadOnlyList<ServicePayment> Services { get; init; } = [];

    /// <summary>Takes an earlier payment of the same claim back; the amounts are those of then with the sign changed.</summary>
    public bool IsReversal => Status == "22";

    public override string ToString() => $"claim payment at {Position}";
}

/// <summary>What a payer decided about one service: loop 2110.</summary>
public sealed record ServicePayment
{
    public Position Position { get; init; }

    /// <summary>SVC01-1: <c>HC</c>, <c>AD</c>, <c>NU</c> for a revenue code …</summary>
    public required string ProcedureQualifier { get; init; }

    /// <summary>SVC01-2: what was paid, which may differ from what was billed.</summary>
    public required string Procedure { get; init; }

    public IReadOnlyList<string> Modifiers { get; init; } = [];

    public string? Description { get; init; }

    /// <summary>SVC02: cents.</summary>
    public required long ChargeCents { get; init; }

    /// <summary>SVC03: cents.</summary>
    public required long PaidCents { get; init; }

    /// <summary>SVC04.</summary>
    public string? RevenueCode { get; init; }

    /// <summary>SVC05: units paid; null means one.</summary>
    public Quantity? Units { get; init; }

    /// <summary>SVC06-1 and SVC06-2: the procedure that was billed, where another one is paid.</summary>
    public BilledProcedure? Billed { get; init; }

    /// <summary>SVC07: units billed, where others are paid.</summary>
    public Quantity? BilledUnits { get; init; }

    /// <summary>DTM*472, or DTM*150.</summary>
    public DateOnly? From { get; init; }

    /// <summary>DTM*151; the same as <see cref="From"/> for a single day.</summary>
    public DateOnly? Through { get; init; }

    public IReadOnlyList<Adjustment> Adjustments { get; init; } = [];

    /// <summary>REF*6R: the provider's number of the line, unchanged.</summary>
    public string? ControlNumber { get; init; }

    /// <summary>The other REF segments: <c>HPI</c> rendering provider's NPI, <c>G1</c> prior authorization, <c>1B</c> …</summary>
    public IReadOnlyList<Reference> References { get; init; } = [];

    /// <summary>AMT*B6: cents that the plan allows for the service.</summary>
    public long? AllowedCents { get; init; }

    /// <summary>The other AMT segments.</summary>
    public IReadOnlyList<QualifiedAmount> Amounts { get; init; } = [];

    /// <summary>LQ*HE: remark codes.</summary>
    public IReadOnlyList<string> RemarkCodes { get; init; } = [];

    public override string ToString() => $"service payment at {Position}";
}

/// <summary>A procedure as it was billed.</summary>
public sealed record BilledProcedure(string Qualifier, string Code);

/// <summary>An amount that is told beside the sums: an AMT segment.</summary>
public sealed record QualifiedAmount(string Qualifier, long Cents);
