using System.Net;
using System.Net.Http.Json;
using Aso.Servers;
using Microsoft.Extensions.Options;

namespace Aso.Gateway.Tests;

public sealed class StartTests
{
    private static readonly (string, string)[] Production =
    [
        ("environment", "Production"), ("Sandbox:Enabled", "false"), ("Auth:Issuer", "https://benefits.example/"),
    ];

    [Theory]
    [InlineData(null, null)]
    [InlineData("root", null)]
    [InlineData("root", "short")]
    [InlineData("administrator", GatewayHost.AdministratorSecret)]
    public async Task In_production_there_is_no_start_without_an_administrator_of_its_own(string? clientId, string? secret)
    {
        var settings = Production.ToList();
        if (clientId is not null)
        {
            settings.Add(("Auth:Administrator:ClientId", clientId));
        }

        if (secret is not null)
        {
            settings.Add(("Auth:Administrator:Secret", secret));
        }

        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => GatewayHost.StartAsync([.. settings]));

        Assert.Contains("Auth:Administrator", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sandbox_in_the_production_environment_has_no_well_known_administrator()
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => GatewayHost.StartAsync(("environment", "Production")));

        Assert.Contains("Auth:Administrator:Secret", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_production_a_secret_is_not_taken_over_an_open_line()
    {
        const string secret = "kjh34-ksjdf-87345-sdfkjh-3453";
        await using var gateway = await GatewayHost.StartAsync(
            [.. Production, ("Auth:Administrator:ClientId", "root"), ("Auth:Administrator:Secret", secret)]);

        using var answer = await gateway.RequestTokenAsync("root", secret);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_changed_secret_of_the_administrator_counts_from_the_next_start()
    {
        var folder = Directory.CreateTempSubdirectory("aso-gateway-").FullName;
        await using (await GatewayHost.StartAsync(("Data:Directory", folder)))
        {
        }

        const string secret = "kjh34-ksjdf-87345-sdfkjh-3453";
        await using var gateway = await GatewayHost.StartAsync(
            ("Data:Directory", folder), ("Auth:Administrator:ClientId", GatewayHost.AdministratorId), ("Auth:Administrator:Secret", secret));

        using var old = await gateway.RequestTokenAsync(GatewayHost.AdministratorId, GatewayHost.AdministratorSecret);
        Assert.Equal(HttpStatusCode.Unauthorized, old.StatusCode);
        Assert.NotEmpty(await gateway.TokenAsync(secret: secret));
    }

    [Fact]
    public async Task Replicas_may_start_at_once_on_a_database_without_a_client()
    {
        var folder = Directory.CreateTempSubdirectory("aso-gateways-").FullName;
        (string, string)[] settings = [("Data:Directory", folder), ("ConnectionStrings:gateway", await TestServers.NewDatabaseAsync("gateway"))];
        await GatewayHost.MigrateAsync(settings);

        var replicas = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => GatewayHost.StartAsync(settings)));

        foreach (var replica in replicas)
        {
            Assert.NotEmpty(await replica.TokenAsync());
            await replica.DisposeAsync();
        }
    }

    [Fact]
    public async Task Every_missing_or_wrong_address_of_a_service_is_named()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            GatewayHost.StartAsync(("Services:Claims", ""), ("Services:Funding", "funding:8080, ftp://funding")));

        Assert.Contains("Services:Claims", failure.Message, StringComparison.Ordinal);
        Assert.Contains("\"ftp://funding\"", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Services:Enrollment", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Limits:Read:PerSecond", "0", "Limits:Read:Burst")]
    [InlineData("Deadlines:Write", "0", "Write")]
    [InlineData("Auth:AccessTokenMinutes", "600", "AccessTokenMinutes")]
    public async Task A_setting_out_of_its_range_stops_the_start_and_is_named(string key, string value, string named)
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => GatewayHost.StartAsync((key, value)));

        Assert.Contains(named, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_an_external_issuer_its_tokens_are_good_and_none_are_issued_here()
    {
        await using var issuer = await GatewayHost.StartAsync();
        await using var service = await StubService.StartAsync("Enrollment");
        await using var gateway = await GatewayHost.StartAsync(
            ("Auth:Mode", "External"), ("Auth:Authority", issuer.Address.AbsoluteUri), ("Services:Enrollment", service.Address));

        using var forwarded = await gateway.SendAsync(HttpMethod.Get, "/v1/employers", await issuer.TokenAsync());
        using var refused = await gateway.RequestTokenAsync(GatewayHost.AdministratorId, GatewayHost.AdministratorSecret);
        using var clients = await gateway.SendAsync(HttpMethod.Get, "/v1/clients", await issuer.TokenAsync());

        Assert.Equal("Enrollment", (await forwarded.Content.ReadFromJsonAsync<StubService.Echo>())!.Service);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (refused.StatusCode, clients.StatusCode));
    }
}
