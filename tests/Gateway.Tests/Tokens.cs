using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Aso.Gateway.Tests;

/// <summary>Reads and forges tokens by hand, so that the library under test is not its own judge.</summary>
internal static class Tokens
{
    public static JsonElement Header(string token) => Part(token, 0);

    public static JsonElement Claims(string token) => Part(token, 1);

    /// <summary>The token with other claims and the signature that it had.</summary>
    public static string WithClaims(string token, object claims) =>
        string.Join('.', token.Split('.')[0], Base64UrlEncoder.Encode(JsonSerializer.SerializeToUtf8Bytes(claims)), token.Split('.')[2]);

    /// <summary>The same claims under the header "no algorithm" and without a signature.</summary>
    public static string Unsigned(string token) =>
        $"{Base64UrlEncoder.Encode("""{"alg":"none","typ":"at+jwt"}""")}.{token.Split('.')[1]}.";

    public static string[] ScopesOf(string token) => Claims(token).GetProperty("scope").GetString()!.Split(' ');

    private static JsonElement Part(string token, int index) =>
        JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(token.Split('.')[index])).RootElement;
}
