using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Aso.Claims.Store;

/// <summary>Ids made from what is unique at an employer: the same for ever, on every replica, without asking the database.</summary>
/// <remarks>A name-based UUID (RFC 9562, version 8): SHA-256 over kind, employer and name.</remarks>
internal static class Keys
{
    public static Guid OfClaim(Guid employerId, string claimNumber) => Of('c', employerId, claimNumber);

    public static Guid OfMember(Guid employerId, string memberId) => Of('m', employerId, memberId);

    /// <summary>A family's key is its subscriber's.</summary>
    public static Guid OfFamily(Guid employerId, string subscriberId) => OfMember(employerId, subscriberId);

    /// <summary>What a client's Idempotency-Key stands for at an employer.</summary>
    public static Guid OfIdempotency(Guid employerId, string clientId, string key) => Of('i', employerId, $"{clientId}\n{key}");

    public static Guid OfFile(Guid employerId, ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, hash);
        return Of('f', employerId, Convert.ToHexString(hash));
    }

    private static Guid Of(char kind, Guid employerId, string name)
    {
        Span<byte> text = stackalloc byte[18 + Encoding.UTF8.GetMaxByteCount(name.Length)];
        BinaryPrimitives.WriteUInt16BigEndian(text, kind);
        employerId.TryWriteBytes(text[2..], bigEndian: true, out _);
        var length = 18 + Encoding.UTF8.GetBytes(name, text[18..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..length], hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new(hash[..16], bigEndian: true);
    }
}
