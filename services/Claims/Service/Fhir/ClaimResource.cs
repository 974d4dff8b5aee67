using Aso.Claims.Domain;
using Aso.Foundation.Fhir;
using R4 = Hl7.Fhir.Model;

namespace Aso.Claims.Fhir;

/// <summary>A claim as it was submitted, as a FHIR R4 Claim: submitted again, it is the same claim.</summary>
internal static class ClaimResource
{
    public static R4.Claim Of(ClaimRecord claim)
    {
        var (row, submitted) = (claim.Row, claim.Submitted);
        var resource = new R4.Claim
        {
            Id = row.ClaimId.ToString(),
            Identifier = ClaimElements.Number(row),
            Status = ClaimElements.Status(row),
            Type = ClaimElements.Type(row.Line),
            Use = R4.ClaimUseCode.Claim,
            Patient = FhirWords.Patient(row.MemberId),
            BillablePeriod = ClaimElements.Period(submitted),
            Created = FhirWords.Date(row.ReceivedOn),
            Insurer = FhirWords.Employer(row.EmployerId, claim.Employer),
            Provider = ClaimElements.Provider(row.ProviderNpi),
            Priority = new(ClaimElements.PrioritySystem, "normal"),
            Diagnosis = [.. submitted.Diagnoses.Select((code, index) => new R4.Claim.DiagnosisComponent { Sequence = index + 1, Diagnosis = ClaimElements.Diagnosis(code) })],
            Insurance = [.. ClaimElements.Coverages(claim).Select((coverage, index) => new R4.Claim.InsuranceComponent
            {
                Sequence = index + 1,
                Focal = true,
                Coverage = coverage,
                PreAuthRef = index == 0 && submitted.Authorization is { } authorization ? [authorization] : [],
            })],
            Item = [.. submitted.Lines.Select((line, index) => ItemOf(index + 1, line))],
            Total = FhirWords.Amount(row.Billed),
        };
        if (ClaimElements.Original(row) is { } original)
        {
            resource.Related.Add(new() { Claim = original, Relationship = ClaimElements.PriorClaim() });
        }

        OtherPayers.AddTo(resource, claim);
        return resource;
    }

    private static R4.Claim.ItemComponent ItemOf(int sequence, ClaimLine line) => new()
    {
        Sequence = sequence,
        ProductOrService = ClaimElements.Procedure(line.Procedure),
        Modifier = ClaimElements.Modifiers(line),
        Serviced = new R4.Date(FhirWords.Date(line.ServiceDate)),
        Quantity = ClaimElements.Quantity(line.Units),
        Net = FhirWords.Amount(line.Billed),
    };
}
