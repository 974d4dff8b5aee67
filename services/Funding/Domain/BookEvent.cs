using Aso.Primitives;

namespace Aso.Funding.Domain;

/// <summary>Something that happens to a book: exactly one of the nested cases.</summary>
/// <param name="Cause">The message or request behind it; every entry that follows names it.</param>
public abstract record BookEvent(Guid Cause)
{
    /// <summary>The employer's plan opens on its first business date, before that date's charges.</summary>
    public sealed record Opened(Guid Cause, DateOnly On) : BookEvent(Cause);

    /// <summary>The business date ends.</summary>
    public sealed record DateLeft(Guid Cause) : BookEvent(Cause);

    /// <summary>The next business date begins.</summary>
    public sealed record DateReached(Guid Cause, DateOnly On) : BookEvent(Cause);

    /// <summary>On a 1st: the fee on the claim payments released in the month before.</summary>
    public sealed record PercentOfPaidDue(Guid Cause) : BookEvent(Cause);

    /// <summary>On a 1st: the fee for every employee enrolled on it.</summary>
    public sealed record PerEmployeeFeeDue(Guid Cause, EnrolledCounts Enrolled) : BookEvent(Cause);

    /// <summary>On a 1st within the policy period: the stop-loss premium for every employee enrolled on it.</summary>
    public sealed record PremiumDue(Guid Cause, PremiumTerms Policy, EnrolledCounts Enrolled) : BookEvent(Cause);

    /// <summary>On a 1st: the level rate of every employee enrolled on it.</summary>
    public sealed record LevelRateDue(Guid Cause, EnrolledCounts Enrolled) : BookEvent(Cause);

    /// <summary>A claim was approved and the plan pays <paramref name="Amount"/>, more than zero.</summary>
    public sealed record ClaimApproved(Guid Cause, Guid ClaimId, Payee Payee, Money Amount) : BookEvent(Cause);

    /// <summary>An original claim was adjudicated, approved or denied: its fee is due.</summary>
    public sealed record ClaimFeeDue(Guid Cause, Guid ClaimId) : BookEvent(Cause);

    /// <summary>A claim was voided or replaced.</summary>
    /// <param name="Stored">Its payable as the store has it; null where it has none.</param>
    public sealed record ClaimReversed(Guid Cause, Guid ClaimId, PayableState? Stored) : BookEvent(Cause);

    public sealed record Deposited(Guid Cause, Guid DepositId, Money Amount) : BookEvent(Cause);

    public sealed record SurplusRefunded(Guid Cause, Guid RefundId, Money Amount) : BookEvent(Cause);

    /// <summary>The bank returned a payment to <paramref name="Payee"/>: what it carried, after recoupment, is owed again.</summary>
    public sealed record PaymentReturned(Guid Cause, Guid ReturnId, Payee Payee, Money Amount) : BookEvent(Cause);

    /// <summary>The bank took back a deposit, whole.</summary>
    public sealed record DepositReturned(Guid Cause, Guid ReturnId, Money Amount) : BookEvent(Cause);

    public sealed record ReimbursementAccepted(Guid Cause, Guid RequestId, Money Amount) : BookEvent(Cause);

    public sealed record RemittanceReceived(Guid Cause, Guid RemittanceId, Money Amount) : BookEvent(Cause);
}
