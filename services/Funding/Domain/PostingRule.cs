namespace Aso.Funding.Domain;

/// <summary>What a journal entry records. Numbers are stored and hashed: append, never renumber.</summary>
public enum EntryKind
{
    Deposit = 1,
    ClaimApproved = 2,

    /// <summary>A claim payment was released from the employer's cash.</summary>
    ClaimReleased = 3,

    /// <summary>A claim payment was released from a fully insured employer's insurer.</summary>
    ClaimReleasedByInsurer = 4,

    ClaimReversedBeforeRelease = 5,
    ClaimReversedAfterRelease = 6,
    FeeCharged = 7,
    FeePaid = 8,
    PremiumCharged = 9,
    PremiumPaid = 10,
    ReimbursementAccepted = 11,
    RemittanceReceived = 12,
    SurplusRefunded = 13,

    /// <summary>The bank returned what it was told to pay a payee: the plan owes it again.</summary>
    PaymentReturned = 14,

    /// <summary>The same where a fully insured employer's insurer had paid.</summary>
    PaymentReturnedToInsurer = 15,

    /// <summary>What was owed again was released from the employer's cash. The plan's cost was counted at the first release.</summary>
    PaymentReissued = 16,

    /// <summary>The same from a fully insured employer's insurer.</summary>
    PaymentReissuedByInsurer = 17,

    /// <summary>The bank took back a deposit of the employer.</summary>
    DepositReturned = 18,

    /// <summary>What the bank was owed for returned deposits was met from cash.</summary>
    OverdraftSettled = 19,
}

/// <summary>The account that an entry debits and the one that it credits.</summary>
/// <remarks>What a release recoups is credited to <see cref="Account.ProviderReceivable"/> in place of <see cref="Credit"/>.</remarks>
public readonly record struct PostingRule(Account Debit, Account Credit)
{
    public static PostingRule Of(EntryKind kind) => kind switch
    {
        EntryKind.Deposit => new(Account.Cash, Account.EmployerContributions),
        EntryKind.ClaimApproved => new(Account.ClaimsExpense, Account.ClaimsPayable),
        EntryKind.ClaimReleased => new(Account.ClaimsPayable, Account.Cash),
        EntryKind.ClaimReleasedByInsurer => new(Account.ClaimsPayable, Account.InsurerFunds),
        EntryKind.ClaimReversedBeforeRelease => new(Account.ClaimsPayable, Account.ClaimsExpense),
        EntryKind.ClaimReversedAfterRelease => new(Account.ProviderReceivable, Account.ClaimsExpense),
        EntryKind.FeeCharged => new(Account.FeesExpense, Account.FeesPayable),
        EntryKind.FeePaid => new(Account.FeesPayable, Account.Cash),
        EntryKind.PremiumCharged => new(Account.PremiumExpense, Account.PremiumPayable),
        EntryKind.PremiumPaid => new(Account.PremiumPayable, Account.Cash),
        EntryKind.ReimbursementAccepted => new(Account.StopLossReceivable, Account.StopLossRecoveries),
        EntryKind.RemittanceReceived => new(Account.Cash, Account.StopLossReceivable),
        EntryKind.SurplusRefunded => new(Account.EmployerContributions, Account.Cash),
        EntryKind.PaymentReturned => new(Account.Cash, Account.ClaimsPayable),
        EntryKind.PaymentReturnedToInsurer => new(Account.InsurerFunds, Account.ClaimsPayable),
        EntryKind.PaymentReissued => new(Account.ClaimsPayable, Account.Cash),
        EntryKind.PaymentReissuedByInsurer => new(Account.ClaimsPayable, Account.InsurerFunds),
        EntryKind.DepositReturned => new(Account.EmployerContributions, Account.BankOverdraft),
        EntryKind.OverdraftSettled => new(Account.BankOverdraft, Account.Cash),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
