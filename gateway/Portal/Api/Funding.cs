using Aso.Primitives;

namespace Aso.Portal.Api;

/// <summary>GET …/ledger: every account's balance, on its normal side.</summary>
public sealed record Ledger
{
    public DateOnly? BusinessDate { get; init; }

    public IReadOnlyDictionary<string, Money> Accounts { get; init; } = new Dictionary<string, Money>();

    public Money Cash => Balance("cash");

    public Money ClaimsPayable => Balance("claimsPayable");

    public Money FeesPayable => Balance("feesPayable");

    public Money PremiumPayable => Balance("premiumPayable");

    /// <summary>Accepted by the stop-loss carrier and not yet received.</summary>
    public Money StopLossReceivable => Balance("stopLossReceivable");

    /// <summary>Paid for claims that were voided or replaced since, and not yet kept back from later payments.</summary>
    public Money ProviderReceivable => Balance("providerReceivable");

    /// <summary>Returned deposits that cash did not hold; while it is above zero nothing is paid.</summary>
    public Money BankOverdraft => Balance("bankOverdraft");

    /// <summary>Everything in the queue of payables.</summary>
    public Money Payable => ClaimsPayable + FeesPayable + PremiumPayable;

    private Money Balance(string account) => Accounts.TryGetValue(account, out var balance) ? balance : Money.Zero;
}

/// <summary>Money asked of the employer.</summary>
/// <param name="Status"><c>open</c> or <c>funded</c>.</param>
public sealed record FundingRequest(DateOnly On, Money Amount, Money Outstanding, string Status)
{
    public bool IsOpen => Status == "open";
}
