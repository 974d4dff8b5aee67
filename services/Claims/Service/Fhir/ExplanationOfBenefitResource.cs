using Aso.Claims.Domain;
using Aso.Claims.Features;
using Aso.Claims.Store;
using Aso.Foundation.Fhir;
using R4 = Hl7.Fhir.Model;

namespace Aso.Claims.Fhir;

/// <summary>A claim's decision as a FHIR R4 ExplanationOfBenefit; of a claim in review, that it waits.</summary>
internal static class ExplanationOfBenefitResource
{
    private const string NetworkCategorySystem = "http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBAdjudicationDiscriminator";
    private const string NetworkSystem = "http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBPayerAdjudicationStatus";

    public static R4.ExplanationOfBenefit Of(ClaimRecord claim)
    {
        var (row, submitted) = (claim.Row, claim.Submitted);
        var resource = new R4.ExplanationOfBenefit
        {
            Id = row.ClaimId.ToString(),
            Identifier = ClaimElements.Number(row),
            Status = ClaimElements.IsTakenBack(row) ? R4.ExplanationOfBenefit.ExplanationOfBenefitStatus.Cancelled : R4.ExplanationOfBenefit.ExplanationOfBenefitStatus.Active,
            Type = ClaimElements.Type(row.Line),
            Use = R4.ClaimUseCode.Claim,
            Patient = FhirWords.Patient(row.MemberId),
            BillablePeriod = ClaimElements.Period(submitted),
            Created = FhirWords.Date(row.AdjudicatedOn),
            Insurer = FhirWords.Employer(row.EmployerId, claim.Employer),
            Provider = ClaimElements.Provider(row.ProviderNpi),
            Claim = ClaimElements.Reference(row.ClaimId),
            Outcome = ClaimResponseResource.OutcomeOf(claim.Answer),
            Disposition = ClaimResponseResource.DispositionOf(claim.Answer),
            PreAuthRef = submitted.Authorization is { } authorization ? [authorization] : [],
            Diagnosis = [.. submitted.Diagnoses.Select((code, index) => new R4.ExplanationOfBenefit.DiagnosisComponent { Sequence = index + 1, Diagnosis = ClaimElements.Diagnosis(code) })],
            Insurance = [.. ClaimElements.Coverages(claim).Select(coverage => new R4.ExplanationOfBenefit.InsuranceComponent { Focal = true, Coverage = coverage })],
            Item = [.. submitted.Lines.Zip(claim.Answer.Lines, (line, decided) => ItemOf(claim, line, decided))],
            Total = [.. AdjudicatedAmount.Totals(claim.Answer).Select(total => new R4.ExplanationOfBenefit.TotalComponent { Category = total.Concept, Amount = FhirWords.Amount(total.Amount) })],
        };
        if (ClaimElements.Original(row) is { } original)
        {
            resource.Related.Add(new() { Claim = original, Relationship = ClaimElements.PriorClaim() });
        }

        return resource;
    }

    private static R4.ExplanationOfBenefit.ItemComponent ItemOf(ClaimRecord claim, ClaimLine line, LineAnswer decided) => new()
    {
        Sequence = decided.LineNumber,
        ProductOrService = ClaimElements.Procedure(line.Procedure),
        Modifier = ClaimElements.Modifiers(line),
        Serviced = new R4.Date(FhirWords.Date(line.ServiceDate)),
        Quantity = ClaimElements.Quantity(line.Units),
        Net = FhirWords.Amount(line.Billed),
        Adjudication =
        [
            .. AdjudicatedAmount.OfLine(decided).Select(amount => new R4.ExplanationOfBenefit.AdjudicationComponent
            {
                Category = amount.Concept,
                Reason = amount.ReasonConcept,
                Amount = FhirWords.Amount(amount.Amount),
            }),
            .. Network(claim.Stored.Lines![decided.LineNumber - 1]),
        ],
    };

    /// <summary>On which side of the network a priced line was paid.</summary>
    private static IEnumerable<R4.ExplanationOfBenefit.AdjudicationComponent> Network(StoredLine line)
    {
        if (line.Result is not null && Storing.ToDecision(line) is { IsDenied: false } decision)
        {
            yield return new()
            {
                Category = new(NetworkCategorySystem, "benefitpaymentstatus"),
                Reason = new(NetworkSystem, decision.Side == NetworkSide.In ? "innetwork" : "outofnetwork"),
            };
        }
    }
}
