using Aso.Primitives;

namespace Aso.Funding.Domain;

/// <summary>What a plan year came to: where the cash came from and went, what is still owed either way, and whose the result is.</summary>
/// <remarks>
/// Under ASO the employer carries its claims, whichever way it funds them: a surplus stays in its account, to be kept there or
/// refunded, and a deficit is for it to fund. Under full insurance both are the insurer's.
/// </remarks>
/// <param name="before">The journal before the year.</param>
/// <param name="within">The journal of the year.</param>
/// <param name="costs">Of the year's months that have begun; at least one.</param>
public sealed class Settlement(JournalSums before, JournalSums within, Costs costs)
{
    public bool IsFullyInsured => costs.IsFullyInsured;

    public Money OpeningCash => before.ChangeOf(Account.Cash);

    public Money Deposits => within[EntryKind.Deposit];

    /// <summary>Paid by the stop-loss carrier.</summary>
    public Money Remittances => within[EntryKind.RemittanceReceived];

    /// <summary>Claim payments released, less what was kept back for earlier overpayments.</summary>
    public Money ClaimsPaidOut => within[EntryKind.ClaimReleased] - within.RecoupedOf(EntryKind.ClaimReleased);

    public Money FeesPaid => within[EntryKind.FeePaid];

    public Money PremiumPaid => within[EntryKind.PremiumPaid];

    /// <summary>Surplus given back during the year.</summary>
    public Money Refunds => within[EntryKind.SurplusRefunded];

    /// <summary>Opening cash and all that came in, less all that went out.</summary>
    public Money ClosingCash => OpeningCash + Deposits + Remittances - ClaimsPaidOut - FeesPaid - PremiumPaid - Refunds;

    /// <summary>Approved or charged, and waiting for cash at the end: claims, fees, premium.</summary>
    public (Money Claims, Money Fees, Money Premium) Unpaid =>
        (At(Account.ClaimsPayable), At(Account.FeesPayable), At(Account.PremiumPayable));

    /// <summary>Owed to the employer at the end: by the stop-loss carrier, and by payees of reversed payments.</summary>
    public (Money StopLoss, Money Payees) Receivable => (At(Account.StopLossReceivable), At(Account.ProviderReceivable));

    public Costs Costs => costs;

    /// <summary>Above zero a surplus, below a deficit, for whoever carries the risk.</summary>
    /// <remarks>ASO: what is in the account when all that is owed either way has been settled. Full insurance: the premium less the claims.</remarks>
    public Money Result => IsFullyInsured
        ? costs.FullyInsuredPremium - costs.ClaimsPaid
        : ClosingCash + Receivable.StopLoss + Receivable.Payees - Unpaid.Claims - Unpaid.Fees - Unpaid.Premium;

    private Money At(Account account) => before.ChangeOf(account) + within.ChangeOf(account);
}
