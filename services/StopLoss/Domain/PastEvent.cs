namespace Aso.StopLoss.Domain;

/// <summary>Something that had happened when a policy was written.</summary>
public abstract record PastEvent(string MemberId);

public sealed record PastRelease(ReleasedPayment Payment) : PastEvent(Payment.MemberId);

/// <summary>The reversal of a payment whose release is a past event too.</summary>
public sealed record PastReversal(ReleasedPayment Payment) : PastEvent(Payment.MemberId);

/// <summary>A claim of the member was approved.</summary>
public sealed record PastApproval(string MemberId, IReadOnlyList<string> Diagnoses) : PastEvent(MemberId);
