namespace Aso.X12.Claims837;

/// <summary>Which of the three claim guides a claim follows.</summary>
public enum ClaimKind
{
    /// <summary>837P, 005010X222: physicians and others who bill procedures.</summary>
    Professional,

    /// <summary>837I, 005010X223: hospitals and other institutions.</summary>
    Institutional,

    /// <summary>837D, 005010X224.</summary>
    Dental,
}

/// <summary>What an 837 says before its first level: who sends what to whom. Every claim of the set refers to it.</summary>
public sealed record ClaimSubmission
{
    /// <summary>BHT02: <c>00</c> original, <c>18</c> re-transmission.</summary>
    public string Purpose { get; init; } = "00";

    /// <summary>BHT03: the sender's number of this batch.</summary>
    public required string Reference { get; init; }

    /// <summary>BHT04.</summary>
    public required DateOnly CreatedOn { get; init; }

    /// <summary>BHT06: <c>CH</c> chargeable, <c>RP</c> reporting only, <c>31</c> subrogation.</summary>
    public string Use { get; init; } = "CH";

    /// <summary>NM1*41.</summary>
    public required Party Submitter { get; init; }

    /// <summary>PER of the submitter.</summary>
    public Contact? Contact { get; init; }

    /// <summary>NM1*40.</summary>
    public required Party Receiver { get; init; }
}

/// <summary>One claim of an 837, with what the levels above it say of provider, subscriber and patient.</summary>
public sealed record Claim837
{
    public required ClaimKind Kind { get; init; }

    public required ClaimSubmission Submission { get; init; }

    /// <summary>Of the CLM segment.</summary>
    public Position Position { get; init; }

    /// <summary>NM1*85: whom to pay.</summary>
    public required Provider BillingProvider { get; init; }

    public required Subscriber Subscriber { get; init; }

    /// <summary>NM1*PR: the payer that is asked to pay this claim.</summary>
    public required Party Payer { get; init; }

    /// <summary>NM1*QC; null when the patient is the subscriber.</summary>
    public Dependent? Dependent { get; init; }

    /// <summary>CLM01: the provider's number of the claim. Up to 38 characters, returned in every answer.</summary>
    public required string ClaimNumber { get; init; }

    /// <summary>CLM02: cents; the sum of the charges of the lines.</summary>
    public required long ChargeCents { get; init; }

    /// <summary>CLM05-1: place of service (<c>11</c> office), or of an institutional claim the type of bill (<c>13</c>).</summary>
    public required string Facility { get; init; }

    /// <summary>CLM05-3: <c>1</c> original, <c>7</c> replacement, <c>8</c> void.</summary>
    public required string Frequency { get; init; }

    /// <summary>CLM07: <c>A</c> the provider accepts the payer's price, <c>B</c> for laboratory services only, <c>C</c> not, <c>P</c> the patient does not assign.</summary>
    public string Assignment { get; init; } = "A";

    /// <summary>REF*F8: the payer's number of the claim that is replaced or voided.</summary>
    public string? OriginalReference { get; init; }

    /// <summary>REF*G1.</summary>
    public string? PriorAuthorization { get; init; }

    /// <summary>The other REF segments of the claim, such as <c>D9</c> (clearinghouse) and <c>EA</c> (medical record).</summary>
    public IReadOnlyList<Reference> References { get; init; } = [];

    /// <summary>HI segments, the principal diagnosis first.</summary>
    public IReadOnlyList<Diagnosis> Diagnoses { get; init; } = [];

    /// <summary>What HI segments of an institutional claim hold besides diagnoses: procedures, occurrences, values, conditions, the group.</summary>
    public IReadOnlyList<ClaimCode> Codes { get; init; } = [];

    /// <summary>DTP*439.</summary>
    public DateOnly? AccidentOn { get; init; }

    /// <summary>DTP*434 of an institutional claim, DTP*472 of a dental one.</summary>
    public DateOnly? From { get; init; }

    /// <inheritdoc cref="From"/>
    public DateOnly? Through { get; init; }

    /// <summary>AMT*F5: cents that the patient has paid.</summary>
    public long? PatientPaidCents { get; init; }

