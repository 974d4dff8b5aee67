using Aso.Embedded;
using Aso.Scenarios.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
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

    public override bool NamesItsIssuer => false;

    public override IReadOnlyList<string> Descriptions => ["v1"];

    public override Task<IReadOnlyList<string>> TelemetryAsync() => Task.FromResult(_log.Lines);

    /// <summary>Where it listens; port 0 takes a free one.</summary>
    protected virtual Uri Listens { get; } = new("http://127.0.0.1:0");

    /// <summary>What differs from a start without settings.</summary>
    protected virtual IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>();

    protected override async Task<(Uri Address, Uri Partners, Uri Management)> StartAsync()
    {
        _app = await EmbeddedHost.BuildAsync(new(_directory, Listens), builder =>
        {
            builder.Configuration.AddInMemoryCollection(Settings);
            builder.Logging.ClearProviders().AddProvider(_log);
            Adjust(builder);
        });
        await _app.StartAsync();
        return ListenAddresses.Of([.. _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses]);
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

/// <summary>The same with <c>Auth:Issuer</c>.</summary>
public sealed class EmbeddedWithAName : EmbeddedInProcess
{
    private readonly Uri _address = new($"http://127.0.0.1:{FreePorts.InARow(3)}");

    protected override Uri Listens => _address;

    protected override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?> { ["Auth:Issuer"] = _address.AbsoluteUri };
}
