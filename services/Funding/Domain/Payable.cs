using Aso.Primitives;

namespace Aso.Funding.Domain;

/// <summary>What is owed. Numbers are stored: append, never renumber.</summary>
public enum PayableKind
{
    Claim = 1,
    Fee = 2,
    Premium = 3,

    /// <summary>A payment that the bank returned, owed to its payee again.</summary>
    Reissue = 4,
}

/// <summary>Where a payable stands. Numbers are stored: append, never renumber.</summary>
public enum PayableStatus
{
    Queued = 1,
    Released = 2,

    /// <summary>Its claim was voided or replaced, before or after the release.</summary>
    Reversed = 3,
}

/// <summary>Who is paid for a claim, and so owes what of it is reversed: a provider, or for disability the employee.</summary>
/// <param name="ProviderNpi">Null where the employee is paid.</param>
/// <param name="MemberId">The employee; null where a provider is paid.</param>
public readonly record struct Payee(string? ProviderNpi, string? MemberId)
{
    public static Payee Provider(string npi) => new(npi, null);

    public static Payee Employee(string memberId) => new(null, memberId);
}

/// <summary>One place in the queue.</summary>
/// <param name="Position">1, 2, 3 … per book, in posting order: the order of release.</param>
/// <param name="Id">The claim's id, or that of the charge or of the return.</param>
/// <param name="Payee">Null for fees and premiums: nothing is recouped from them.</param>
/// <param name="Amount">Before recoupment. More than zero.</param>
public sealed record Payable(long Position, PayableKind Kind, Guid Id, Payee? Payee, Money Amount);

/// <summary>A payable and what became of it.</summary>
public sealed record PayableState(Payable Payable, PayableStatus Status)
{
    /// <summary>Set once released, also where it was reversed afterwards.</summary>
    public DateOnly? ReleasedOn { get; init; }

    /// <summary>What the release kept back; zero to the payable's amount.</summary>
    public Money Recouped { get; init; }

    public DateOnly? ReversedOn { get; init; }
}
