namespace Aso.X12.Claims837;

/// <summary>A diagnosis of a claim.</summary>
/// <param name="Qualifier">HI: <c>ABK</c> principal and <c>ABF</c> other in ICD-10, <c>BK</c> and <c>BF</c> in ICD-9, <c>ABJ</c> admitting …</param>
/// <param name="Code">As sent, without the point: <c>C50911</c>.</param>
/// <param name="PresentOnAdmission">Institutional: <c>Y</c>, <c>N</c>, <c>U</c> unknown, <c>W</c> cannot be determined.</param>
public sealed record Diagnosis(string Qualifier, string Code, string? PresentOnAdmission = null)
{
    /// <summary>The code as people write it: <c>C50.911</c>. The point stands after three characters, in ICD-9 codes with E after four.</summary>
    public string Dotted
    {
        get
        {
            var head = Qualifier is "BK" or "BF" or "BN" && Code.StartsWith('E') ? 4 : 3;
            return Code.Length <= head || Code.Contains('.', StringComparison.Ordinal) ? Code : $"{Code[..head]}.{Code[head..]}";
        }
    }

    public override string ToString() => "diagnosis";
}

/// <summary>A code of an institutional claim that is not a diagnosis.</summary>
/// <param name="Qualifier">
/// HI: <c>BBR</c> principal and <c>BBQ</c> other procedure, <c>BH</c> occurrence, <c>BI</c> occurrence span, <c>BE</c> value,
/// <c>BG</c> condition, <c>DR</c> diagnosis related group …
/// </param>
/// <param name="From">Of a procedure or occurrence.</param>
/// <param name="Through">Of a span; the same as <paramref name="From"/> for a single day.</param>
/// <param name="Cents">Of a value.</param>
public sealed record ClaimCode(string Qualifier, string Code, DateOnly? From = null, DateOnly? Through = null, long? Cents = null)
{
    public override string ToString() => "claim code";
}

/// <summary>One service of a claim: loop 2400.</summary>
public sealed record ServiceLine
{
    public Position Position { get; init; }

    /// <summary>LX01: 1, 2, 3 …</summary>
    public required int Number { get; init; }

    /// <summary>SV101-1, SV202-1, SV301-1: <c>HC</c> HCPCS and CPT, <c>AD</c> dental. Null for an institutional line of a revenue code only.</summary>
    public string? ProcedureQualifier { get; init; }

    public string? Procedure { get; init; }

    /// <summary>Up to four, in order.</summary>
    public IReadOnlyList<string> Modifiers { get; init; } = [];

    public string? Description { get; init; }

    /// <summary>Institutional: SV201.</summary>
    public string? RevenueCode { get; init; }

    /// <summary>Cents, zero or more.</summary>
    public required long ChargeCents { get; init; }

    /// <summary><c>UN</c> units, <c>MJ</c> minutes, <c>DA</c> days.</summary>
    public string? Unit { get; init; }

    public Quantity? Units { get; init; }

    /// <summary>Where it differs from the claim's.</summary>
    public string? PlaceOfService { get; init; }

    /// <summary>Which diagnoses of the claim this is about, from 1.</summary>
    public IReadOnlyList<int> DiagnosisPointers { get; init; } = [];

    /// <summary>DTP*472. Null where the dates of the claim hold.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The same as <see cref="From"/> for a single day.</summary>
    public DateOnly? Through { get; init; }

    /// <summary>REF*6R: the provider's number of the line, returned in every answer.</summary>
    public string? ControlNumber { get; init; }

    /// <summary>REF*G1, where it differs from the claim's.</summary>
    public string? PriorAuthorization { get; init; }

    /// <summary>Dental: SV304, up to five areas of the mouth: <c>10</c> upper right quadrant, <c>01</c> maxillary arch …</summary>
    public IReadOnlyList<string> OralCavity { get; init; } = [];

    /// <summary>Dental: SV305, <c>I</c> first placement of a prosthesis, <c>R</c> replacement.</summary>
    public string? Prosthesis { get; init; }

    /// <summary>Dental: TOO segments.</summary>
    public IReadOnlyList<Tooth> Teeth { get; init; } = [];

    public IReadOnlyList<ProviderRole> Providers { get; init; } = [];

    /// <summary>SVD segments: what other payers decided about this line.</summary>
    public IReadOnlyList<OtherPayerDecision> OtherPayerDecisions { get; init; } = [];

    public Provider? RenderingProvider => Providers.FirstOrDefault(provider => provider.Role == "82")?.Provider;

    /// <summary>Cents that other payers have paid for this line; null when none has decided about it. Zero is a decision.</summary>
    public long? OtherPayersPaidCents => OtherPayerDecisions.Count == 0 ? null : OtherPayerDecisions.Sum(decision => decision.PaidCents);

    public override string ToString() => $"service line at {Position}";
}

/// <summary>A tooth that was treated.</summary>
/// <param name="Code">Universal National Tooth Designation.</param>
/// <param name="Surfaces"><c>B D F I L M O</c>, in the order given.</param>
public sealed record Tooth(string Code, string Surfaces);

/// <summary>What another payer decided about one line: loop 2430.</summary>
public sealed record OtherPayerDecision
{
    /// <summary>SVD01: the <see cref="OtherPayer.PayerId"/>.</summary>
    public required string PayerId { get; init; }

    /// <summary>SVD02: cents.</summary>
    public required long PaidCents { get; init; }

    /// <summary>SVD03: the procedure that was paid; null where it is the one billed.</summary>
    public string? PaidProcedure { get; init; }

    /// <summary>SVD05: the units that were paid; null where they are those billed.</summary>
    public Quantity? PaidUnits { get; init; }

    public IReadOnlyList<Adjustment> Adjustments { get; init; } = [];

    /// <summary>DTP*573.</summary>
    public DateOnly? DecidedOn { get; init; }

    /// <summary>AMT*EAF: cents that the patient is left to owe for the line.</summary>
    public long? RemainingLiabilityCents { get; init; }
}

/// <summary>Another payer of the patient: loop 2320.</summary>
public sealed record OtherPayer
{
    /// <summary>SBR01: <c>P</c> paid or pays first …</summary>
    public required string Responsibility { get; init; }

    /// <summary>SBR02: the patient's relationship to the subscriber of that insurance.</summary>
    public string? Relationship { get; init; }

    public string? GroupNumber { get; init; }

    public string? ClaimFiling { get; init; }

    /// <summary>NM1*PR.</summary>
    public string? PayerName { get; init; }

    public string? PayerId { get; init; }

    /// <summary>NM1*IL: whose insurance it is.</summary>
    public PersonName? SubscriberName { get; init; }

    /// <summary>NM109 of NM1*IL.</summary>
    public string? SubscriberId { get; init; }

    /// <summary>AMT*D: cents; null when that payer has not decided.</summary>
    public long? PaidCents { get; init; }

    /// <summary>AMT*A8: cents that are not covered; given instead of a decision where that payer would pay nothing anyway.</summary>
    public long? NonCoveredCents { get; init; }

    /// <summary>AMT*EAF: cents that the patient is left to owe.</summary>
    public long? RemainingLiabilityCents { get; init; }

    /// <summary>CAS segments about the claim as a whole; those about lines stand with the lines.</summary>
    public IReadOnlyList<Adjustment> Adjustments { get; init; } = [];

    /// <summary>REF*F8: that payer's number of the claim.</summary>
    public string? PayerClaimNumber { get; init; }

    /// <summary>DTP*573.</summary>
    public DateOnly? DecidedOn { get; init; }

    public override string ToString() => "other payer";
}
