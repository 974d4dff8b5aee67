using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Aso.Foundation;
using Aso.Servers;
using Microsoft.Extensions.Options;

namespace Aso.Gateway.Tests;

public sealed class StartTests
{
    private static readonly (string, string)[] Production =
    [
        ("environment", "Production"), ("Sandbox:Enabled", "false"), ("Auth:Issuer", "https://benefits.example/"),
    ];

    private const string OwnSecret = "kjh34-ksjdf-87345-sdfkjh-3453";

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
    public async Task There_is_no_sandbox_in_production()
    {
        var failure = await Assert.ThrowsAsync<StartRefusedException>(() => GatewayHost.StartAsync(
            ("environment", "Production"), ("Auth:Administrator:ClientId", "root"), ("Auth:Administrator:Secret", OwnSecret)));

        Assert.Contains("Sandbox:Enabled", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Prod", "true")]
    [InlineData("Prod", "false")]
    [InlineData("Producton", "false")]
    [InlineData("Test", "true")]
    [InlineData("Production ", "false")]
    public async Task An_environment_that_nobody_knows_is_a_slip_and_stops_the_start(string environment, string sandbox)
    {
        var failure = await Assert.ThrowsAsync<StartRefusedException>(() => GatewayHost.StartAsync(
            ("environment", environment), ("Sandbox:Enabled", sandbox), ("Auth:Issuer", "https://benefits.example/"),
            ("Auth:Administrator:ClientId", "root"), ("Auth:Administrator:Secret", OwnSecret)));

        Assert.Contains("Development, Staging or Production", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("environment", "Staging")]
    [InlineData("Kestrel:Endpoints:A:Url", "http://*:0")]
    [InlineData("Kestrel:Endpoints:A:Url", "http://0.0.0.0:0")]
    [InlineData("Kestrel:Endpoints:A:Url", "http://[::]:0")]
    [InlineData("Sandbox:PublishedOn", "0.0.0.0")]
    [InlineData("Sandbox:PublishedOn", "benefits.example")]
    public async Task A_secret_that_everybody_knows_is_for_development_on_loopback_alone(string key, string value)
    {
        var known = await Assert.ThrowsAsync<OptionsValidationException>(() => GatewayHost.StartAsync(
            (key, value), ("Auth:Administrator:ClientId", "administrator"), ("Auth:Administrator:Secret", GatewayHost.AdministratorSecret)));
        var none = await Assert.ThrowsAsync<OptionsValidationException>(() => GatewayHost.StartAsync((key, value)));

        Assert.Contains("Auth:Administrator:Secret", known.Message, StringComparison.Ordinal);
        Assert.Contains("Auth:Administrator:ClientId", none.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_passwords_of_the_demo_open_nothing_outside_of_development()
    {
        await using var gateway = await GatewayHost.StartAsync(
            ("environment", "Staging"), ("Auth:Administrator:ClientId", "administrator"), ("Auth:Administrator:Secret", OwnSecret));

        using var answer = await gateway.SendAsync(
            HttpMethod.Post, "/v1/people", await gateway.TokenAsync(secret: OwnSecret),
            JsonContent.Create(new { userName = "employer@harborpoint.example", password = "harbor-point-demo", kind = "administrator" }));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal("password-known", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_database_password_that_everybody_knows_is_refused_outside_of_development()
    {
        var failure = await Assert.ThrowsAsync<StartRefusedException>(() => GatewayHost.StartAsync(
            [.. Production, ("Auth:Administrator:ClientId", "root"), ("Auth:Administrator:Secret", OwnSecret),
            ("ConnectionStrings:gateway", "Host=127.0.0.1;Password=development-only-gateway")]));

        Assert.Contains("ConnectionStrings:gateway", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_port_of_the_containers_is_published_where_the_gateway_is_told_it_is()
    {
        var lines = File.ReadAllLines(Path.Combine(RepositoryRoot(), "docker-compose.yml"));
        var ports = lines.Where(line => line.TrimStart().StartsWith("ports:", StringComparison.Ordinal))
            .SelectMany(line => line.Split('"').Where((_, index) => index % 2 == 1)).ToList();

        Assert.NotEmpty(ports);
        Assert.All(ports, port => Assert.StartsWith("127.0.0.1:", port, StringComparison.Ordinal));
        Assert.Contains("  Sandbox__PublishedOn: 127.0.0.1", lines);
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
        var failure = await Assert.ThrowsAsync<StartRefusedException>(() =>
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

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Platform.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("No Platform.sln above the tests.");
    }
}
