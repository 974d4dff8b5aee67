using static Aso.Scenarios.Format.Field;
using static Aso.Scenarios.Format.Words;

namespace Aso.Scenarios.Format;

/// <summary>The keys of what must come out. Each may be left out: only what is named is compared.</summary>
internal static class OutcomeFormat
{
    /// <summary>The accounts of the employer's book; what only a bank's returns move is not among them, since no step returns anything.</summary>
    public static readonly string[] Accounts =
    [
        "cash", "stopLossReceivable", "providerReceivable",
        "claimsPayable", "feesPayable", "premiumPayable", "employerContributions", "insurerFunds",
        "claimsExpense", "feesExpense", "premiumExpense", "stopLossRecoveries",
    ];

    /// <summary>The figures of a month.</summary>
    public static readonly string[] MonthAmounts =
    [
        "claimsPaid", "fees", "premium", "recoveries", "netCost",
        "expectedClaims", "fullyInsuredPremium", "savings", "budgetVariance",
    ];

    private static readonly ObjectShape Line = new(
        Optional("status", OneOf("priced", "denied")),
        Optional("allowed", Balance),
        Optional("paid", Balance),
        Optional("adjustments", new MapShape(Text, Balance)));

    private static readonly ObjectShape Claim = new(
        Optional("status", OneOf("approved", "denied", "voided", "replaced", "rejected")),
        Optional("paid", Balance),
        Optional("memberOwes", Balance),
        Optional("payment", OneOf("released", "queued", "reversed", "none")),
        Optional("days", Count),
        Optional("reason", Text),
        Optional("lines", ListOf(Line)));

    private static readonly ObjectShape Sides = new(Optional("in", Balance), Optional("out", Balance));

    private static readonly ObjectShape Accumulator = new(
        Optional("deductible", Sides),
        Optional("outOfPocket", Sides),
        Optional("benefits", Balance));

    private static readonly ObjectShape FundingRequest = new(
        Optional("on", Date),
        Optional("amount", Balance),
        Optional("outstanding", Balance),
        Optional("status", OneOf("open", "funded")));

    private static readonly ObjectShape Payment = new(
        Optional("on", Date),
        Optional("claim", Text),
        Optional("amount", Balance),
        Optional("recouped", Balance));

    private static readonly ObjectShape Exposure = new(
        Optional("eligible", Balance),
        Optional("excess", Balance),
        Optional("reimbursable", Balance),
        Optional("notices", ListOf(OneOf("half", "exceeded", "diagnosis"))));

    private static readonly ObjectShape ReimbursementRequest = new(
        Optional("on", Date),
        Optional("member", Text),
        Optional("amount", Balance),
        Optional("accepted", Balance),
        Optional("status", OneOf("undecided", "decided")));

    private static readonly ObjectShape StopLoss = new(
        Optional("members", new MapShape(Text, Exposure)),
        Optional("requests", ListOf(ReimbursementRequest)),
        Optional("aggregate", new ObjectShape(Optional("attachmentToDate", Balance), Optional("eligible", Balance))));

    private static readonly ObjectShape Costs =
        new([.. MonthAmounts.Select(amount => Optional(amount, Balance)), Optional("enrolledEmployees", Count)]);

    public static readonly ObjectShape Outcome = new(
        Optional("claims", new MapShape(Text, Claim)),
        Optional("accumulators", new MapShape(AccumulatorKey, Accumulator)),
        Optional("ledger", new ObjectShape([.. Accounts.Select(account => Optional(account, Balance))])),
        Optional("fundingRequests", ListOf(FundingRequest)),
        Optional("payments", ListOf(Payment)),
        Optional("stopLoss", StopLoss),
        Optional("costs", new MapShape(Month, Costs)));
}
