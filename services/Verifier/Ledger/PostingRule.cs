namespace Aso.Verifier.Ledger;

/// <summary>What an entry does to the thing that it is about.</summary>
internal enum Role
{
    /// <summary>Makes something owed: a claim payment, a fee, a premium, a payment that came back.</summary>
    Charge,

    /// <summary>Pays what was owed.</summary>
    Payment,

    /// <summary>Takes back what was owed or paid.</summary>
    Reversal,

    /// <summary>Money of the employer, the carrier or the bank; no payable stands for it.</summary>
    Funds,
}

/// <summary>An entry's accounts, by its kind: the table of the ledger in Funding's documentation, written down a second time.</summary>
/// <param name="Name">As the API writes the kind.</param>
/// <param name="Owed">Of what is owed: 1 a claim payment, 2 a fee, 3 a premium, 4 a payment that came back; 0 for funds.</param>
internal sealed record PostingRule(string Name, Account Debit, Account Credit, Role Role, int Owed = 0)
{
    public const int Deposit = 1;
    public const int ClaimReleased = 3;
    public const int ClaimReleasedByInsurer = 4;
    public const int ClaimReversedBeforeRelease = 5;
    public const int ClaimReversedAfterRelease = 6;
    public const int FeeCharged = 7;
    public const int PremiumCharged = 9;
    public const int ReimbursementAccepted = 11;
    public const int RemittanceReceived = 12;
    public const int SurplusRefunded = 13;
    public const int DepositReturned = 18;
    public const int OverdraftSettled = 19;

    public const int OwedForClaim = 1;
    public const int OwedAsFee = 2;
    public const int OwedAsPremium = 3;
    public const int OwedForReturn = 4;

    private static readonly PostingRule[] ByKind =
    [
        new("deposit", Account.Cash, Account.EmployerContributions, Role.Funds),
        new("claimApproved", Account.ClaimsExpense, Account.ClaimsPayable, Role.Charge, OwedForClaim),
        new("claimReleased", Account.ClaimsPayable, Account.Cash, Role.Payment, OwedForClaim),
        new("claimReleasedByInsurer", Account.ClaimsPayable, Account.InsurerFunds, Role.Payment, OwedForClaim),
        new("claimReversedBeforeRelease", Account.ClaimsPayable, Account.ClaimsExpense, Role.Reversal, OwedForClaim),
        new("claimReversedAfterRelease", Account.ProviderReceivable, Account.ClaimsExpense, Role.Reversal, OwedForClaim),
        new("feeCharged", Account.FeesExpense, Account.FeesPayable, Role.Charge, OwedAsFee),
        new("feePaid", Account.FeesPayable, Account.Cash, Role.Payment, OwedAsFee),
        new("premiumCharged", Account.PremiumExpense, Account.PremiumPayable, Role.Charge, OwedAsPremium),
        new("premiumPaid", Account.PremiumPayable, Account.Cash, Role.Payment, OwedAsPremium),
        new("reimbursementAccepted", Account.StopLossReceivable, Account.StopLossRecoveries, Role.Funds),
        new("remittanceReceived", Account.Cash, Account.StopLossReceivable, Role.Funds),
        new("surplusRefunded", Account.EmployerContributions, Account.Cash, Role.Funds),
        new("paymentReturned", Account.Cash, Account.ClaimsPayable, Role.Charge, OwedForReturn),
        new("paymentReturnedToInsurer", Account.InsurerFunds, Account.ClaimsPayable, Role.Charge, OwedForReturn),
        new("paymentReissued", Account.ClaimsPayable, Account.Cash, Role.Payment, OwedForReturn),
        new("paymentReissuedByInsurer", Account.ClaimsPayable, Account.InsurerFunds, Role.Payment, OwedForReturn),
        new("depositReturned", Account.EmployerContributions, Account.BankOverdraft, Role.Funds),
        new("overdraftSettled", Account.BankOverdraft, Account.Cash, Role.Funds),
    ];

    /// <summary>The highest number of a kind; the lowest is 1.</summary>
    public static int LastKind => ByKind.Length;

    /// <summary>Only what goes to a provider or an employee may keep back what that payee owes.</summary>
    public bool MayRecoup => Role == Role.Payment && Owed is OwedForClaim or OwedForReturn;

    /// <summary>Null where there is no such kind.</summary>
    public static PostingRule? Of(int kind) => kind >= 1 && kind <= ByKind.Length ? ByKind[kind - 1] : null;

    /// <summary>The number of the kind that the API writes so; 0 where there is none.</summary>
    public static int KindOf(string name) => Array.FindIndex(ByKind, rule => rule.Name == name) + 1;
}
