using System.Diagnostics;
using Aso.Contracts;
using Aso.Foundation;
using Aso.Scenarios.Hosting;
using Aso.Servers;
using Aso.Traces;

namespace Aso.Platform.Tests;

/// <summary>Each service and the gateway a process of its own, over RabbitMQ, PostgreSQL and Redis.</summary>
public class SeparateProcesses : RunningPlatform
{
    private const string Gateway = "gateway";

    private static readonly Dictionary<string, string> Programs = new()
    {
        [Gateway] = "Aso.Gateway",
        [ServiceNames.Enrollment] = "Aso.Enrollment",
        [ServiceNames.Claims] = "Aso.Claims",
        [ServiceNames.Funding] = "Aso.Funding",
        [ServiceNames.StopLoss] = "Aso.StopLoss",
    };

    private readonly Dictionary<string, ServiceProcess> _processes = [];
    private readonly Dictionary<string, Uri> _doors = [];
    private SpanReceiver? _traces;
    private readonly string _keys = Directory.CreateTempSubdirectory("aso-keys").FullName;
    private readonly string _holdPoints = Directory.CreateTempSubdirectory("aso-hold-points").FullName;

    public SeparateProcesses() => Held = new(_holdPoints);

    public override HeldProcess Held { get; }

    /// <summary>The spans that the processes have reported.</summary>
    public IReadOnlyList<ReceivedSpan> Spans => _traces!.Spans;

    /// <summary>The virtual host of this platform alone.</summary>
    public string VirtualHost { get; private set; } = "";

    public override string Keys => Path.Combine(_keys, "keys");

    public override bool NamesItsIssuer => true;

    public override IReadOnlyList<string> Descriptions => ["v1", .. ServiceNames.All];

    public override Uri? DoorOf(string description) => _doors.GetValueOrDefault(description);

    public override async Task<IReadOnlyList<string>> TelemetryAsync()
    {
        await SpansHaveArrivedAsync();
        return
        [
            .. _processes.Values.Select(process => process.Said),
            .. Spans.SelectMany(span => span.Attributes.Values.Append(span.Name)),
        ];
    }

    /// <summary>What one of them wrote to its console.</summary>
    public string SaidBy(string part) => _processes[part].Said;

    public override async Task KillAsync(string part)
    {
        await _processes[part].KillAsync();
        _processes[part].Start();
    }

    public override async Task EndAsync(string part)
    {
        await _processes[part].EndAsync();
        _processes[part].Start();
    }

    public override string LastWords => string.Join('\n', _processes.Select(process => $"{process.Key}{process.Value.LastWords}"));

    /// <summary>Where the processes find the broker: a virtual host of their own.</summary>
    protected virtual Task<string> BrokerAsync() => TestServers.NewVirtualHostAsync("platform");

    protected virtual Task<string> RedisAsync() => TestServers.RedisAsync();

    /// <summary>A new database for a service.</summary>
    protected virtual Task<string> DatabaseAsync(string service) => TestServers.NewDatabaseAsync(service);

    protected override async Task<(Uri Address, Uri Partners, Uri Management)> StartAsync()
    {
        VirtualHost = await BrokerAsync();
        _traces = await SpanReceiver.StartAsync(port: 0, CancellationToken.None);
        var ports = Programs.Keys.ToDictionary(name => name, _ => (Http: FreePorts.One(), Grpc: FreePorts.One(), Management: FreePorts.One()));
        var address = new Uri($"http://127.0.0.1:{ports[Gateway].Http}/");
        var common = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["Sandbox__Enabled"] = "true",
            ["Auth__Issuer"] = address.ToString(),
            ["Auth__Authority"] = address.ToString(),
            ["ConnectionStrings__rabbitmq"] = VirtualHost,
            ["ConnectionStrings__redis"] = await RedisAsync(),
            ["Data__Directory"] = _keys,
            [HoldPoint.Setting] = _holdPoints,
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = _traces.Address.ToString(),
            ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
            ["Services__Enrollment"] = $"http://127.0.0.1:{ports[ServiceNames.Enrollment].Http}",
            ["Services__Claims"] = $"http://127.0.0.1:{ports[ServiceNames.Claims].Http}",
            ["Services__Funding"] = $"http://127.0.0.1:{ports[ServiceNames.Funding].Http}",
            ["Services__StopLoss"] = $"http://127.0.0.1:{ports[ServiceNames.StopLoss].Http}",
            ["Services__StopLossGrpc"] = $"http://127.0.0.1:{ports[ServiceNames.StopLoss].Grpc}",
        };
        foreach (var (name, key) in new[] { (ServiceNames.Enrollment, "Enrollment"), (ServiceNames.Claims, "Claims"), (ServiceNames.Funding, "Funding"), (ServiceNames.StopLoss, "StopLoss") })
        {
            common[$"Services__{key}Management"] = $"http://127.0.0.1:{ports[name].Management}";
        }

        foreach (var (name, program) in Programs)
        {
            var environment = new Dictionary<string, string>(common)
            {
                [$"ConnectionStrings__{name}"] = await DatabaseAsync(name),
                ["Kestrel__Endpoints__Rest__Url"] = $"http://127.0.0.1:{ports[name].Http}",
                ["Kestrel__Endpoints__Management__Url"] = $"http://127.0.0.1:{ports[name].Management}",
            };
            if (name is Gateway or ServiceNames.StopLoss)
            {
                environment["Kestrel__Endpoints__Grpc__Url"] = $"http://127.0.0.1:{ports[name].Grpc}";
                environment["Kestrel__Endpoints__Grpc__Protocols"] = "Http2";
            }

            _processes[name] = new(program, environment);
            _doors[name] = new($"http://127.0.0.1:{ports[name].Http}/");
        }

        await Task.WhenAll(_processes.Values.Select(process => process.MigrateAsync()));
        foreach (var process in _processes.Values)
        {
            process.Start();
        }

        return (address, new Uri($"http://127.0.0.1:{ports[Gateway].Grpc}/"), new Uri($"http://127.0.0.1:{ports[Gateway].Management}/"));
    }

    protected override async Task StopAsync()
    {
        foreach (var process in _processes.Values)
        {
            await process.KillAsync();
        }

        if (_traces is not null)
        {
            await _traces.DisposeAsync();
        }

        Directory.Delete(_keys, recursive: true);
        Directory.Delete(_holdPoints, recursive: true);
    }

    /// <summary>A program reports its spans in order: when one of now is there from each, all before it are.</summary>
    private async Task SpansHaveArrivedAsync()
    {
        var marker = ActivityTraceId.CreateRandom().ToHexString();
        using var http = await AsAdministratorAsync();
        foreach (var service in ServiceNames.All)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"v1/employers/{Guid.Empty}/progress/{service}");
            request.Headers.Add("traceparent", $"00-{marker}-{ActivitySpanId.CreateRandom().ToHexString()}-01");
            using var answer = await http.SendAsync(request);
        }

        var patience = Stopwatch.StartNew();
        while (Spans.Where(span => span.TraceId == marker).Select(span => span.Service).Distinct().Count() < Programs.Count)
        {
            Assert.True(patience.Elapsed < Patience, $"Within {Patience} the spans of a request did not come from every program.");
            await Task.Delay(50);
        }
    }
}
