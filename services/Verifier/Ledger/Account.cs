namespace Aso.Verifier.Ledger;

/// <summary>The accounts of a book, in the order of the chart.</summary>
internal enum Account
{
    Cash,
    StopLossReceivable,
    ProviderReceivable,
    ClaimsPayable,
    FeesPayable,
    PremiumPayable,
    EmployerContributions,
    InsurerFunds,
    ClaimsExpense,
    FeesExpense,
    PremiumExpense,
    StopLossRecoveries,
    BankOverdraft,
}

internal static class Accounts
{
    public static readonly IReadOnlyList<Account> All = Enum.GetValues<Account>();

    /// <summary>The columns of the stored balances, in the order of <see cref="All"/>.</summary>
    public const string Columns =
        "cash, stop_loss_receivable, provider_receivable, claims_payable, fees_payable, premium_payable, "
        + "employer_contributions, insurer_funds, claims_expense, fees_expense, premium_expense, stop_loss_recoveries, bank_overdraft";

    /// <summary>As the API and the findings write it.</summary>
    public static string Name(this Account account)
    {
        var name = account.ToString();
        return string.Concat(name[..1].ToLowerInvariant(), name.AsSpan(1));
    }

    /// <summary>True where a debit raises the balance.</summary>
    public static bool IsDebitNormal(this Account account) => account is
        Account.Cash or Account.StopLossReceivable or Account.ProviderReceivable
        or Account.ClaimsExpense or Account.FeesExpense or Account.PremiumExpense;

    /// <summary>Refunds of what did not come from the employer take its contributions below zero; nothing else may stand there.</summary>
    public static bool MayBeNegative(this Account account) => account == Account.EmployerContributions;
}
