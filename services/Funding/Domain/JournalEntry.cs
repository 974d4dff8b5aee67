using System.Buffers.Binary;
using System.Security.Cryptography;
using Aso.Primitives;

namespace Aso.Funding.Domain;

/// <summary>One line of an entry: an amount on one side of one account. The amount is more than zero.</summary>
public readonly record struct JournalLine(Account Account, bool IsDebit, Money Amount);

/// <summary>One balanced entry of an employer's journal. Never changed and never removed.</summary>
/// <remarks>
/// Its accounts follow from its kind, so an entry out of balance cannot be written down. Each entry is sealed by a hash over
/// itself and the hash before it: a changed, missing or inserted entry breaks the chain from there on.
/// </remarks>
public sealed record JournalEntry
{
    /// <summary>Bytes of a hash (SHA-256).</summary>
    public const int HashLength = 32;

    /// <summary>1, 2, 3 … without a gap, per book.</summary>
    public required long Sequence { get; init; }

    /// <summary>Follows from the book, the kind and the subject: what was posted once cannot be posted again, whoever asks.</summary>
    public required Guid Id { get; init; }

    /// <summary>The business date.</summary>
    public required DateOnly On { get; init; }

    public required EntryKind Kind { get; init; }

    /// <summary>Σ of the debits, and of the credits. More than zero.</summary>
    public required Money Amount { get; init; }

    /// <summary>Of a release: what was kept back for an earlier overpayment; zero to <see cref="Amount"/>.</summary>
    public Money Recouped { get; init; }

    /// <summary>What it is about: a claim, a charge, a deposit, a refund, a reimbursement request, a remittance, a return.</summary>
    public required Guid Subject { get; init; }

    /// <summary>The message or request that caused it.</summary>
    public required Guid Cause { get; init; }

    /// <summary>SHA-256 of the previous entry's hash and this entry's <see cref="CanonicalBytes"/>.</summary>
    public required ReadOnlyMemory<byte> Hash { get; init; }

    /// <summary>The debit and the credits, those of zero left out.</summary>
    public IEnumerable<JournalLine> Lines
    {
        get
        {
            var rule = PostingRule.Of(Kind);
            yield return new(rule.Debit, true, Amount);
            if (Amount > Recouped)
            {
                yield return new(rule.Credit, false, Amount - Recouped);
            }

            if (Recouped.IsPositive)
            {
                yield return new(Account.ProviderReceivable, false, Recouped);
            }
        }
    }

    /// <summary>The hash before the first entry of an employer's book.</summary>
    public static byte[] GenesisHash(Guid employerId) => SHA256.HashData(employerId.ToByteArray(bigEndian: true));

    /// <summary>This entry with the hash that follows on <paramref name="previous"/>.</summary>
    public JournalEntry SealedAfter(ReadOnlySpan<byte> previous) => this with { Hash = HashAfter(previous) };

    public byte[] HashAfter(ReadOnlySpan<byte> previous)
    {
        Span<byte> sealedBytes = stackalloc byte[HashLength + CanonicalLength];
        previous.CopyTo(sealedBytes);
        CanonicalBytes(sealedBytes[HashLength..]);
        return SHA256.HashData(sealedBytes);
    }

    /// <summary>Length of <see cref="CanonicalBytes"/>.</summary>
    public const int CanonicalLength = 8 + 16 + 4 + 4 + 8 + 8 + 16 + 16;

    /// <summary>Every field but the hash, in the order of declaration, integers and ids big-endian, the date as its day number.</summary>
    public void CanonicalBytes(Span<byte> destination)
    {
        BinaryPrimitives.WriteInt64BigEndian(destination, Sequence);
        Id.TryWriteBytes(destination[8..], bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(destination[24..], On.DayNumber);
        BinaryPrimitives.WriteInt32BigEndian(destination[28..], (int)Kind);
        BinaryPrimitives.WriteInt64BigEndian(destination[32..], Amount.Cents);
        BinaryPrimitives.WriteInt64BigEndian(destination[40..], Recouped.Cents);
        Subject.TryWriteBytes(destination[48..], bigEndian: true, out _);
        Cause.TryWriteBytes(destination[64..], bigEndian: true, out _);
    }
}