    /// <summary>DTP*435: when the patient was admitted; the time of day only in institutional claims.</summary>
    public DateTime? AdmittedAt { get; init; }

    /// <summary>DTP*096 of an institutional claim: the hour of discharge.</summary>
    public TimeOnly? DischargedAt { get; init; }

    /// <summary>CL101 of an institutional claim: <c>1</c> emergency, <c>3</c> elective …</summary>
    public string? AdmissionType { get; init; }

    /// <summary>CL102 of an institutional claim: <c>1</c> from outside of any facility, <c>4</c> from a hospital …</summary>
    public string? AdmissionSource { get; init; }

    /// <summary>CL103 of an institutional claim: <c>01</c> discharged home, <c>30</c> still a patient …</summary>
    public string? PatientStatus { get; init; }

    /// <summary>Everybody else that the claim names, by role: <c>82</c> rendering, <c>DN</c> referring, <c>71</c> attending, <c>77</c> facility.</summary>
    public IReadOnlyList<ProviderRole> Providers { get; init; } = [];

    /// <summary>Other payers and what they paid, in the order of the file.</summary>
    public IReadOnlyList<OtherPayer> OtherPayers { get; init; } = [];

    /// <summary>At least one.</summary>
    public required IReadOnlyList<ServiceLine> Lines { get; init; }

    /// <summary>Who rendered the services, where the claim says so and unless a line says otherwise.</summary>
    public Provider? RenderingProvider => Providers.FirstOrDefault(provider => provider.Role == "82")?.Provider;

    /// <summary>Relationship of the patient to the subscriber: <c>18</c> self, <c>01</c> spouse, <c>19</c> child …</summary>
    public string PatientRelationship => Dependent?.Relationship ?? "18";

    /// <summary>The patient's birth date, of the dependent when there is one.</summary>
    public DateOnly? PatientBirthDate => Dependent is null ? Subscriber.BirthDate : Dependent.BirthDate;

    public override string ToString() => $"claim at {Position}";
}

/// <summary>A provider: a person or an organization.</summary>
public sealed record Provider
{
    public bool IsOrganization { get; init; }

    /// <summary>Of an organization, its name is <see cref="PersonName.Last"/>.</summary>
    public PersonName Name { get; init; } = new(null);

    /// <summary>NM109 with XX: ten digits; whether its check digit is right is not decided here.</summary>
    public string? Npi { get; init; }

    /// <summary>REF*EI or REF*SY.</summary>
    public string? TaxId { get; init; }

    /// <summary>PRV03.</summary>
    public string? Taxonomy { get; init; }

    public PostalAddress? Address { get; init; }

    public override string ToString() => "provider";
}

/// <summary>A provider in a role of a claim or line.</summary>
/// <param name="Role">NM101.</param>
public sealed record ProviderRole(string Role, Provider Provider);

/// <summary>Whose insurance it is: loop 2000B.</summary>
public sealed record Subscriber
{
    /// <summary>SBR01: this payer is <c>P</c> primary, <c>S</c> secondary, <c>T</c> tertiary …</summary>
    public required string Responsibility { get; init; }

    /// <summary>SBR02 is 18: the subscriber is the patient.</summary>
    public required bool IsPatient { get; init; }

    /// <summary>SBR03.</summary>
    public string? GroupNumber { get; init; }

    /// <summary>SBR09: <c>CI</c> commercial, <c>MB</c> Medicare part B, <c>12</c> PPO …</summary>
    public string? ClaimFiling { get; init; }

    public required PersonName Name { get; init; }

    /// <summary>NM109: the number on the card. A dependant with a number of its own stands here, as if the subscriber.</summary>
    public string? MemberId { get; init; }

    public PostalAddress? Address { get; init; }

    public DateOnly? BirthDate { get; init; }

    public string? Gender { get; init; }

    public override string ToString() => "subscriber";
}

/// <summary>A patient who is not the subscriber: loop 2000C.</summary>
public sealed record Dependent
{
    /// <summary>PAT01.</summary>
    public required string Relationship { get; init; }

    public required PersonName Name { get; init; }

    public PostalAddress? Address { get; init; }

    public DateOnly? BirthDate { get; init; }

    public string? Gender { get; init; }

    public override string ToString() => "dependent";
}
