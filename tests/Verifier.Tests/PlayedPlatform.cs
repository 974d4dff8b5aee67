using System.Text.Json.Nodes;
using Aso.Embedded;
using Aso.Embedded.Demo;
using Aso.Scenarios.Format;
using Aso.Scenarios.Play;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aso.Verifier.Tests;

/// <summary>The embedded host in the test's process, into which scenarios are played through the public interfaces.</summary>
internal sealed class PlayedPlatform : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly PlatformAccess _access;

    private PlayedPlatform(WebApplication app, PlatformAccess access) => (_app, _access) = (app, access);

    public PlatformConnection Administrator => _access.Administrator;

    /// <param name="connections">PostgreSQL by service; on SQLite files in the directory where there is none.</param>
    public static async Task<PlayedPlatform> StartAsync(string directory, IReadOnlyDictionary<string, string>? connections = null)
    {
        var app = await EmbeddedHost.BuildAsync(new(directory, new Uri("http://127.0.0.1:0")), builder =>
        {
            builder.Logging.SetMinimumLevel(LogLevel.Warning);
            foreach (var (service, connection) in connections ?? new Dictionary<string, string>())
            {
                builder.Configuration[$"ConnectionStrings:{service}"] = connection;
            }
        });
        await app.StartAsync();
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(address => new Uri(address)).ToList();
        return new(app, new(addresses[0], addresses[1], "administrator", "development-only-secret"));
    }

    /// <summary>Plays the scenarios of these names one after the other, each with an employer of its own.</summary>
    public async Task PlayAsync(params string[] names)
    {
        foreach (var name in names)
        {
            _ = await PlayOneAsync(name);
        }
    }

    /// <summary>Plays scenarios whose payments and deposits then come back: to providers, to an employee, to an insurer; some is made anew, some waits.</summary>
    public async Task PlayReturnsAsync()
    {
        var employer = new ReturningBank(Administrator, await PlayOneAsync("prefunded-queue-fifo"));
        await employer.ReturnPaymentsAsync("2026-01-10", new() { ["providerNpi"] = "1234567893" });
        await employer.RefundAsync("1.00");
        await employer.ReturnDepositAsync("W-1", 200_000);
        await employer.ReturnDepositAsync("W-3", 250_000);
        await employer.ReturnPaymentsAsync("2026-01-16", new() { ["providerNpi"] = "1234567893" });

        var disabled = await PlayOneAsync("std-sickness");
        await AnnounceAndConfirmAsync(disabled, "7200.00", "W-1");
        await new ReturningBank(Administrator, disabled).ReturnPaymentsAsync("2026-12-31", new() { ["memberId"] = "E1" });

        await new ReturningBank(Administrator, await PlayOneAsync("fully-insured")).ReturnPaymentsAsync("2026-01-20", new() { ["providerNpi"] = "1234567893" });
    }

    /// <summary>The employer says that it paid, and the administrator that it came.</summary>
    private async Task AnnounceAndConfirmAsync(Guid employerId, string amount, string reference)
    {
        var registration = new JsonObject { ["kind"] = "employer", ["name"] = "Employer's system", ["employerId"] = employerId };
        var client = await Administrator.PostAsync("v1/clients", registration, CancellationToken.None);
        using var http = new HttpClient { BaseAddress = Administrator.Address };
        using var employer = new PlatformConnection(http, (string)client["clientId"]!, (string)client["clientSecret"]!);
        var shown = new JsonObject { ["amount"] = amount, ["reference"] = reference };
        var announced = await employer.PostAsync($"v1/employers/{employerId}/deposits", shown, CancellationToken.None);
        await Administrator.PostAsync($"v1/employers/{employerId}/deposits/{announced["depositId"]}/confirm", shown.DeepClone(), CancellationToken.None);
    }

    private async Task<Guid> PlayOneAsync(string name)
    {
        var scenario = Scenario.Read(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "scenarios", $"{name}.json")));
        using var player = new ScenarioPlayer(_access, scenario);
        await player.PlayAsync(() => { }, CancellationToken.None);
        return player.EmployerId;
    }

    public async ValueTask DisposeAsync()
    {
        _access.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
