using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Aso.Foundation;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Aso.Gateway.Tests;

public sealed class TokenTests(GatewayOnSqlite shared) : IClassFixture<GatewayOnSqlite>
{
    private static readonly string[] TwoIdentifiers = ["1234567893", "1245319599"];

    private readonly GatewayHost _gateway = shared.Host;

    [Fact]
    public async Task The_administrator_of_a_sandbox_gets_a_short_lived_signed_token_with_every_scope()
    {
        var token = await _gateway.TokenAsync();

        Assert.Equal("RS256", Tokens.Header(token).GetProperty("alg").GetString());
        Assert.Equal("at+jwt", Tokens.Header(token).GetProperty("typ").GetString());
        var claims = Tokens.Claims(token);
        Assert.Equal("aso-api", claims.GetProperty("aud").GetString());
        Assert.Equal("administrator", claims.GetProperty("kind").GetString());
        Assert.Equal("administrator", claims.GetProperty("client_id").GetString());
        Assert.Equal(_gateway.Address.AbsoluteUri, claims.GetProperty("iss").GetString());
        Assert.InRange(claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64(), 300, 600);
        Assert.Equal(Scopes.All.Order(), Tokens.ScopesOf(token).Order());
        Assert.False(claims.TryGetProperty("employer_id", out _));
    }

