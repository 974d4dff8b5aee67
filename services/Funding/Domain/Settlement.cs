using Aso.Primitives;

namespace Aso.Funding.Domain;

/// <summary>Who carries what is left of a plan year.</summary>
public enum RiskBearer
{
    /// <summary>Self-funded, by whatever method: a surplus stays with the employer, a deficit is its own.</summary>
    Employer = 1,

    /// <summary>Fully insured: the premium is the employer's whole cost, what the claims leave of it is the insurer's.</summary>
    Insurer = 2,
}

/// <summary>The settlement of one plan year: what came in, what it cost, what is left, and whose that is.</summary>
/// <remarks>Every amount follows from the journal, but for the fully insured premium, which is reported and never posted.</remarks>
/// <param name="Bearer">Who keeps a surplus and bears a deficit.</param>
/// <param name="Cash">What moved the employer's account.</param>
/// <param name="Cost">What the plan cost, on the paid basis.</param>
/// <param name="Outstanding">What is owed to and by the plan at the end.</param>
/// <param name="Result">What the year leaves.</param>
/// <param name="FullyInsuredPremium">Σ over the 1sts of the year that were reached, as known now.</param>
public sealed record Settlement(
    RiskBearer Bearer, SettlementCash Cash, SettlementCost Cost, SettlementOutstanding Outstanding, SettlementResult Result, Money FullyInsuredPremium)
{
    /// <summary>What the employer bears for the year: under full insurance the premium, otherwise the plan's own cost.</summary>
    public Money NetCost => Bearer == RiskBearer.Insurer ? FullyInsuredPremium : Cost.Net;

    /// <summary>Against full insurance; negative where that would have been cheaper.</summary>
    public Money Savings => FullyInsuredPremium - NetCost;

    /// <param name="before">The entries before the year.</param>
    /// <param name="within">The entries of the year.</param>
    public static Settlement Of(BookTerms terms, PostedSums before, PostedSums within, Money fullyInsuredPremium)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(within);
        var bearer = terms.IsFullyInsured ? RiskBearer.Insurer : RiskBearer.Employer;
        return new(
            bearer, SettlementCash.Of(before, within), SettlementCost.Of(within), SettlementOutstanding.Of(before, within),
            bearer == RiskBearer.Insurer
                ? SettlementResult.OfInsurer(fullyInsuredPremium, within)
                : SettlementResult.OfEmployer(before, within),
            fullyInsuredPremium);
    }
}

/// <summary>The employer's account over the year. All amounts are zero or more.</summary>
/// <param name="Opening">Before the year's first entry.</param>
/// <param name="Contributions">Deposits.</param>
/// <param name="Remittances">Paid by the stop-loss carrier on what it had accepted.</param>
/// <param name="ClaimPayments">Released, before recoupment, those among them that were released anew after a return.</param>
/// <param name="Recouped">What the releases kept back for earlier overpayments.</param>
/// <param name="Refunds">Surplus given back.</param>
/// <param name="PaymentsReturned">Payments that the bank sent back.</param>
/// <param name="DepositsReturned">What the bank took back of deposits, as far as cash held it.</param>
public sealed record SettlementCash(
    Money Opening, Money Contributions, Money Remittances, Money ClaimPayments, Money Recouped, Money FeesPaid, Money PremiumPaid, Money Refunds,
    Money PaymentsReturned, Money DepositsReturned)
{
    /// <summary>What the account holds after the year's last entry.</summary>
    public Money Closing =>
        Opening + Contributions + Remittances + PaymentsReturned - (ClaimPayments - Recouped) - FeesPaid - PremiumPaid - Refunds - DepositsReturned;

    internal static SettlementCash Of(PostedSums before, PostedSums within) => new(
        before.On(Account.Cash),
        within[EntryKind.Deposit],
        within[EntryKind.RemittanceReceived],
        within[EntryKind.ClaimReleased] + within[EntryKind.PaymentReissued],
        within.RecoupedBy(EntryKind.ClaimReleased) + within.RecoupedBy(EntryKind.PaymentReissued),
        within[EntryKind.FeePaid],
        within[EntryKind.PremiumPaid],
        within[EntryKind.SurplusRefunded],
        within[EntryKind.PaymentReturned],
        within[EntryKind.OverdraftSettled]);
}

