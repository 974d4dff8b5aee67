using Aso.Claims.Domain;
using Aso.Foundation.Fhir;
using Aso.Primitives;
using R4 = Hl7.Fhir.Model;

namespace Aso.Claims.Fhir;

/// <summary>What other payers have paid on each line: an insurance that is not focal, with that payer's ClaimResponse contained in the claim.</summary>
internal static class OtherPayers
{
    private const string ContainedId = "other-payer";

    /// <summary>The sum over all other payers by item sequence; an item that none of them names is left out.</summary>
    public static Dictionary<int, Money> Read(R4.Claim claim, ElementsRead elements)
    {
        var paid = new Dictionary<int, Money>();
        foreach (var (index, insurance) in claim.Insurance.Index().Where(insurance => insurance.Item.Focal != true))
        {
            var contained = claim.Contained.OfType<R4.ClaimResponse>().FirstOrDefault(response => $"#{response.Id}" == insurance.ClaimResponse?.Reference);
            if (contained is null)
            {
                elements.Refuse($"Claim.insurance[{index}].claimResponse", "Contain the other payer's ClaimResponse and refer to it here; a payer that has not decided yet is left out.");
                continue;
            }

            var place = $"Claim.contained[{claim.Contained.IndexOf(contained)}]";
            foreach (var (position, item) in contained.Item.Index())
            {
                var benefit = item.Adjudication.Where(amount => amount.Category.Coding.Exists(coding => coding.Code == AdjudicatedAmount.BenefitCode)).ToList();
                if (benefit.Count != 1 || FhirAmounts.Read(benefit[0].Amount) is not { } amount)
                {
                    elements.Refuse($"{place}.item[{position}].adjudication", $"Give one amount of the category {AdjudicatedAmount.BenefitCode}: what that payer has paid on the item, in dollars with at most two decimals.");
                }
                else if (item.ItemSequence is not { } sequence || sequence < 1 || sequence > claim.Item.Count)
                {
                    elements.Refuse($"{place}.item[{position}].itemSequence", "Name an item of this claim by its sequence.");
                }
                else
                {
                    paid[sequence] = paid.GetValueOrDefault(sequence) + amount;
                }
            }
        }

        return paid;
    }

    public static void AddTo(R4.Claim resource, ClaimRecord claim)
    {
        var items = claim.Submitted.Lines.Index().Where(line => line.Item.OtherPayerPaid is not null).Select(line => ItemOf(line.Index + 1, line.Item)).ToList();
        if (items.Count == 0)
        {
            return;
        }

        resource.Contained.Add(new R4.ClaimResponse
        {
            Id = ContainedId,
            Status = R4.FinancialResourceStatusCodes.Active,
            Type = ClaimElements.Type(claim.Row.Line),
            Use = R4.ClaimUseCode.Claim,
            Patient = FhirWords.Patient(claim.Row.MemberId),
            Created = FhirWords.Date(claim.Row.ReceivedOn),
            Insurer = new() { Display = "Another payer" },
            Outcome = R4.ClaimProcessingCodes.Complete,
            Item = items,
        });
        resource.Insurance.Add(new()
        {
            Sequence = resource.Insurance.Count + 1,
            Focal = false,
            Coverage = new() { Display = "Another payer" },
            ClaimResponse = new($"#{ContainedId}"),
        });
    }

    private static R4.ClaimResponse.ItemComponent ItemOf(int sequence, ClaimLine line) => new()
    {
        ItemSequence = sequence,
        Adjudication = [new() { Category = AdjudicatedAmount.BenefitConcept, Amount = FhirWords.Amount(line.OtherPayerPaid!.Value) }],
    };
}
