using Aso.Embedded;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aso.Platform.Tests;

/// <summary>The embedded host, in the test's own process: SQLite files and a bus within.</summary>
#pragma warning disable CA1001 // disposed of by IAsyncLifetime
public class EmbeddedInProcess : RunningPlatform
{
    private readonly string _directory = Directory.CreateTempSubdirectory("aso-platform").FullName;
    private readonly KeptLog _log = new();
    private WebApplication? _app;

    public override string Keys => Path.Combine(_directory, "keys");

    public override IReadOnlyList<string> Descriptions => ["v1"];

    public override Task<IReadOnlyList<string>> TelemetryAsync() => Task.FromResult(_log.Lines);

    protected override async Task<(Uri Address, Uri Partners)> StartAsync()
    {
        _app = await EmbeddedHost.BuildAsync(new(_directory, new Uri("http://127.0.0.1:0")), builder =>
        {
            builder.Logging.ClearProviders().AddProvider(_log);
            Adjust(builder);
        });
        await _app.StartAsync();
        var addresses = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(address => new Uri(address)).ToList();
        return (addresses[0], addresses[1]);
    }

    /// <summary>What a test wants otherwise.</summary>
    protected virtual void Adjust(WebApplicationBuilder builder)
    {
    }

    protected override async Task StopAsync()
    {
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }

        Directory.Delete(_directory, recursive: true);
    }
}
