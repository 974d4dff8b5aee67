using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;

namespace Aso.Platform.Tests.Tenants;

/// <summary>Makes access tokens just as the platform issues them, and such as it must not believe.</summary>
internal sealed class TokenForge
{
    private static readonly RSA StrangersKey = RSA.Create(2048);

    private readonly RunningPlatform _platform;
    private readonly string _genuine;

    private TokenForge(RunningPlatform platform, string genuine) => (_platform, _genuine) = (platform, genuine);

    public static async Task<TokenForge> OfAsync(RunningPlatform platform) => new(platform, await platform.Administrator.TokenAsync(CancellationToken.None));

    /// <summary>What a token of the administrator's says, to be changed.</summary>
    public (JsonObject Header, JsonObject Payload) Genuine()
    {
        var parts = _genuine.Split('.');
        return (Decoded(parts[0]), Decoded(parts[1]));
    }

    /// <summary>Signed by the platform's own key.</summary>
    public string Signed(JsonNode header, JsonNode payload) => Signed(header, payload, signing =>
    {
        using var key = PlatformsKey(header["kid"]!.GetValue<string>());
        return key.SignData(signing, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    });

    /// <summary>A token as it is issued to a client for itself, or to a person who signed in through the portal.</summary>
    /// <param name="person">The person's id; null for a client.</param>
    /// <param name="claims">What the token says of the caller's standing.</param>
    public string Issued(string kind, string scopes, string? person, params ReadOnlySpan<(string Name, JsonNode Value)> claims)
    {
        var (header, payload) = Genuine();
        var client = person is null ? $"{kind}-forged" : "portal";
        (payload["client_id"], payload["sub"], payload["kind"], payload["scope"]) = (client, person ?? client, kind, scopes);
        foreach (var (name, value) in claims)
        {
            payload[name] = value.DeepClone();
        }

        return Signed(header, payload);
    }

    /// <summary>Tokens that are no proof of anything, each right but for one thing; null is none at all.</summary>
    public IEnumerable<(string What, string? Token)> Unbelievable() =>
    [
        ("no token", null),
        ("garbage", "garbage"),
        ("three dots' worth of garbage", "a.b.c"),
        ("no algorithm, no signature", Signed(Header(("alg", "none")), Genuine().Payload, _ => [])),
        ("no algorithm, a signature", Signed(Header(("alg", "none")), Genuine().Payload)),
        ("the public key as a secret, as text", Signed(Header(("alg", "HS256")), Genuine().Payload, signing => HMACSHA256.HashData(Encoding.ASCII.GetBytes(PublicKey(key => key.ExportSubjectPublicKeyInfoPem())), signing))),
        ("the public key as a secret, as bytes", Signed(Header(("alg", "HS256")), Genuine().Payload, signing => HMACSHA256.HashData(PublicKey(key => key.ExportSubjectPublicKeyInfo()), signing))),
        ("another's key under the platform's name", Signed(Genuine().Header, Genuine().Payload, SignAsStranger)),
        ("another's key under its own name", Signed(Header(("kid", "stranger")), Genuine().Payload, SignAsStranger)),
        ("another's key under no name", Signed(Header(("kid", null)), Genuine().Payload, SignAsStranger)),
        ("another's key, brought along", Signed(Header(("kid", null), ("jwk", StrangersJwk())), Genuine().Payload, SignAsStranger)),
        ("another's key, to be fetched", Signed(Header(("kid", "stranger"), ("jku", "http://127.0.0.1:9/keys")), Genuine().Payload, SignAsStranger)),
        ("a key named by a path", Signed(Header(("alg", "HS256"), ("kid", "../../../../dev/null")), Genuine().Payload, signing => HMACSHA256.HashData(new byte[1], signing))),
        ("changed after signing", $"{_genuine.Split('.')[0]}.{Encoded(Payload(("kind", "carrier")))}.{_genuine.Split('.')[2]}"),
        ("its signature cut off", _genuine[..(_genuine.LastIndexOf('.') + 1)]),
        ("expired", Signed(Genuine().Header, Payload(("exp", 1_700_000_000)))),
        ("good for ever", Signed(Genuine().Header, Payload(("exp", null)))),
        ("not yet valid", Signed(Genuine().Header, Payload(("nbf", 4_000_000_000)))),
        ("for another audience", Signed(Genuine().Header, Payload(("aud", "other-api")))),
        ("for no audience", Signed(Genuine().Header, Payload(("aud", null)))),
        ("an identity token", Signed(Header(("typ", "JWT")), Genuine().Payload)),
        ("of no type", Signed(Header(("typ", null)), Genuine().Payload)),
        .. _platform.NamesItsIssuer ? new[] { ("of another issuer", Signed(Genuine().Header, Payload(("iss", "http://tokens.example/")))), ("of no issuer", Signed(Genuine().Header, Payload(("iss", null)))) } : [],
    ];

    /// <summary>Tokens of the platform's own key that say of nobody what could be done with them.</summary>
    public IEnumerable<(string What, string Token)> Nobodys() =>
    [
        ("a kind by its number", Signed(Genuine().Header, Payload(("kind", "1")))),
        ("a kind in capitals", Signed(Genuine().Header, Payload(("kind", "Administrator")))),
        ("a kind that is not known", Signed(Genuine().Header, Payload(("kind", "owner")))),
        ("two kinds", Signed(Genuine().Header, Payload(("kind", new JsonArray("employer", "administrator"))))),
        ("no kind", Signed(Genuine().Header, Payload(("kind", null)))),
        ("no scope", Signed(Genuine().Header, Payload(("scope", null)))),
        ("a scope of another interface", Signed(Genuine().Header, Payload(("scope", "openid profile")))),
        ("scopes run together", Signed(Genuine().Header, Payload(("scope", Genuine().Payload["scope"]!.GetValue<string>().Replace(" ", ",", StringComparison.Ordinal))))),
        ("a carrier's kind with the administrator's scopes", Signed(Genuine().Header, Payload(("kind", "carrier"), ("carrier_id", "acme")))),
    ];

    private JsonObject Header(params ReadOnlySpan<(string Name, JsonNode? Value)> changes) => Changed(Genuine().Header, changes);

    private JsonObject Payload(params ReadOnlySpan<(string Name, JsonNode? Value)> changes) => Changed(Genuine().Payload, changes);

    /// <param name="changes">What is null is taken out.</param>
    private static JsonObject Changed(JsonObject part, ReadOnlySpan<(string Name, JsonNode? Value)> changes)
    {
        foreach (var (name, value) in changes)
        {
            part.Remove(name);
            if (value is not null)
            {
                part[name] = value;
            }
        }

        return part;
    }

    private static string Signed(JsonNode header, JsonNode payload, Func<byte[], byte[]> sign)
    {
        var signing = $"{Encoded(header)}.{Encoded(payload)}";
        return $"{signing}.{Base64UrlEncoder.Encode(sign(Encoding.ASCII.GetBytes(signing)))}";
    }

    private static byte[] SignAsStranger(byte[] signing) => StrangersKey.SignData(signing, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    private static JsonObject StrangersJwk()
    {
        var key = StrangersKey.ExportParameters(includePrivateParameters: false);
        return new() { ["kty"] = "RSA", ["n"] = Base64UrlEncoder.Encode(key.Modulus), ["e"] = Base64UrlEncoder.Encode(key.Exponent) };
    }

    private T PublicKey<T>(Func<RSA, T> export)
    {
        using var key = PlatformsKey(Genuine().Header["kid"]!.GetValue<string>());
        return export(key);
    }

    private RSA PlatformsKey(string keyId)
    {
        foreach (var pem in Directory.EnumerateFiles(_platform.Keys, "*.pem").Select(File.ReadAllText))
        {
            var key = RSA.Create();
            key.ImportFromPem(pem);
            if (Base64UrlEncoder.Encode(new RsaSecurityKey(key).ComputeJwkThumbprint()) == keyId)
            {
                return key;
            }

            key.Dispose();
        }

        throw new InvalidOperationException("The platform's folder of keys has none of this id.");
    }

    private static JsonObject Decoded(string part) => JsonNode.Parse(Base64UrlEncoder.DecodeBytes(part))!.AsObject();

    private static string Encoded(JsonNode part) => Base64UrlEncoder.Encode(Encoding.UTF8.GetBytes(part.ToJsonString()));
}
