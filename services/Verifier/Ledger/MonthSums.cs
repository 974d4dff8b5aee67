namespace Aso.Verifier.Ledger;

/// <summary>What one calendar month's entries add to the costs. Cents.</summary>
/// <param name="Released">Claim payments, before recoupment.</param>
/// <param name="Reversed">Released payments that were reversed.</param>
internal readonly record struct MonthSums(Int128 Released, Int128 Reversed, Int128 Fees, Int128 Premium, Int128 Recoveries)
{
    public MonthSums With(in Entry entry) => entry.Kind switch
    {
        PostingRule.ClaimReleased or PostingRule.ClaimReleasedByInsurer => this with { Released = Released + entry.Amount },
        PostingRule.ClaimReversedAfterRelease => this with { Reversed = Reversed + entry.Amount },
        PostingRule.FeeCharged => this with { Fees = Fees + entry.Amount },
        PostingRule.PremiumCharged => this with { Premium = Premium + entry.Amount },
        PostingRule.ReimbursementAccepted => this with { Recoveries = Recoveries + entry.Amount },
        _ => this,
    };
}
