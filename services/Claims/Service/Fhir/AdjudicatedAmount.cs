using Aso.Claims.Domain;
using Aso.Claims.Features;
using Aso.Primitives;
using R4 = Hl7.Fhir.Model;

namespace Aso.Claims.Fhir;

/// <summary>An amount of a decision under its category: submitted = benefit + Σ of those with a reason, of each line and of the claim.</summary>
/// <param name="Reason">Claim adjustment group and reason code, such as <c>CO-45</c>; null of an amount that adjusts nothing.</param>
/// <remarks>Categories of HL7's adjudication codes and of CARIN for Blue Button; reasons of X12 835 (CAS).</remarks>
internal sealed record AdjudicatedAmount(R4.Coding Category, Money Amount, string? Reason = null)
{
    private const string BaseSystem = "http://terminology.hl7.org/CodeSystem/adjudication";
    private const string CarinSystem = "http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBAdjudication";
    private const string GroupSystem = "https://x12.org/codes/claim-adjustment-group-codes";
    private const string ReasonSystem = "https://x12.org/codes/claim-adjustment-reason-codes";

    private static R4.Coding Submitted => new(BaseSystem, "submitted");

    private static R4.Coding Eligible => new(BaseSystem, "eligible");

    private static R4.Coding Benefit => new(BaseSystem, BenefitCode);

    private static R4.Coding MemberLiability => new(CarinSystem, "memberliability");

    /// <summary>The category of what a payer pays.</summary>
    public const string BenefitCode = "benefit";

    public static R4.CodeableConcept BenefitConcept => new() { Coding = [Benefit] };

    public R4.CodeableConcept Concept => new() { Coding = [Category] };

    public R4.CodeableConcept? ReasonConcept => Reason is null ? null : new()
    {
        Coding = [new(GroupSystem, Reason[..Reason.IndexOf('-', StringComparison.Ordinal)]), new(ReasonSystem, Reason[(Reason.IndexOf('-', StringComparison.Ordinal) + 1)..])],
        Text = Reason,
    };

    /// <summary>Of a line; of one in review what was submitted, alone.</summary>
    public static IEnumerable<AdjudicatedAmount> OfLine(LineAnswer line)
    {
        yield return new(Submitted, line.Billed);
        if (line.Status == LineStatus.Pended)
        {
            yield break;
        }

        yield return new(Eligible, line.Allowed);
        foreach (var (reason, amount) in line.Adjustments)
        {
            yield return new(CategoryOf(reason), amount, reason);
        }

        yield return new(Benefit, line.Paid);
        yield return new(MemberLiability, line.Adjustments.Where(adjustment => adjustment.Key.StartsWith("PR-", StringComparison.Ordinal)).Sum(adjustment => adjustment.Value));
    }

    /// <summary>Of a claim: its own four amounts, and what its lines sum to by each other category.</summary>
    public static IEnumerable<AdjudicatedAmount> Totals(ClaimAnswer claim)
    {
        yield return new(Submitted, claim.Billed);
        if (claim.DecidedOn is null)
        {
            yield break;
        }

        yield return new(Eligible, claim.Allowed);
        foreach (var category in claim.Lines.SelectMany(OfLine).Where(amount => amount.Reason is not null).GroupBy(amount => amount.Category.Code))
        {
            yield return new(category.First().Category, category.Sum(amount => amount.Amount));
        }

        yield return new(Benefit, claim.Paid);
        yield return new(MemberLiability, claim.MemberOwes);
    }

    /// <summary>Whatever is neither shared, written off nor another payer's is not covered.</summary>
    private static R4.Coding CategoryOf(string reason) => reason switch
    {
        AdjustmentCodes.WriteOff => new(CarinSystem, "discount"),
        AdjustmentCodes.Deductible => new(BaseSystem, "deductible"),
        AdjustmentCodes.Copay => new(BaseSystem, "copay"),
        AdjustmentCodes.Coinsurance => new(CarinSystem, "coinsurance"),
        AdjustmentCodes.OtherPayer => new(CarinSystem, "priorpayerpaid"),
        _ => new(CarinSystem, "noncovered"),
    };
}
