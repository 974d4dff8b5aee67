namespace Aso.Funding.Domain;

/// <summary>The accounts of an employer's book. Numbers are stored: append, never renumber.</summary>
public enum Account
{
    /// <summary>The employer's funding account at the bank. Never below zero.</summary>
    Cash = 1,

    /// <summary>Accepted by the stop-loss carrier, not yet remitted.</summary>
    StopLossReceivable = 2,

    /// <summary>Released payments that were reversed and not yet recouped: owed by providers and, for disability, employees.</summary>
    ProviderReceivable = 3,

    ClaimsPayable = 4,
    FeesPayable = 5,
    PremiumPayable = 6,
    EmployerContributions = 7,

    /// <summary>What a fully insured employer's insurer has paid.</summary>
    InsurerFunds = 8,

    ClaimsExpense = 9,
    FeesExpense = 10,
    PremiumExpense = 11,
    StopLossRecoveries = 12,

    /// <summary>What the bank took back of returned deposits and cash did not hold. Settled before anything else is paid.</summary>
    BankOverdraft = 13,
}

/// <summary>What holds for all accounts.</summary>
public static class Accounts
{
    /// <summary>In the order of the chart of accounts.</summary>
    public static readonly IReadOnlyList<Account> All = Enum.GetValues<Account>();

    /// <summary>True where a debit raises the balance.</summary>
    public static bool IsDebitNormal(this Account account) => account is
        Account.Cash or Account.StopLossReceivable or Account.ProviderReceivable
        or Account.ClaimsExpense or Account.FeesExpense or Account.PremiumExpense;
}
