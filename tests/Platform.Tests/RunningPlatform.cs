using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Aso.Embedded.Demo;

namespace Aso.Platform.Tests;

/// <summary>A platform that runs, whichever way; tests see its public interfaces only.</summary>
#pragma warning disable CA1001 // disposed of by IAsyncLifetime
public abstract class RunningPlatform : IAsyncLifetime
{
    protected const string AdministratorId = "administrator";
    protected const string AdministratorSecret = "development-only-secret";

    private PlatformAccess? _callers;

    public Uri Address { get; private set; } = null!;

    public PlatformConnection Administrator => Callers.Administrator;

    internal PlatformAccess Callers => _callers ?? throw new InvalidOperationException("The platform is not started.");

    /// <summary>Speaks to the platform as nobody in particular.</summary>
    public HttpClient Anonymous { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var (address, partners) = await StartAsync();
        Address = address;
        Anonymous = new HttpClient { BaseAddress = address };
        _callers = new(address, partners, AdministratorId, AdministratorSecret);
        await ReadyAsync();
    }

    public async Task DisposeAsync()
    {
        _callers?.Dispose();
        Anonymous?.Dispose();
        await StopAsync();
    }

    /// <summary>A client with the administrator's token.</summary>
    public async Task<HttpClient> AsAdministratorAsync() => WithToken(await Administrator.TokenAsync(CancellationToken.None));

    /// <summary>A new client of that kind, signed in.</summary>
    public async Task<HttpClient> AsNewClientAsync(JsonObject registration)
    {
        var client = await Administrator.PostAsync("v1/clients", registration, CancellationToken.None);
        using var connection = new PlatformConnection(Anonymous, client["clientId"]!.GetValue<string>(), client["clientSecret"]!.GetValue<string>());
        return WithToken(await connection.TokenAsync(CancellationToken.None));
    }

    public HttpClient WithToken(string token)
    {
        var http = new HttpClient { BaseAddress = Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    /// <summary>Ends a process at once, as kill -9 does, and starts it again.</summary>
    public virtual Task KillAsync(string part) => throw new InvalidOperationException($"{part} is no process of its own here.");

    /// <summary>Ends a process as an update does, letting it finish what it has begun, and starts it again.</summary>
    public virtual Task EndAsync(string part) => throw new InvalidOperationException($"{part} is no process of its own here.");

    protected abstract Task<(Uri Address, Uri Partners)> StartAsync();

    protected abstract Task StopAsync();

    /// <summary>The last that its processes wrote to their consoles, for a test that failed.</summary>
    protected virtual string LastWords => "";

    /// <summary>Waits until the platform takes requests.</summary>
    protected async Task ReadyAsync(int secondsMax = 180)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(secondsMax));
        var seen = "no answer";
        while (!patience.IsCancellationRequested)
        {
            try
            {
                await Administrator.GetAsync("v1/employers", patience.Token);
                foreach (var service in Contracts.ServiceNames.All)
                {
                    await Administrator.GetAsync($"v1/employers/{Guid.Empty}/progress/{service}", patience.Token);
                }

                return;
            }
            catch (Exception failure) when (failure is HttpRequestException or PlatformRefusalException)
            {
                seen = failure.Message;
                await Task.WhenAny(Task.Delay(100, patience.Token));
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }

        Assert.Fail($"The platform was not ready within {secondsMax} s; last seen: {seen}\n{LastWords}");
    }
}
