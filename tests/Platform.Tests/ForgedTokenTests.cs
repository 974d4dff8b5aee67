using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;

namespace Aso.Platform.Tests;

/// <summary>A token is believed only as it was issued: signed by the platform's key, of its issuer, for it, as an access token, in time.</summary>
public abstract class ForgedTokenTests(RunningPlatform platform)
{
    [Theory]
    [InlineData("payload", "exp", "1700000000")]                       // expired
    [InlineData("payload", "nbf", "4000000000")]                       // not yet valid
    [InlineData("payload", "aud", "\"other-api\"")]                    // for somebody else
    [InlineData("header", "typ", "\"JWT\"")]                           // an identity token, not for access
    [InlineData("header", "alg", "\"none\"")]
    public async Task A_token_that_is_right_but_for_one_thing_is_refused(string part, string name, string value)
    {
        var (header, payload) = await GenuineAsync();
        (part == "header" ? header : payload)[name] = JsonNode.Parse(value);

        await AssertRefusedAsync(Signed(header, payload));
    }

    [Fact]
    public async Task A_token_signed_anew_by_the_platforms_key_is_believed_so_the_others_fail_for_their_one_thing()
    {
        var (header, payload) = await GenuineAsync();

        using var http = platform.WithToken(Signed(header, payload));

        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri("v1/employers", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task A_token_whose_claims_were_changed_after_signing_is_refused()
    {
        var token = await platform.Administrator.TokenAsync(CancellationToken.None);
        var (header, payload) = await GenuineAsync();
        payload["kind"] = "carrier";

        await AssertRefusedAsync($"{Encoded(header)}.{Encoded(payload)}.{token.Split('.')[2]}");
        await AssertRefusedAsync($"{Encoded(header)}.{Encoded(payload)}.");
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("a.b.c")]
    [InlineData(null)]
    public async Task What_is_no_token_is_refused(string? token) => await AssertRefusedAsync(token);

    [Fact]
    public async Task A_stream_of_events_ends_with_the_token_that_opened_it()
    {
        var employer = await platform.OwnerAsync();
        var (header, payload) = await GenuineAsync();
        payload["exp"] = DateTimeOffset.UtcNow.AddSeconds(5).ToUnixTimeSeconds();
        using var http = platform.WithToken(Signed(header, payload));

        using var stream = await http.GetAsync(new Uri($"v1/employers/{employer.EmployerId}/costs/stream", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, stream.StatusCode);

        // Nobody else ends it: a gateway that let it go on would keep this reading for ever.
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        var buffer = new byte[4096];
        await using var body = await stream.Content.ReadAsStreamAsync(patience.Token);
        try
        {
            while (await body.ReadAsync(buffer, patience.Token) > 0)
            {
            }
        }
        catch (IOException)
        {
            // Cut off on its way through the gateway: ended too.
        }
    }

    private protected async Task AssertRefusedAsync(string? token)
    {
        using var http = token is null ? new HttpClient { BaseAddress = platform.Address } : platform.WithToken(token);
        using var answer = await http.GetAsync(new Uri("v1/employers", UriKind.Relative));

        Assert.Equal((HttpStatusCode.Unauthorized, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal("unauthorized", (await answer.Content.ReadFromJsonAsync<JsonNode>())!["code"]!.GetValue<string>());
    }

    private protected async Task<(JsonNode Header, JsonNode Payload)> GenuineAsync()
    {
        var parts = (await platform.Administrator.TokenAsync(CancellationToken.None)).Split('.');
        return (Decoded(parts[0]), Decoded(parts[1]));
    }

    private protected string Signed(JsonNode header, JsonNode payload)
    {
        var signing = $"{Encoded(header)}.{Encoded(payload)}";
        return $"{signing}.{Base64UrlEncoder.Encode(Sign(header["kid"]!.GetValue<string>(), System.Text.Encoding.ASCII.GetBytes(signing)))}";
    }

    private byte[] Sign(string keyId, byte[] data)
    {
        foreach (var pem in Directory.EnumerateFiles(platform.Keys, "*.pem").Select(File.ReadAllText))
        {
            using var key = RSA.Create();
            key.ImportFromPem(pem);
            if (Base64UrlEncoder.Encode(new RsaSecurityKey(key).ComputeJwkThumbprint()) == keyId)
            {
                return key.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            }
        }

        throw new InvalidOperationException("The platform's folder of keys has none of this id.");
    }

    private static JsonNode Decoded(string part) => JsonNode.Parse(Base64UrlEncoder.DecodeBytes(part))!;

    private static string Encoded(JsonNode part) => Base64UrlEncoder.Encode(System.Text.Encoding.UTF8.GetBytes(part.ToJsonString()));
}

[Collection("embedded")]
public sealed class EmbeddedForgedTokenTests(EmbeddedInProcess platform) : ForgedTokenTests(platform);

[Collection("separate")]
public sealed class SeparateForgedTokenTests(SeparateProcesses platform) : ForgedTokenTests(platform)
{
    // One process knows its own keys and needs no issuer's name to tell them from others'.
    [Fact]
    public async Task A_token_of_another_issuer_is_refused()
    {
        var (header, payload) = await GenuineAsync();
        payload["iss"] = "http://tokens.example/";

        await AssertRefusedAsync(Signed(header, payload));
    }
}
