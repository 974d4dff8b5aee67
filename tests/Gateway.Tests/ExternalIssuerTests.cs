using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Aso.Foundation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Aso.Gateway.Tests;

/// <summary>A service behind a provider that is not ours and names its claims its own way.</summary>
public sealed class ExternalIssuerTests
{
    private static readonly Guid Acme = Guid.NewGuid();

    [Theory]
    [InlineData("org", true)]
    [InlineData("employer_id", false)]   // what that provider calls by our name means nothing here
    public async Task The_tenant_is_read_from_the_claim_that_the_configuration_names(string claim, bool isSeen)
    {
        using var key = RSA.Create(2048);
        await using var provider = await ProviderAsync(key);
        await using var service = await ServiceAsync(provider.Urls.First());
        using var client = new HttpClient { BaseAddress = new(service.Urls.First()) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token(provider.Urls.First(), key, claim));

        using var own = await client.GetAsync($"/v1/employers/{Acme}");
        using var other = await client.GetAsync($"/v1/employers/{Guid.NewGuid()}");

        Assert.Equal((isSeen ? HttpStatusCode.OK : HttpStatusCode.NotFound, HttpStatusCode.NotFound), (own.StatusCode, other.StatusCode));
    }

    private static string Token(string issuer, RSA key, string tenantClaim) =>
        new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer, Audience = "aso-api", TokenType = "JWT", Expires = DateTime.UtcNow.AddMinutes(5),
            Claims = new Dictionary<string, object> { ["sub"] = "ada", ["role"] = "employer", [tenantClaim] = Acme.ToString(), ["scp"] = "claims:read" },
            SigningCredentials = new(new RsaSecurityKey(key) { KeyId = "k1" }, SecurityAlgorithms.RsaSha256),
        });

    private static async Task<WebApplication> ProviderAsync(RSA key)
    {
        var published = key.ExportParameters(includePrivateParameters: false);
        var provider = WebApplication.CreateBuilder(["--urls=http://127.0.0.1:0"]).Build();
        provider.MapGet("/.well-known/openid-configuration", (HttpRequest request) => new Dictionary<string, string>
        {
            ["issuer"] = $"http://{request.Host}", ["jwks_uri"] = $"http://{request.Host}/keys",
        });
        provider.MapGet("/keys", () => new
        {
            keys = new[]
            {
                new { kty = "RSA", use = "sig", kid = "k1", n = Base64UrlEncoder.Encode(published.Modulus), e = Base64UrlEncoder.Encode(published.Exponent) },
            },
        });
        await provider.StartAsync();
        return provider;
    }

    private static async Task<WebApplication> ServiceAsync(string authority)
    {
        var builder = WebApplication.CreateBuilder(
        [
            "--urls=http://127.0.0.1:0", $"--Auth:Authority={authority}", "--Auth:TokenTypes:0=JWT",
            "--Auth:Claims:employer_id=org", "--Auth:Claims:kind=role", "--Auth:Claims:scope=scp",
        ]);
        builder.AddAsoDefaults("stub");
        var service = builder.Build();
        service.UseAsoDefaults();
        service.MapGroup("/v1/employers/{employerId:guid}").ForEmployer().MapGet("", () => "seen").RequireScope(Scopes.ClaimsRead);
        await service.StartAsync();
        return service;
    }
}
