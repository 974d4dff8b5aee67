using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Aso.Embedded.Demo;
using Aso.Platform.Tests.Tenants;

namespace Aso.Platform.Tests;

/// <summary>A platform that runs, whichever way; tests see its public interfaces only.</summary>
#pragma warning disable CA1001 // disposed of by IAsyncLifetime
public abstract class RunningPlatform : IAsyncLifetime
{
    protected const string AdministratorId = "administrator";
    protected const string AdministratorSecret = "development-only-secret";

    /// <summary>For what must come, however busy the machine is: a part that is killed again and again needs its time to start.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly Lazy<Task<Tenant>> _owner;
    private readonly Lazy<Task<Tenant>> _stranger;
    private PlatformAccess? _callers;

    protected RunningPlatform()
    {
        _owner = new(() => Tenant.SetUpAsync(this, "CanaryA7"));
        _stranger = new(() => Tenant.SetUpAsync(this, "CanaryB8"));
    }

    public Uri Address { get; private set; } = null!;

    /// <summary>Where carriers call.</summary>
    public Uri Partners { get; private set; } = null!;

    /// <summary>Where operators call.</summary>
    public Uri Management { get; private set; } = null!;

    /// <summary>The folder of the keys by which it signs tokens.</summary>
    public abstract string Keys { get; }

    /// <summary>Whether its tokens name an issuer that was set: one process knows its own keys, and needs no name to tell them from others'.</summary>
    public abstract bool NamesItsIssuer { get; }

    /// <summary>The names of the documents that together describe its API.</summary>
    public abstract IReadOnlyList<string> Descriptions { get; }

    /// <summary>Where the program that a description is of listens itself; null where only the platform's address leads to it.</summary>
    public virtual Uri? DoorOf(string description) => null;

    /// <summary>Waits for what it has told its operators: log lines and, where it reports any, the names and tags of spans.</summary>
    public abstract Task<IReadOnlyList<string>> TelemetryAsync();

    /// <summary>An employer with a carrier, members, claims, money and files of its own.</summary>
    public Task<Tenant> OwnerAsync() => _owner.Value;

    /// <summary>Another employer, alike.</summary>
    public Task<Tenant> StrangerAsync() => _stranger.Value;

    public PlatformConnection Administrator => Callers.Administrator;

    internal PlatformAccess Callers => _callers ?? throw new InvalidOperationException("The platform is not started.");

    /// <summary>Speaks to the platform as nobody in particular.</summary>
    public HttpClient Anonymous { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var (address, partners, management) = await StartAsync();
        (Address, Partners, Management) = (address, partners, management);
        Anonymous = NewClient();
        _callers = new(address, partners, AdministratorId, AdministratorSecret, Patience);
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

    /// <summary>Every operation that it describes.</summary>
    public async Task<IReadOnlyList<Operation>> OperationsAsync()
    {
        var operations = new List<Operation>();
        foreach (var name in Descriptions)
        {
            operations.AddRange(Operation.ReadAll(name, (await Anonymous.GetFromJsonAsync<JsonNode>($"openapi/{name}.json"))!));
        }

        Assert.True(operations.Count > 50, $"Only {operations.Count} operations are described.");
        return operations;
    }

    /// <summary>What every address says about an employer: a text that differs as soon as anything of it does.</summary>
    public async Task<string> StateOfAsync(Guid employerId, bool withFiles = true)
    {
        using var http = await AsAdministratorAsync();
        var state = new List<string>();
        foreach (var operation in (await OperationsAsync()).Where(operation => operation is { IsAboutAWholeEmployer: true, IsStream: false } && operation.Method == HttpMethod.Get
            && (withFiles || !operation.Path.EndsWith("-files", StringComparison.Ordinal))))
        {
            using var request = operation.ToRequest(new Dictionary<string, string> { ["employerId"] = employerId.ToString() });
            using var answer = await http.SendAsync(request);
            state.Add($"{operation} {(answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync() : answer.StatusCode)}");
        }

        return string.Join('\n', state);
    }

    public HttpClient WithToken(string token)
    {
        var http = NewClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    /// <summary>A client of nobody.</summary>
    public HttpClient NewClient() => new(new ByTheRightDoor(Management)) { BaseAddress = Address };

    /// <summary>Holds its processes at named points of their work.</summary>
    public virtual HeldProcess Held => throw new InvalidOperationException("Nothing is a process of its own here.");

    /// <summary>Ends a process at once, as kill -9 does, and starts it again.</summary>
    public virtual Task KillAsync(string part) => throw new InvalidOperationException($"{part} is no process of its own here.");

    /// <summary>Ends a process as an update does, letting it finish what it has begun, and starts it again.</summary>
    public virtual Task EndAsync(string part) => throw new InvalidOperationException($"{part} is no process of its own here.");

    protected abstract Task<(Uri Address, Uri Partners, Uri Management)> StartAsync();

    protected abstract Task StopAsync();

    /// <summary>The last that its processes wrote to their consoles, for a test that failed.</summary>
    public virtual string LastWords => "";

    /// <summary>Waits until the platform takes requests.</summary>
    public async Task ReadyAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
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

        Assert.Fail($"The platform was not ready within {Patience}; last seen: {seen}\n{LastWords}");
    }
}

/// <summary>Brings what operators ask to their own port, and everything else to the public one.</summary>
internal sealed class ByTheRightDoor(Uri management) : DelegatingHandler(new HttpClientHandler())
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is { AbsolutePath: var path } && (path.StartsWith("/v1/operations/", StringComparison.Ordinal) || path == "/metrics"))
        {
            request.RequestUri = new Uri(management, request.RequestUri.PathAndQuery);
        }

        return base.SendAsync(request, cancellationToken);
    }
}
