using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Aso.Foundation;
using Aso.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Aso.Gateway.Tests;

/// <summary>The gateway's own program on loopback ports, in a sandbox, with a database and keys in a folder of its own.</summary>
internal sealed class GatewayHost : IAsyncDisposable
{
    public const string AdministratorId = "administrator";
    public const string AdministratorSecret = "development-only-secret";

    private readonly WebApplication _app;
    private readonly string _folder;
    private readonly bool _ownsFolder;

    private GatewayHost(WebApplication app, string folder, bool ownsFolder)
    {
        (_app, _folder, _ownsFolder) = (app, folder, ownsFolder);
        string[] addresses = [.. app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses];
        (Address, GrpcAddress, Management) = (new(addresses[0]), new(addresses[1]), new(addresses[2]));
        Client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };
    }

    public Uri Address { get; }

    /// <summary>HTTP/2 without TLS.</summary>
    public Uri GrpcAddress { get; }

    /// <summary>Where operators call.</summary>
    public Uri Management { get; }

    /// <summary>Follows no redirect and keeps no cookie.</summary>
    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>What <c>--migrate</c> does.</summary>
    public static async Task MigrateAsync(params (string Key, string Value)[] settings)
    {
        await using var app = Program.Build(Arguments(Path.GetTempPath(), settings));
        await app.MigrateAsync(CancellationToken.None);
    }

    /// <param name="settings">Beside, or instead of, a sandbox whose services are all down.</param>
    public static async Task<GatewayHost> StartAsync(params (string Key, string Value)[] settings)
    {
        var folder = settings.FirstOrDefault(setting => setting.Key == "Data:Directory").Value;
        var ownsFolder = folder is null;
        folder ??= Directory.CreateTempSubdirectory("aso-gateway-").FullName;
        var app = Program.Build(Arguments(folder, settings));
        try
        {
            await app.MigrateAsync(CancellationToken.None);
            await app.StartAsync();
            return new(app, folder, ownsFolder);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    public async Task<string> TokenAsync(string clientId = AdministratorId, string secret = AdministratorSecret, string? scope = null)
    {
        using var answer = await RequestTokenAsync(clientId, secret, scope);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
    }

    public Task<HttpResponseMessage> RequestTokenAsync(
        string clientId, string secret, string? scope = null, params (string Key, string Value)[] more)
    {
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials", ["client_id"] = clientId, ["client_secret"] = secret,
        };
        if (scope is not null)
        {
            form["scope"] = scope;
        }

        foreach (var (key, value) in more)
        {
            form[key] = value;
        }

        return Client.PostAsync(new Uri("connect/token", UriKind.Relative), new FormUrlEncodedContent(form));
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? token, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>Registers a client as the administrator; answers its id and secret.</summary>
    public async Task<(string ClientId, string Secret)> RegisterAsync(object client)
    {
        using var answer = await SendAsync(HttpMethod.Post, "/v1/clients", await TokenAsync(), JsonContent.Create(client));
        Assert.Equal(System.Net.HttpStatusCode.Created, answer.StatusCode);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return (body.GetProperty("clientId").GetString()!, body.GetProperty("clientSecret").GetString()!);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        if (_ownsFolder)
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(_folder, recursive: true);
        }
    }

    private static string[] Arguments(string folder, (string Key, string Value)[] settings)
    {
        var all = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["environment"] = "Development",
            ["Sandbox:Enabled"] = "true",
            ["Data:Directory"] = folder,
            ["Kestrel:Endpoints:A:Url"] = "http://127.0.0.1:0",
            ["Kestrel:Endpoints:B:Url"] = "http://127.0.0.1:0",
            ["Kestrel:Endpoints:B:Protocols"] = "Http2",
            ["Kestrel:Endpoints:Management:Url"] = "http://127.0.0.1:0",
        };
        foreach (var service in (string[])["Enrollment", "Claims", "Funding", "StopLoss"])
        {
            all[$"Services:{service}"] = NowhereAddress;
        }

        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        return [.. all.Select(pair => $"--{pair.Key}={pair.Value}")];
    }

    /// <summary>Port 1 of loopback: nobody listens there.</summary>
    public const string NowhereAddress = "http://127.0.0.1:1";
}

/// <summary>A gateway that the tests of one class share.</summary>
public abstract class SharedGateway : IAsyncLifetime
{
    internal GatewayHost Host { get; private protected set; } = null!;

    public abstract Task InitializeAsync();

    public async Task DisposeAsync() => await Host.DisposeAsync();
}

public sealed class GatewayOnSqlite : SharedGateway
{
    public override async Task InitializeAsync() => Host = await GatewayHost.StartAsync();
}

public sealed class GatewayOnPostgres : SharedGateway
{
    public override async Task InitializeAsync() =>
        Host = await GatewayHost.StartAsync(("ConnectionStrings:gateway", await TestServers.NewDatabaseAsync("gateway")));
}
