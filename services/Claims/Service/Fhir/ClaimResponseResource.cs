using Aso.Claims.Domain;
using Aso.Claims.Features;
using Aso.Foundation.Fhir;
using R4 = Hl7.Fhir.Model;

namespace Aso.Claims.Fhir;

/// <summary>What a submitted claim is answered, as a FHIR R4 ClaimResponse; afterwards its ExplanationOfBenefit says the same.</summary>
internal static class ClaimResponseResource
{
    public static R4.ClaimResponse Of(ClaimRecord claim)
    {
        var (row, answer) = (claim.Row, claim.Answer);
        return new()
        {
            Identifier = ClaimElements.Number(row),
            Status = R4.FinancialResourceStatusCodes.Active,
            Type = ClaimElements.Type(row.Line),
            Use = R4.ClaimUseCode.Claim,
            Patient = FhirWords.Patient(row.MemberId),
            Created = FhirWords.Date(row.AdjudicatedOn),
            Insurer = FhirWords.Employer(row.EmployerId, claim.Employer),
            Requestor = ClaimElements.Provider(row.ProviderNpi),
            Request = ClaimElements.Reference(row.ClaimId),
            Outcome = OutcomeOf(answer),
            Disposition = DispositionOf(answer),
            Item = [.. answer.Lines.Select(line => new R4.ClaimResponse.ItemComponent
            {
                ItemSequence = line.LineNumber,
                Adjudication = [.. AdjudicatedAmount.OfLine(line).Select(amount => new R4.ClaimResponse.AdjudicationComponent
                {
                    Category = amount.Concept,
                    Reason = amount.ReasonConcept,
                    Amount = FhirWords.Amount(amount.Amount),
                })],
            })],
            Total = [.. AdjudicatedAmount.Totals(answer).Select(total => new R4.ClaimResponse.TotalComponent { Category = total.Concept, Amount = FhirWords.Amount(total.Amount) })],
        };
    }

    public static R4.ClaimProcessingCodes OutcomeOf(ClaimAnswer answer) =>
        answer.Status == ClaimStatus.Pended ? R4.ClaimProcessingCodes.Queued : R4.ClaimProcessingCodes.Complete;

    public static string DispositionOf(ClaimAnswer answer) => answer.Status switch
    {
        _ when answer.Frequency == (int)Frequency.Void => "Taken back: the claim that this one names",
        ClaimStatus.Approved => "Approved",
        ClaimStatus.Denied => answer.Reason is { } reason ? $"Denied: {reason}" : "Denied",
        ClaimStatus.Pended => "In review: decided by a person",
        ClaimStatus.Voided => "Voided",
        ClaimStatus.Replaced => "Replaced",
        _ => throw new ArgumentOutOfRangeException(nameof(answer)),
    };
}
