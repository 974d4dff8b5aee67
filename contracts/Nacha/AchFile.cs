using System.Globalization;

namespace Aso.Nacha;

/// <summary>A file of payments for a bank, or of payments that it returns: what its records say, without what follows from that (counts, hashes, totals).</summary>
public sealed record AchFile
{
    /// <summary>Nine digits: the routing number of the bank that the file goes to.</summary>
    public required string Destination { get; init; }

    /// <summary>At most 23 characters.</summary>
    public required string DestinationName { get; init; }

    /// <summary>Ten characters, as agreed with the bank: usually 1 and the sender's tax id.</summary>
    public required string Origin { get; init; }

    /// <summary>At most 23 characters.</summary>
    public required string OriginName { get; init; }

    /// <summary>To the minute, in no particular time zone.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>Tells apart the files that one sender creates on one day: A to Z, 0 to 9.</summary>
    public char Modifier { get; init; } = 'A';

    /// <summary>The sender's own number of the file; at most eight characters.</summary>
    public string Reference { get; init; } = "";

    /// <summary>Numbered from 1, in this order.</summary>
    public required IReadOnlyList<AchBatch> Batches { get; init; }
}

/// <summary>Payments of one kind that take effect on one day.</summary>
public sealed record AchBatch
{
    /// <summary>Who pays, as the payee's statement names it; at most 16 characters.</summary>
    public required string CompanyName { get; init; }

    /// <summary>Ten characters: usually 1 and the tax id.</summary>
    public required string CompanyId { get; init; }

    /// <summary><c>CCD</c> to an organization, <c>PPD</c> to a person.</summary>
    public required string EntryClass { get; init; }

    /// <summary>What for, as the statement names it; at most ten characters. Payments of claims to providers: <c>HCCLAIMPMT</c>.</summary>
    public required string Description { get; init; }

    /// <summary>The banking day on which the money is to be there.</summary>
    public required DateOnly EffectiveOn { get; init; }

    /// <summary>The first eight digits of the routing number of the bank that sends the payments, or sends them back.</summary>
    public required string OriginatingBank { get; init; }

    /// <summary>In rising order of <see cref="AchEntry.Sequence"/>; at least one.</summary>
    public required IReadOnlyList<AchEntry> Entries { get; init; }

    /// <summary>Fifteen digits: the number by which banks name an entry of this batch.</summary>
    public string TraceNumberOf(AchEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return string.Create(CultureInfo.InvariantCulture, $"{OriginatingBank}{entry.Sequence:0000000}");
    }
}

public enum AccountKind
{
    Checking,
    Savings,
}

/// <summary>One payment into an account, or one that its bank returns.</summary>
public sealed record AchEntry
{
    /// <summary>Above zero, at most <see cref="CentsMax"/>.</summary>
    public required long Cents { get; init; }

    /// <summary>Nine digits: the routing number of the payee's bank; of a return, that of the bank that had sent the payment.</summary>
    public required string RoutingNumber { get; init; }

    /// <summary>At most 17 characters.</summary>
    public required string AccountNumber { get; init; }

    public AccountKind AccountKind { get; init; }

    /// <summary>The payer's number of the payee; at most 15 characters.</summary>
    public string PayeeId { get; init; } = "";

    /// <summary>At most 22 characters.</summary>
    public required string PayeeName { get; init; }

    /// <summary>What the payee's bank hands on with the payment, at most 80 characters; null without, and of a return.</summary>
    public string? PaymentInformation { get; init; }

    /// <summary>Why it comes back; null of a payment.</summary>
    public AchReturn? Return { get; init; }

    /// <summary>1 to 9,999,999, unique in the file: the end of the trace number, which begins with the originating bank.</summary>
    public required int Sequence { get; init; }

    /// <summary>What ten digits hold: 99,999,999.99 dollars.</summary>
    public const long CentsMax = 9_999_999_999;

    public override string ToString() => $"entry {Sequence}";
}

/// <summary>What a bank says of an entry that it sends back: the addenda record of code 99.</summary>
public sealed record AchReturn
{
    /// <summary>True where the entry had drawn from the account, false where it had paid into it.</summary>
    public bool IsDebit { get; init; }

    /// <summary>R and two digits; <see cref="ReturnReasons.WordsOf"/> says it in words.</summary>
    public required string Reason { get; init; }

    /// <summary>Fifteen digits: the number that the entry had when it was sent.</summary>
    public required string OriginalTraceNumber { get; init; }

    /// <summary>Of the account's holder, where that is the reason.</summary>
    public DateOnly? DiedOn { get; init; }

    /// <summary>Eight digits: the bank to which the entry was sent.</summary>
    public required string OriginalBank { get; init; }

    /// <summary>At most 44 characters.</summary>
    public string Information { get; init; } = "";

    public override string ToString() => $"return of {OriginalTraceNumber}";
}
