using System.Security.Cryptography;

namespace Aso.Foundation;

/// <summary>Seals what a store must not hold as it is, by a key that lies outside of that store: AES-256 in GCM (NIST SP 800-38D), a fresh nonce each time.</summary>
public static class Sealing
{
    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    /// <summary>The key that a secret stands for.</summary>
    /// <param name="purpose">Apart from others: what one secret is used for opens nothing that it is used for elsewhere.</param>
    public static byte[] KeyOf(byte[] secret, byte[] purpose) => HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, KeyBytes, info: purpose);

    /// <param name="about">What it belongs to, which is not kept: sealed for one thing it does not open for another.</param>
    public static byte[] Close(byte[] key, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> about = default)
    {
        var all = new byte[NonceBytes + TagBytes + plain.Length];
        RandomNumberGenerator.Fill(all.AsSpan(0, NonceBytes));
        using var seal = new AesGcm(key, TagBytes);
        seal.Encrypt(all.AsSpan(0, NonceBytes), plain, all.AsSpan(NonceBytes + TagBytes), all.AsSpan(NonceBytes, TagBytes), about);
        return all;
    }

    /// <returns>Null where another key sealed it, it was sealed for another thing, or it was changed since.</returns>
    public static byte[]? Open(byte[] key, ReadOnlySpan<byte> all, ReadOnlySpan<byte> about = default)
    {
        if (all.Length < NonceBytes + TagBytes)
        {
            return null;
        }

        var plain = new byte[all.Length - NonceBytes - TagBytes];
        using var seal = new AesGcm(key, TagBytes);
        try
        {
            seal.Decrypt(all[..NonceBytes], all[(NonceBytes + TagBytes)..], all.Slice(NonceBytes, TagBytes), plain, about);
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}
