using Aso.Contracts.Enrollment.V1;
using Aso.Funding.Domain;
using Aso.Funding.Store;
using Aso.Primitives;

namespace Aso.Funding.Features;

/// <summary>An amount and where it comes from, in words.</summary>
internal sealed record Figure(Money Amount, string Origin);

/// <summary>The settlement of a plan year as the employer reads it.</summary>
/// <param name="To">The last day of the plan year.</param>
/// <param name="AsOf">The last day that the figures cover: the business date, or the plan year's last day once that has passed.</param>
/// <param name="IsFinal">Whether the plan year is over for the books. Later payments of its claims then count in the next one.</param>
/// <param name="FundingMethod">Left out under full insurance.</param>
/// <param name="SurplusBelongsTo">Who keeps what is left.</param>
/// <param name="DeficitBorneBy">Who pays what is missing.</param>
internal sealed record SettlementDocument(
    DateOnly PlanYear, DateOnly To, DateOnly AsOf, bool IsFinal, Arrangement Arrangement, Contracts.Enrollment.V1.FundingMethod? FundingMethod,
    RiskBearer SurplusBelongsTo, RiskBearer DeficitBorneBy, string Explanation,
    SettlementDocument.CashFigures Cash, SettlementDocument.CostFigures Cost, SettlementDocument.OutstandingFigures Outstanding,
    SettlementDocument.ResultFigures Result, SettlementDocument.ComparisonFigures Comparison)
{
    public sealed record CashFigures(
        Figure Opening, Figure Contributions, Figure Remittances, Figure ClaimPayments, Figure Recouped,
        Figure FeesPaid, Figure PremiumPaid, Figure Refunds, Figure PaymentsReturned, Figure DepositsReturned, Figure Closing);

    public sealed record CostFigures(Figure ClaimsPaid, Figure Fees, Figure Premium, Figure Recoveries, Figure NetCost);

    public sealed record OutstandingFigures(
        Figure UnpaidClaims, Figure UnpaidFees, Figure UnpaidPremium, Figure StopLossReceivable, Figure ProviderReceivable, Figure BankOverdraft);

    public sealed record ResultFigures(
        Figure Opening, Figure Income, Figure Expense, Figure OfYear, Figure Surplus, Figure Deficit, Figure Refundable);

    public sealed record ComparisonFigures(Figure FullyInsuredPremium, Figure NetCost, Figure Savings);

    public static SettlementDocument Of(EmployerRow employer, DateSpan year, DateOnly today, Settlement settlement)
    {
        var to = year.To!.Value;
        return new(
            year.From, to, today < to ? today : to, today > to, employer.Arrangement, employer.Method,
            settlement.Bearer, settlement.Bearer, Explain(employer, settlement.Bearer),
            Of(settlement.Cash), Of(settlement.Cost), Of(settlement.Outstanding),
            Of(settlement.Result, settlement.Bearer), OfComparison(settlement));
    }

    private static string Explain(EmployerRow employer, RiskBearer bearer) => (bearer, employer.Method) switch
    {
        (RiskBearer.Insurer, _) =>
            "Fully insured: the premium is the employer's whole cost. What the claims leave of it is the insurer's gain, what they exceed it by the insurer's loss.",
        (_, Contracts.Enrollment.V1.FundingMethod.LevelFunded) =>
            "Level funded: the employer pays a level amount each month. What claims, fees and premium leave of it stays the employer's and is refundable; what they exceed it by the employer owes.",
        (_, Contracts.Enrollment.V1.FundingMethod.PayAsYouGo) =>
            "Pay as you go: the employer is asked weekly for what is owed. What is left stays the employer's and is refundable; what is missing the employer owes.",
        _ =>
            "Prefunded: the employer keeps the account at its target. What is left stays the employer's and is refundable; what is missing the employer owes.",
    };

    private static CashFigures Of(SettlementCash cash) => new(
        new(cash.Opening, "The account before the plan year's first entry."),
        new(cash.Contributions, "Entries of kind deposit: what the employer paid in."),
        new(cash.Remittances, "Entries of kind remittanceReceived: what the stop-loss carrier paid on what it had accepted."),
        new(cash.ClaimPayments, "Entries of kind claimReleased and paymentReissued: claim payments released from the account, or released anew after a return, before recoupment."),
        new(cash.Recouped, "What these releases kept back for earlier payments that were reversed: credits of providerReceivable."),
        new(cash.FeesPaid, "Entries of kind feePaid."),
        new(cash.PremiumPaid, "Entries of kind premiumPaid: stop-loss premium."),
        new(cash.Refunds, "Entries of kind surplusRefunded: what went back to the employer."),
        new(cash.PaymentsReturned, "Entries of kind paymentReturned: payments that the bank sent back."),
        new(cash.DepositsReturned, "Entries of kind overdraftSettled: what the bank took back for deposits that it returned."),
        new(cash.Closing, "opening + contributions + remittances + paymentsReturned − (claimPayments − recouped) − feesPaid − premiumPaid − refunds − depositsReturned: the ledger's cash after the last entry."));

    private static CostFigures Of(SettlementCost cost) => new(
        new(cost.ClaimsPaid, "Claim payments released in the plan year, before recoupment, less released payments reversed in it."),
        new(cost.Fees, "Entries of kind feeCharged: the administrator's fees, paid or not."),
        new(cost.Premium, "Entries of kind premiumCharged: stop-loss premium, paid or not."),
        new(cost.Recoveries, "Entries of kind reimbursementAccepted: what the stop-loss carrier accepted, remitted or not."),
        new(cost.Net, "claimsPaid + fees + premium − recoveries."));

    private static OutstandingFigures Of(SettlementOutstanding outstanding) => new(
        new(outstanding.UnpaidClaims, "The ledger's claimsPayable: approved, or returned by a bank, and still in the queue, the run-out."),
        new(outstanding.UnpaidFees, "The ledger's feesPayable."),
        new(outstanding.UnpaidPremium, "The ledger's premiumPayable."),
        new(outstanding.StopLossReceivable, "The ledger's stopLossReceivable: accepted by the carrier, not yet remitted."),
        new(outstanding.ProviderReceivable, "The ledger's providerReceivable: reversed payments not yet recouped."),
        new(outstanding.BankOverdraft, "The ledger's bankOverdraft: returned deposits that cash did not hold."));

    private static ResultFigures Of(SettlementResult result, RiskBearer bearer)
    {
        var (income, opening, refundable) = bearer == RiskBearer.Insurer
            ? ("The fully insured premium of the plan year.", "Nothing: an insurer's years stand alone.", "Nothing: a premium is not given back.")
            : ("Deposits less refunds and returned deposits, and recoveries accepted.", "Brought forward: cash and receivables less all that was owed before the plan year.",
                "The surplus, as far as the account holds it: what POST …/refunds can give back.");
        return new(
            new(result.Opening, opening),
            new(result.Income, income),
            new(result.Expense, "Claims approved less claims reversed, fees and stop-loss premium charged; paid or still owed."),
            new(result.OfYear, "income − expense."),
            new(result.Surplus, "opening + income − expense, where that is above zero."),
            new(result.Deficit, "opening + income − expense, where that is below zero."),
            new(result.Refundable, refundable));
    }

    private static ComparisonFigures OfComparison(Settlement settlement) => new(
        new(settlement.FullyInsuredPremium, "Σ over the 1sts of the plan year that were reached, of the fully insured premium of each employee enrolled, as known now."),
        new(settlement.NetCost, settlement.Bearer == RiskBearer.Insurer ? "The fully insured premium." : "The net cost above."),
        new(settlement.Savings, "fullyInsuredPremium − netCost."));
}
