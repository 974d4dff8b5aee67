namespace Aso.Verifier.Ledger;

/// <summary>What the journal says of one thing that was owed: a claim payment, a fee, a premium, a payment that came back.</summary>
internal sealed class Obligation
{
    /// <summary>1 a claim payment, 2 a fee, 3 a premium, 4 a payment that came back.</summary>
    public required int Owed { get; init; }

    /// <summary>Owed to a provider or an employee, so that a payable always stands for it.</summary>
    public bool HasPayee => Owed is PostingRule.OwedForClaim or PostingRule.OwedForReturn;

    /// <summary>Before recoupment; zero where the journal pays or reverses what it never charged.</summary>
    public long Amount { get; set; }

    public DateOnly? ChargedOn { get; set; }

    public bool IsCharged => ChargedOn is not null;

    public DateOnly? PaidOn { get; set; }

    public long Recouped { get; set; }

    public DateOnly? ReversedOn { get; set; }

    /// <summary>As payables are stored: 1 queued, 2 released, 3 reversed.</summary>
    public int Status => ReversedOn is not null ? StatusReversed : PaidOn is not null ? StatusReleased : StatusQueued;

    public const int StatusQueued = 1;
    public const int StatusReleased = 2;
    public const int StatusReversed = 3;
}
