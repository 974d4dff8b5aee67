using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Aso.Foundation;

/// <summary>Ids made from what is unique at an employer: the same for ever, on every replica, without asking the database.</summary>
/// <remarks>A name-based UUID (RFC 9562, version 8): SHA-256 over kind, employer and name.</remarks>
public static class NameBasedId
{
    /// <param name="kind">Keeps names of different things apart.</param>
    public static Guid Of(char kind, Guid employerId, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
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
