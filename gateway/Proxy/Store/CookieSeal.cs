using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Aso.Foundation.Data;
using Aso.Gateway.Tokens;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.Options;

namespace Aso.Gateway.Store;

/// <summary>Seals the ring of cookie keys before it goes into the database, by a key that lies outside of it: who reads the database alone cannot make a cookie.</summary>
/// <remarks>
/// The key comes from the first of <c>Auth:KeyFiles</c>, else from a file of its own beside the signing keys, made at the first start.
/// A part of the ring that no key in hand opens is as good as lost: who has such a cookie signs in again.
/// </remarks>
internal sealed class CookieSeal : IXmlEncryptor
{
    private const string ElementName = "sealed";
    private const string FileName = "cookies.key";
    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private static readonly byte[] Label = "aso gateway: seal of the ring of cookie keys"u8.ToArray();

    private readonly IReadOnlyList<byte[]> _keys;

    public CookieSeal(IOptions<AuthOptions> options, IConfiguration configuration)
    {
        string[] files = options.Value.KeyFiles.Count > 0
            ? [.. options.Value.KeyFiles]
            : [OwnFile(Path.Combine(configuration["Data:Directory"] ?? "data", "keys"))];
        _keys = [.. files.Select(file => HKDF.DeriveKey(HashAlgorithmName.SHA256, File.ReadAllBytes(file), KeyBytes, info: Label))];
    }

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        ArgumentNullException.ThrowIfNull(plaintextElement);
        var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var all = new byte[NonceBytes + TagBytes + plain.Length];
        RandomNumberGenerator.Fill(all.AsSpan(0, NonceBytes));
        using var seal = new AesGcm(_keys[0], TagBytes);
        seal.Encrypt(all.AsSpan(0, NonceBytes), plain, all.AsSpan(NonceBytes + TagBytes), all.AsSpan(NonceBytes, TagBytes));
        CryptographicOperations.ZeroMemory(plain);
        return new(new XElement(ElementName, Convert.ToBase64String(all)), typeof(CookieUnseal));
    }

    /// <exception cref="CryptographicException">No key in hand opens it.</exception>
    internal XElement Open(XElement element)
    {
        var all = Convert.FromBase64String(element.Value);
        var plain = new byte[all.Length - NonceBytes - TagBytes];
        foreach (var key in _keys)
        {
            using var seal = new AesGcm(key, TagBytes);
            try
            {
                seal.Decrypt(all.AsSpan(0, NonceBytes), all.AsSpan(NonceBytes + TagBytes), all.AsSpan(NonceBytes, TagBytes), plain);
                return XElement.Parse(Encoding.UTF8.GetString(plain));
            }
            catch (AuthenticationTagMismatchException)
            {
                // Sealed by another one.
            }
        }

        throw new CryptographicException("The ring was sealed by a key that is not here.");
    }

    private static string OwnFile(string folder)
    {
        OwnFiles.CreateFolder(folder);
        var file = Path.Combine(folder, FileName);
        if (!File.Exists(file))
        {
            var draft = Path.Combine(folder, Path.GetRandomFileName());
            using (var writer = new FileStream(draft, OwnFiles.Options(FileMode.CreateNew, FileAccess.Write)))
            {
                writer.Write(RandomNumberGenerator.GetBytes(KeyBytes));
            }

            try
            {
                // The rename shows the file whole or not at all; the first of two replicas wins.
                File.Move(draft, file, overwrite: false);
            }
            catch (IOException) when (File.Exists(file))
            {
                File.Delete(draft);
            }
        }

        return file;
    }
}

/// <summary>Opens what <see cref="CookieSeal"/> sealed. The ring names this type, and makes it by itself.</summary>
internal sealed class CookieUnseal(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement) => services.GetRequiredService<CookieSeal>().Open(encryptedElement);
}
