using Aso.Foundation;
using Aso.Scenarios.Hosting;

namespace Aso.Platform.Tests;

/// <summary>The embedded host as a process of its own, which can be killed and started again on the same data.</summary>
public sealed class EmbeddedProcess : RunningPlatform
{
    private readonly string _directory = Directory.CreateTempSubdirectory("aso-embedded").FullName;
    private readonly string _holdPoints = Directory.CreateTempSubdirectory("aso-hold-points").FullName;
    private ServiceProcess? _process;

    public EmbeddedProcess() => Held = new(_holdPoints);

    public override HeldProcess Held { get; }

    public override string Keys => Path.Combine(_directory, "keys");

    public override bool NamesItsIssuer => false;

    public override IReadOnlyList<string> Descriptions => ["v1"];

    public override Task<IReadOnlyList<string>> TelemetryAsync() => Task.FromResult<IReadOnlyList<string>>([_process!.Said]);

    public override string LastWords => $"embedded{_process?.LastWords}";

    public override async Task KillAsync(string part)
    {
        await _process!.KillAsync();
        _process.Start();
    }

    public override async Task EndAsync(string part)
    {
        await _process!.EndAsync();
        _process.Start();
    }

    protected override Task<(Uri Address, Uri Partners, Uri Management)> StartAsync()
    {
        var port = FreePorts.InARow(3);
        var address = new Uri($"http://127.0.0.1:{port}/");
        _process = new("Aso.Embedded", new Dictionary<string, string> { [HoldPoint.Setting] = _holdPoints }, "--empty", "--data", _directory, "--urls", address.AbsoluteUri.TrimEnd('/'));
        _process.Start();
        return Task.FromResult((address, new Uri($"http://127.0.0.1:{port + 1}/"), new Uri($"http://127.0.0.1:{port + 2}/")));
    }

    protected override async Task StopAsync()
    {
        await _process!.KillAsync();
        Directory.Delete(_directory, recursive: true);
        Directory.Delete(_holdPoints, recursive: true);
    }
}
