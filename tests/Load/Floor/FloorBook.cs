using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Aso.Load.Floor;

/// <summary>An employer's balances, in cents, and the end of its journal's hash chain. A new one is full.</summary>
internal sealed class FloorBook(Guid employerId)
{
    private const long Deposit = 1_000_000_000_00;

    public Guid EmployerId => employerId;

    /// <summary>Of the last entry; 0 before the first.</summary>
    public long Sequence { get; set; }

    public byte[] Hash { get; set; } = new byte[SHA256.HashSizeInBytes];

    public long Cash { get; set; } = Deposit;

    public long Payable { get; set; }

    public long Expense { get; set; }

    /// <summary>A claim becomes expense and payable, then is released from cash.</summary>
    /// <param name="journal">Takes the two entries.</param>
    public void Post(in FloorClaim claim, List<JournalEntry> journal)
    {
        Expense += claim.PaidCents;
        Payable += claim.PaidCents;
        journal.Add(Entry(JournalKind.Approved, claim));
        Payable -= claim.PaidCents;
        Cash -= claim.PaidCents;
        journal.Add(Entry(JournalKind.Released, claim));
    }

    private JournalEntry Entry(JournalKind kind, in FloorClaim claim)
    {
        const int IdLength = 16;
        const int SequenceAt = SHA256.HashSizeInBytes;
        const int KindAt = SequenceAt + sizeof(long);
        const int ClaimAt = KindAt + sizeof(short);
        const int AmountAt = ClaimAt + IdLength;
        Span<byte> content = stackalloc byte[AmountAt + sizeof(long)];
        Hash.CopyTo(content);
        BinaryPrimitives.WriteInt64BigEndian(content[SequenceAt..], ++Sequence);
        BinaryPrimitives.WriteInt16BigEndian(content[KindAt..], (short)kind);
        claim.ClaimId.TryWriteBytes(content[ClaimAt..], bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(content[AmountAt..], claim.PaidCents);
        Hash = SHA256.HashData(content);
        return new(employerId, Sequence, kind, claim.ClaimId, claim.PaidCents, Hash);
    }
}

internal enum JournalKind : short
{
    Approved = 1,
    Released = 2,
}

/// <param name="Amount">Cents.</param>
/// <param name="Hash">SHA-256 of the hash before it and of what this entry says.</param>
internal readonly record struct JournalEntry(Guid EmployerId, long Sequence, JournalKind Kind, Guid ClaimId, long Amount, byte[] Hash);
