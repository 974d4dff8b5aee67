using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Aso.Verifier.Ledger;

/// <summary>A journal entry as it is stored. Amounts are cents.</summary>
/// <param name="Kind">1 to 19; see <see cref="PostingRule"/>.</param>
/// <param name="Recouped">Of <paramref name="Amount"/>, what a release kept back.</param>
internal readonly record struct Entry(
    long Sequence, DateOnly On, int Kind, long Amount, long Recouped, Guid Subject, Guid Cause, byte[] Hash);

/// <summary>The bytes that are hashed, as Funding's documentation lays them down.</summary>
internal static class Seal
{
    public const int HashLength = 32;

    private const int EntryLength = 80;

    /// <summary>The hash before the first entry of an employer's book.</summary>
    public static byte[] Genesis(Guid employerId) => SHA256.HashData(employerId.ToByteArray(bigEndian: true));

    /// <summary>SHA-256 of the previous entry's hash and of this entry's 80 bytes.</summary>
    public static void Compute(Guid employerId, in Entry entry, ReadOnlySpan<byte> previous, Span<byte> hash)
    {
        Span<byte> bytes = stackalloc byte[HashLength + EntryLength];
        previous.CopyTo(bytes);
        var own = bytes[HashLength..];
        BinaryPrimitives.WriteInt64BigEndian(own, entry.Sequence);
        IdOf(employerId, entry.Kind, entry.Subject).TryWriteBytes(own[8..], bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(own[24..], entry.On.DayNumber);
        BinaryPrimitives.WriteInt32BigEndian(own[28..], entry.Kind);
        BinaryPrimitives.WriteInt64BigEndian(own[32..], entry.Amount);
        BinaryPrimitives.WriteInt64BigEndian(own[40..], entry.Recouped);
        entry.Subject.TryWriteBytes(own[48..], bigEndian: true, out _);
        entry.Cause.TryWriteBytes(own[64..], bigEndian: true, out _);
        SHA256.HashData(bytes, hash);
    }

    /// <summary>The entry's id, which is not stored: it follows from the book, the kind and the subject.</summary>
    public static Guid IdOf(Guid employerId, int kind, Guid subject)
    {
        Span<byte> name = stackalloc byte[36];
        employerId.TryWriteBytes(name, bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(name[16..], kind);
        subject.TryWriteBytes(name[20..], bigEndian: true, out _);
        return NamedId.Of(name);
    }
}

/// <summary>Ids that follow from names: UUID version 8 of RFC 9562, the first bits of a SHA-256.</summary>
internal static class NamedId
{
    public static Guid OfRemittance(Guid employerId, string reference) => OfText(employerId, $"remittance/{reference}");

    public static Guid OfDeposit(Guid employerId, string reference) => OfText(employerId, $"deposit/{reference}");

    public static Guid OfDepositReturn(Guid employerId, string reference) => OfText(employerId, $"deposit-return/{reference}");

    public static Guid OfClaim(Guid employerId, string number) => OfClaimsName('c', employerId, number);

    /// <summary>Claims' key of a member; findings name members by it, never by the employer's own id of them.</summary>
    public static Guid OfMember(Guid employerId, string memberId) => OfClaimsName('m', employerId, memberId);

    internal static Guid Of(ReadOnlySpan<byte> name)
    {
        Span<byte> hash = stackalloc byte[Seal.HashLength];
        SHA256.HashData(name, hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }

    /// <summary>Funding's: the employer, the text in UTF-8.</summary>
    private static Guid OfText(Guid employerId, string text) => Of([.. employerId.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(text)]);

    /// <summary>Two bytes of the kind, the employer, the name in UTF-8.</summary>
    private static Guid OfClaimsName(char kind, Guid employerId, string name)
    {
        Span<byte> text = stackalloc byte[18 + Encoding.UTF8.GetMaxByteCount(name.Length)];
        BinaryPrimitives.WriteUInt16BigEndian(text, kind);
        employerId.TryWriteBytes(text[2..], bigEndian: true, out _);
        return Of(text[..(18 + Encoding.UTF8.GetBytes(name, text[18..]))]);
    }
}
