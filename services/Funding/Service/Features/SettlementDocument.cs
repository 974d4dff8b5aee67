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
        new(cash.Opening, "What was in the account before the plan year's first booking."),
        new(cash.Contributions, "What the employer paid in."),
        new(cash.Remittances, "What the stop-loss carrier paid of what it had accepted."),
        new(cash.ClaimPayments, "What was paid for claims, payments sent again after a return included, before anything was kept back."),
        new(cash.Recouped, "What these payments kept back for earlier ones whose claims were voided or replaced."),
        new(cash.FeesPaid, "The administrator's fees that were paid."),
        new(cash.PremiumPaid, "The stop-loss premium that was paid."),
        new(cash.Refunds, "What went back to the employer."),
        new(cash.PaymentsReturned, "Payments that the bank sent back."),
        new(cash.DepositsReturned, "What the bank took back for deposits that it returned."),
        new(cash.Closing, "What was there and came in, less what went out: the cash in the account after the last booking."));

    private static CostFigures Of(SettlementCost cost) => new(
        new(cost.ClaimsPaid, "Claim payments sent in the plan year, before anything was kept back, less those whose claims were voided or replaced in it."),
        new(cost.Fees, "The administrator's fees charged, paid or not."),
        new(cost.Premium, "The stop-loss premium charged, paid or not."),
        new(cost.Recoveries, "What the stop-loss carrier accepted, received or not."),
        new(cost.Net, "Claims paid, fees and premium, less recoveries."));

    private static OutstandingFigures Of(SettlementOutstanding outstanding) => new(
        new(outstanding.UnpaidClaims, "Approved, or returned by a bank, and waiting to be paid: the run-out."),
        new(outstanding.UnpaidFees, "Fees charged and not yet paid."),
        new(outstanding.UnpaidPremium, "Stop-loss premium charged and not yet paid."),
        new(outstanding.StopLossReceivable, "Accepted by the carrier and not yet received."),
        new(outstanding.ProviderReceivable, "Paid for claims that were voided or replaced since, and not yet kept back from later payments."),
        new(outstanding.BankOverdraft, "Returned deposits that the account could not cover."));

    private static ResultFigures Of(SettlementResult result, RiskBearer bearer)
    {
        var (income, opening, refundable) = bearer == RiskBearer.Insurer
            ? ("The fully insured premium of the plan year.", "Nothing: an insurer's years stand alone.", "Nothing: a premium is not given back.")
            : ("Deposits less refunds and returned deposits, and recoveries accepted.", "Cash and receivables less all that was owed, before the plan year.",
                "The surplus, as far as the account holds it.");
        return new(
            new(result.Opening, opening),
            new(result.Income, income),
            new(result.Expense, "Claims approved less claims taken back, fees and stop-loss premium charged; paid or still owed."),
            new(result.OfYear, "Income less expense."),
            new(result.Surplus, "What was brought forward and income, less expense, where that is above zero."),
            new(result.Deficit, "What was brought forward and income, less expense, where that is below zero."),
            new(result.Refundable, refundable));
    }

    private static ComparisonFigures OfComparison(Settlement settlement) => new(
        new(settlement.FullyInsuredPremium, "What full insurance would have cost for each employee enrolled on the first of each month of the plan year so far, as known now."),
        new(settlement.NetCost, settlement.Bearer == RiskBearer.Insurer ? "The fully insured premium." : "The net cost above."),
        new(settlement.Savings, "The fully insured premium less the net cost."));
}
