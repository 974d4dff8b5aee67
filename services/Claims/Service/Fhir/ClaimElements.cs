using Aso.Claims.Domain;
using Aso.Claims.Store;
using Aso.Foundation.Fhir;
using Aso.Primitives;
using R4 = Hl7.Fhir.Model;

namespace Aso.Claims.Fhir;

/// <summary>What Claim, ClaimResponse and ExplanationOfBenefit have in common.</summary>
internal static class ClaimElements
{
    public const string TypeSystem = "http://terminology.hl7.org/CodeSystem/claim-type";
    public const string RelationshipSystem = "http://terminology.hl7.org/CodeSystem/ex-relatedclaimrelationship";
    public const string PrioritySystem = "http://terminology.hl7.org/CodeSystem/processpriority";
    public const string DiagnosisSystem = "http://hl7.org/fhir/sid/icd-10-cm";

    /// <summary>The claim that this one replaces or voids.</summary>
    public const string Prior = "prior";

    private const string CptSystem = "http://www.ama-assn.org/go/cpt";
    private const string HcpcsSystem = "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets";
    private const string CdtSystem = "http://www.ada.org/cdt";
    private const string AbsenceExtension = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";

    public static List<R4.Identifier> Number(ClaimRow row) => [new(FhirWords.ClaimSystem(row.EmployerId), row.ClaimNumber)];

    /// <remarks>Whether a medical claim is a professional's or an institution's is not kept: no code of claim-type is claimed for it.</remarks>
    public static R4.CodeableConcept Type(BenefitLine line)
    {
        var concept = new R4.CodeableConcept { Coding = [FhirWords.Line(line)] };
        if (line == BenefitLine.Dental)
        {
            concept.Coding.Insert(0, new(TypeSystem, "oral"));
        }

        return concept;
    }

    public static R4.FinancialResourceStatusCodes Status(ClaimRow row) =>
        IsTakenBack(row) ? R4.FinancialResourceStatusCodes.Cancelled : R4.FinancialResourceStatusCodes.Active;

    /// <summary>A claim that was voided or replaced, and a void itself, which asks for nothing.</summary>
    public static bool IsTakenBack(ClaimRow row) => row.Frequency == Frequency.Void || row.Status is ClaimStatus.Voided or ClaimStatus.Replaced;

    /// <summary>By its NPI; an employee's own claim for disability has none.</summary>
    public static R4.ResourceReference Provider(string? npi) => npi is null
        ? new() { Extension = [new(AbsenceExtension, new R4.Code("not-applicable"))] }
        : new() { Identifier = new(FhirWords.NpiSystem, npi) };

    public static R4.ResourceReference Reference(Guid claimId) => new($"{FhirInterface.Claim.Type}/{claimId}");

    public static R4.ResourceReference? Original(ClaimRow row) => row.Original is { } original ? Reference(Keys.OfClaim(row.EmployerId, original)) : null;

    public static R4.CodeableConcept PriorClaim() => new(RelationshipSystem, Prior);

    /// <summary>The spans of coverage that decided; without any, the member's coverage as such.</summary>
    public static IReadOnlyList<R4.ResourceReference> Coverages(ClaimRecord claim)
    {
        var spans = claim.Stored.Facts?.Member?.Coverages ?? [];
        var used = (claim.Stored.Lines ?? []).Where(line => line.Result is not null).Select(line => Storing.ToDecision(line).CoverageIndex)
            .Where(index => index >= 0).Distinct().Select(index => Coverage(claim.Row, spans[index].From)).ToList();
        return used.Count > 0 ? used : [Coverage(claim.Row, null)];
    }

    /// <summary>From the first to the last day that the claim is about; null for a void.</summary>
    public static R4.Period? Period(Domain.Claim claim) => claim switch
    {
        { Disability: { } disability } => Period(disability.From, disability.CertifiedThrough),
        { Lines.Length: > 0 } => Period(claim.Lines.Min(line => line.ServiceDate), claim.Lines.Max(line => line.ServiceDate)),
        _ => null,
    };

    public static R4.CodeableConcept Diagnosis(string code) => new(DiagnosisSystem, code);

    /// <summary>In the code system that the code's form tells; a code of another form, such as a revenue code, in none.</summary>
    public static R4.CodeableConcept Procedure(string code) => new()
    {
        Coding =
        [
            new(code.Length != 5 ? null : code[0] switch
            {
                'D' when code.AsSpan(1).ContainsOnlyDigits() => CdtSystem,
                >= 'A' and <= 'V' when code.AsSpan(1).ContainsOnlyDigits() => HcpcsSystem,
                _ when code.AsSpan(0, 4).ContainsOnlyDigits() => CptSystem,
                _ => null,
            }, code),
        ],
    };

    public static List<R4.CodeableConcept> Modifiers(ClaimLine line) =>
        [.. line.Modifiers.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(modifier => new R4.CodeableConcept(null, modifier))];

    public static R4.Quantity Quantity(Units units) => new() { Value = decimal.Parse(units.ToString(), System.Globalization.CultureInfo.InvariantCulture) };

    private static R4.ResourceReference Coverage(ClaimRow row, DateOnly? from) => new()
    {
        Reference = from is { } start ? $"{FhirInterface.Coverage.Type}/{FhirIds.OfCoverage(row.MemberId, row.Line, start)}" : null,
        Identifier = new(FhirWords.MemberSystem(row.EmployerId), row.MemberId),
    };

    private static R4.Period Period(DateOnly from, DateOnly to) => new() { Start = FhirWords.Date(from), End = FhirWords.Date(to) };

    private static bool ContainsOnlyDigits(this ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');
}
