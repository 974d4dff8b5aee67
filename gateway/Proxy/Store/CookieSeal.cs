using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Aso.Foundation;
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

    private static readonly byte[] Label = "aso gateway: seal of the ring of cookie keys"u8.ToArray();

    private readonly IReadOnlyList<byte[]> _keys;

    public CookieSeal(IOptions<AuthOptions> options, IConfiguration configuration)
    {
        string[] files = options.Value.KeyFiles.Count > 0
            ? [.. options.Value.KeyFiles]
            : [OwnFiles.Secret(Path.Combine(configuration["Data:Directory"] ?? "data", "keys"), FileName)];
        _keys = [.. files.Select(file => Sealing.KeyOf(File.ReadAllBytes(file), Label))];
    }

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        ArgumentNullException.ThrowIfNull(plaintextElement);
        var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var all = Sealing.Close(_keys[0], plain);
        CryptographicOperations.ZeroMemory(plain);
        return new(new XElement(ElementName, Convert.ToBase64String(all)), typeof(CookieUnseal));
    }

    /// <exception cref="CryptographicException">No key in hand opens it.</exception>
    internal XElement Open(XElement element)
    {
        var all = Convert.FromBase64String(element.Value);
        foreach (var key in _keys)
        {
            if (Sealing.Open(key, all) is { } plain)
            {
                return XElement.Parse(Encoding.UTF8.GetString(plain));
            }
        }

        throw new CryptographicException("The ring was sealed by a key that is not here.");
    }
}

/// <summary>Opens what <see cref="CookieSeal"/> sealed. The ring names this type, and makes it by itself.</summary>
internal sealed class CookieUnseal(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement) => services.GetRequiredService<CookieSeal>().Open(encryptedElement);
}
