using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Aso.Gateway.Tokens;

/// <summary>One generation of key material: signs access and identity tokens, seals codes and refresh tokens.</summary>
internal sealed class SigningKey
{
    // Codes and refresh tokens are read by this gateway only, so a symmetric key does. It is derived, so that one file
    // holds a generation; the label keeps the two uses apart.
    private static readonly byte[] SealingLabel = "aso gateway: seal of codes and refresh tokens"u8.ToArray();

    private SigningKey(AsymmetricSecurityKey key, string algorithm, byte[] privateKey)
    {
        key.KeyId = Base64UrlEncoder.Encode(key.ComputeJwkThumbprint());
        Signing = new(key, algorithm);
        var sealing = new SymmetricSecurityKey(HKDF.DeriveKey(HashAlgorithmName.SHA256, privateKey, 32, info: SealingLabel));
        Sealing = new(sealing, SecurityAlgorithms.Aes256KW, SecurityAlgorithms.Aes256CbcHmacSha512);
    }

    public SigningCredentials Signing { get; }

    public EncryptingCredentials Sealing { get; }

    /// <summary>Reads a private key: RSA of at least 2,048 bits, or EC on P-256.</summary>
    /// <exception cref="CryptographicException">The text holds no such key.</exception>
    public static SigningKey FromPem(string pem)
    {
        var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(pem);
            return rsa.KeySize >= 2048
                ? new(new RsaSecurityKey(rsa), SecurityAlgorithms.RsaSha256, rsa.ExportPkcs8PrivateKey())
                : throw new CryptographicException("An RSA key needs at least 2,048 bits.");
        }
        catch (Exception failure) when (failure is CryptographicException or ArgumentException)
        {
            rsa.Dispose();
            return FromEllipticPem(pem);
        }
    }

    private static SigningKey FromEllipticPem(string pem)
    {
        var curve = ECDsa.Create();
        try
        {
            curve.ImportFromPem(pem);
        }
        catch (ArgumentException nothingFound)
        {
            curve.Dispose();
            throw new CryptographicException("No private key in PEM form was found.", nothingFound);
        }

        return curve.KeySize == 256
            ? new(new ECDsaSecurityKey(curve), SecurityAlgorithms.EcdsaSha256, curve.ExportPkcs8PrivateKey())
            : throw new CryptographicException("An EC key must be on the curve P-256.");
    }
}