/// <summary>What the year's plan cost, on the paid basis.</summary>
/// <param name="ClaimsPaid">Released, before recoupment, less released payments reversed in the year; may be negative.</param>
/// <param name="Fees">Charged, paid or not.</param>
/// <param name="Premium">Stop-loss premium charged, paid or not.</param>
/// <param name="Recoveries">Accepted by the stop-loss carrier, remitted or not.</param>
public sealed record SettlementCost(Money ClaimsPaid, Money Fees, Money Premium, Money Recoveries)
{
    public Money Net => ClaimsPaid + Fees + Premium - Recoveries;

    internal static SettlementCost Of(PostedSums within) => new(
        within[EntryKind.ClaimReleased] + within[EntryKind.ClaimReleasedByInsurer] - within[EntryKind.ClaimReversedAfterRelease],
        within[EntryKind.FeeCharged],
        within[EntryKind.PremiumCharged],
        within[EntryKind.ReimbursementAccepted]);
}

/// <summary>What is owed to and by the plan after the year's last entry. All amounts are zero or more.</summary>
/// <param name="UnpaidClaims">Approved, or returned by a bank, and still in the queue: the run-out.</param>
/// <param name="StopLossReceivable">Accepted by the carrier, not yet remitted.</param>
/// <param name="ProviderReceivable">Reversed payments not yet recouped.</param>
/// <param name="BankOverdraft">Returned deposits that cash did not hold.</param>
public sealed record SettlementOutstanding(
    Money UnpaidClaims, Money UnpaidFees, Money UnpaidPremium, Money StopLossReceivable, Money ProviderReceivable, Money BankOverdraft)
{
    internal static SettlementOutstanding Of(PostedSums before, PostedSums within)
    {
        return new(
            At(Account.ClaimsPayable), At(Account.FeesPayable), At(Account.PremiumPayable),
            At(Account.StopLossReceivable), At(Account.ProviderReceivable), At(Account.BankOverdraft));

        Money At(Account account) => before.On(account) + within.On(account);
    }
}

/// <summary>What the year leaves to whoever carries the risk.</summary>
/// <param name="Opening">Brought forward. Negative where a deficit is.</param>
/// <param name="Income">Self-funded: contributions less refunds, and recoveries accepted. Fully insured: the premium.</param>
/// <param name="Expense">Claims approved less those reversed, fees and premium charged.</param>
/// <param name="Refundable">What the employer may be given back now: the surplus as far as the account holds it.</param>
public sealed record SettlementResult(Money Opening, Money Income, Money Expense, Money Refundable)
{
    /// <summary>Of this year alone; negative where it cost more than came in.</summary>
    public Money OfYear => Income - Expense;

    /// <summary>Negative: a deficit. Self-funded it is cash and receivables less all that is owed.</summary>
    public Money Closing => Opening + Income - Expense;

    public Money Surplus => Closing.OrZero();

    public Money Deficit => (-Closing).OrZero();

    internal static SettlementResult OfEmployer(PostedSums before, PostedSums within)
    {
        var result = new SettlementResult(Position(before), IncomeOf(within), ExpenseOf(within), Money.Zero);
        var cash = before.On(Account.Cash) + within.On(Account.Cash);
        return result with { Refundable = Money.Min(result.Surplus, cash) };
    }

    /// <summary>An insurer's years stand alone: the premium buys twelve months, and nothing of it comes back.</summary>
    internal static SettlementResult OfInsurer(Money premium, PostedSums within) => new(Money.Zero, premium, ExpenseOf(within), Money.Zero);

    /// <summary>Cash and receivables less payables and overdraft, which by double entry is all income less all expense.</summary>
    private static Money Position(PostedSums sums) => IncomeOf(sums) - ExpenseOf(sums);

    private static Money IncomeOf(PostedSums sums) => sums.On(Account.EmployerContributions) + sums.On(Account.StopLossRecoveries);

    private static Money ExpenseOf(PostedSums sums) => sums.On(Account.ClaimsExpense) + sums.On(Account.FeesExpense) + sums.On(Account.PremiumExpense);
}