    [Theory]
    [InlineData("administrator", "not-the-secret")]
    [InlineData("nobody", "development-only-secret")]
    [InlineData("portal", "development-only-secret")]
    public async Task Without_the_right_id_and_secret_there_is_no_token(string clientId, string secret)
    {
        using var answer = await _gateway.RequestTokenAsync(clientId, secret);

        Assert.True(answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.BadRequest);
        Assert.DoesNotContain("access_token", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tenant_is_bound_to_the_client_and_no_parameter_of_the_request_changes_it()
    {
        var (own, other) = (Guid.NewGuid(), Guid.NewGuid());
        var (id, secret) = await _gateway.RegisterAsync(new { kind = "employer", employerId = own });

        using var answer = await _gateway.RequestTokenAsync(
            id, secret, scope: null, ("employer_id", other.ToString()), ("kind", "administrator"), ("claims", $$"""{"employer_id":"{{other}}"}"""));

        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
        Assert.Equal(own.ToString(), Tokens.Claims(token).GetProperty("employer_id").GetString());
        Assert.Equal("employer", Tokens.Claims(token).GetProperty("kind").GetString());
        Assert.Equal(
            ["claims:read", "enrollment:read", "enrollment:write", "funding:read", "funding:write", "stop-loss:read"],
            Tokens.ScopesOf(token).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_carriers_token_names_the_carrier_and_a_providers_its_identifiers()
    {
        var carrierId = Guid.NewGuid();
        var (carrier, carrierSecret) = await _gateway.RegisterAsync(new { kind = "carrier", carrierId });
        var (provider, providerSecret) = await _gateway.RegisterAsync(new { kind = "provider", npis = TwoIdentifiers });

        var carriers = await _gateway.TokenAsync(carrier, carrierSecret);
        var providers = await _gateway.TokenAsync(provider, providerSecret);

        Assert.Equal(carrierId.ToString(), Tokens.Claims(carriers).GetProperty("carrier_id").GetString());
        Assert.Equal(["carrier"], Tokens.ScopesOf(carriers));
        Assert.Equal(["1234567893", "1245319599"], Tokens.Claims(providers).GetProperty("npi").EnumerateArray().Select(npi => npi.GetString()));
        Assert.Equal(["claims:read", "claims:write"], Tokens.ScopesOf(providers).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_client_may_ask_for_less_than_it_may_have_but_not_for_more()
    {
        var (id, secret) = await _gateway.RegisterAsync(new { kind = "employer", employerId = Guid.NewGuid() });

        Assert.Equal(["claims:read"], Tokens.ScopesOf(await _gateway.TokenAsync(id, secret, "claims:read")));
        using var more = await _gateway.RequestTokenAsync(id, secret, "claims:read platform:admin");
        Assert.Equal(HttpStatusCode.BadRequest, more.StatusCode);
        Assert.DoesNotContain("access_token", await more.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_can_validate_a_token_with_nothing_but_the_published_keys()
    {
        using var client = new HttpClient();
        var published = await OpenIdConnectConfigurationRetriever.GetAsync(
            new Uri(_gateway.Address, ".well-known/openid-configuration").AbsoluteUri,
            new HttpDocumentRetriever(client) { RequireHttps = false }, CancellationToken.None);

        var result = await new JsonWebTokenHandler().ValidateTokenAsync(await _gateway.TokenAsync(), new TokenValidationParameters
        {
            ValidIssuer = published.Issuer, IssuerSigningKeys = published.SigningKeys, ValidAudience = "aso-api", ValidTypes = ["at+jwt"],
        });

        Assert.True(result.IsValid, result.Exception?.Message);
        Assert.DoesNotContain("\"d\":", await client.GetStringAsync(new Uri(published.JwksUri)), StringComparison.Ordinal);   // no private part
    }

    [Fact]
    public async Task Tokens_that_were_tampered_with_are_refused()
    {
        var token = await _gateway.TokenAsync();
        var (employer, secret) = await _gateway.RegisterAsync(new { kind = "employer", employerId = Guid.NewGuid() });
        var weak = await _gateway.TokenAsync(employer, secret);

        Assert.Equal(HttpStatusCode.OK, await AskAsync(token));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(null));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync("nonsense"));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(Tokens.Unsigned(token)));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(Tokens.WithClaims(weak, Tokens.Claims(token))));
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(weak));
    }

    [Theory]
    [InlineData("aso-api", "at+jwt", 5, HttpStatusCode.OK)]                      // what the gateway itself would have signed
    [InlineData("aso-api", "at+jwt", -5, HttpStatusCode.Unauthorized)]           // ended five minutes ago
    [InlineData("another-api", "at+jwt", 5, HttpStatusCode.Unauthorized)]        // meant for someone else
    [InlineData("aso-api", "JWT", 5, HttpStatusCode.Unauthorized)]               // an identity token is no access token
    public async Task Even_under_the_right_key_a_token_must_be_current_and_meant_for_this_api(
        string audience, string type, int minutesLeft, HttpStatusCode expected)
    {
        var keys = (Gateway.Tokens.SigningKeys)_gateway.Services.GetService(typeof(Gateway.Tokens.SigningKeys))!;
        var published = await keys.GetConfigurationAsync(CancellationToken.None);
        var token = Sign(published.SigningKeys.First(), SecurityAlgorithms.RsaSha256, audience, type, minutesLeft);

        Assert.Equal(expected, await AskAsync(token));
    }

    [Fact]
    public async Task A_token_under_another_key_is_refused_also_when_the_key_is_the_published_one_taken_as_a_secret()
    {
        using var stranger = System.Security.Cryptography.RSA.Create(2048);
        var keys = (Gateway.Tokens.SigningKeys)_gateway.Services.GetService(typeof(Gateway.Tokens.SigningKeys))!;
        var own = (RsaSecurityKey)(await keys.GetConfigurationAsync(CancellationToken.None)).SigningKeys.First();
        var published = new SymmetricSecurityKey(own.Rsa.ExportSubjectPublicKeyInfo()) { KeyId = own.KeyId };

        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(
            Sign(new RsaSecurityKey(stranger) { KeyId = own.KeyId }, SecurityAlgorithms.RsaSha256, "aso-api", "at+jwt", 5)));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(
            Sign(published, SecurityAlgorithms.HmacSha256, "aso-api", "at+jwt", 5)));
    }

    private static string Sign(SecurityKey key, string algorithm, string audience, string type, int minutesLeft)
    {
        var now = DateTime.UtcNow;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = "http://127.0.0.1/", Audience = audience, TokenType = type,
            IssuedAt = now.AddMinutes(-10), NotBefore = now.AddMinutes(-10), Expires = now.AddMinutes(minutesLeft),
            Claims = new Dictionary<string, object> { ["sub"] = "forger", ["client_id"] = "forger", ["kind"] = "administrator", ["scope"] = "platform:admin" },
            SigningCredentials = new(key, algorithm),
        });
    }

    private async Task<HttpStatusCode> AskAsync(string? token)
    {
        using var answer = await _gateway.SendAsync(HttpMethod.Get, "/v1/clients", token);
        return answer.StatusCode;
    }
}
