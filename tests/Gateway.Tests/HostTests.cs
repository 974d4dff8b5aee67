using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Aso.Foundation;

namespace Aso.Gateway.Tests;

/// <summary>The gateway goes by the name of its issuer; a Host header is a caller's word.</summary>
public sealed class HostTests
{
    private const string Secret = "kjh34-ksjdf-87345-sdfkjh-3453";

    private static readonly (string, string)[] Earnest =
    [
        ("Sandbox:Enabled", "false"), ("Auth:Issuer", "https://benefits.example/"), ("Auth:RequireHttps", "false"), ("Auth:Authority", "http://gateway:8080"),
        ("Auth:Administrator:ClientId", "root"), ("Auth:Administrator:Secret", Secret), ("AllowedHosts", "partners.example;backup.example"),
    ];

    [Theory]
    [InlineData("/.well-known/openid-configuration", "evil.example", 400)]
    [InlineData("/v1/employers", "evil.example", 400)]
    [InlineData("/sign-in", "evil.example", 400)]
    [InlineData("/connect/token", "evil.example:443", 400)]
    [InlineData("/sign-in", "127.0.0.1", 400)]
    [InlineData("/sign-in", "benefits.example.evil.example", 400)]
    [InlineData("/sign-in", "benefits.example", 200)]
    [InlineData("/sign-in", "BENEFITS.example:8443", 200)]
    [InlineData("/sign-in", "partners.example", 200)]
    [InlineData("/.well-known/openid-configuration", "gateway:8080", 200)]
    [InlineData("/health/live", "10.0.0.7:8080", 200)]
    [InlineData("/health/live", "evil.example", 200)]
    public async Task Outside_a_sandbox_only_known_names_are_answered_to(string path, string host, int status)
    {
        await using var gateway = await GatewayHost.StartAsync(Earnest);

        using var answer = await AskAsync(gateway, path, host);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.DoesNotContain("evil", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("benefits.example")]
    [InlineData("gateway:8080")]
    [InlineData("backup.example")]
    public async Task Discovery_names_the_issuers_addresses_and_the_description_none_whatever_name_was_called(string host)
    {
        await using var gateway = await GatewayHost.StartAsync(Earnest);

        var discovery = await (await AskAsync(gateway, "/.well-known/openid-configuration", host)).Content.ReadFromJsonAsync<JsonElement>();
        var description = await (await AskAsync(gateway, "/openapi/v1.json", host)).Content.ReadFromJsonAsync<JsonElement>();

        foreach (var name in (string[])["issuer", "token_endpoint", "authorization_endpoint", "jwks_uri", "end_session_endpoint", "revocation_endpoint"])
        {
            Assert.StartsWith("https://benefits.example/", discovery.GetProperty(name).GetString(), StringComparison.Ordinal);
        }

        // Relative to where it was found: it names nobody.
        Assert.Equal("/", description.GetProperty("servers")[0].GetProperty("url").GetString());
    }

    [Fact]
    public async Task A_service_that_knows_the_gateway_by_an_inner_name_finds_the_keys_all_the_same()
    {
        // Its issuer's name leads nowhere from here, its authority's to the gateway.
        await using var issuer = await GatewayHost.StartAsync(("Auth:Issuer", "http://benefits.example/"));
        await using var other = await GatewayHost.StartAsync(
            ("Auth:Mode", "External"), ("Auth:Issuer", "http://benefits.example/"), ("Auth:Authority", issuer.Address.AbsoluteUri));

        using var answer = await other.SendAsync(HttpMethod.Get, "/v1/employers", await issuer.TokenAsync());

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);   // let in; the service behind is away
    }

    [Fact]
    public async Task With_an_external_issuer_the_gateways_own_names_must_be_said()
    {
        var failure = await Assert.ThrowsAsync<StartRefusedException>(() => GatewayHost.StartAsync(
            ("Sandbox:Enabled", "false"), ("Auth:Mode", "External"), ("Auth:Issuer", "https://idp.example/"), ("Auth:Authority", "https://idp.example")));

        Assert.Contains("AllowedHosts", failure.Message, StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> AskAsync(GatewayHost gateway, string path, string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Host = host;
        return await gateway.Client.SendAsync(request);
    }
}
