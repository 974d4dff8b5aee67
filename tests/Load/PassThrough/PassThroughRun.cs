using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using Aso.Scenarios;
using Aso.Embedded.Demo;
using Spectre.Console;

namespace Aso.Load.PassThrough;

/// <summary>What the gateway's token check, scope, limit and headers cost beside YARP alone, before the same service.</summary>
internal sealed class PassThroughRun
{
    private const int Connections = 64;
    private const int Rounds = 3;
    private const string Bare = "bare";
    private const string Gateway = "gateway";

    private static readonly Option<string> BareUrl = new("--bare-url") { Description = "A bare proxy before the same service.", Required = true };

    private static readonly Option<int> Seconds = new("--seconds") { Description = "How long each of the rounds lasts.", DefaultValueFactory = _ => 8 };

    private readonly Dictionary<string, List<(double PerSecond, double CpuMicroseconds)>> _measured = new() { [Bare] = [], [Gateway] = [] };

    public static Command Command()
    {
        var command = new Command("pass-through", "Measures the gateway beside a bare proxy.") { BareUrl, Seconds, LoadOptions.Json, Target.BaseUrlOption, Target.ClientIdOption, Target.ClientSecretOption };
        command.SetAction((line, cancel) => Target.Of(line).UseAsync(
            async (platform, _) => await new PassThroughRun().RunAsync(platform, new(line.GetRequiredValue(BareUrl)), line.GetRequiredValue(Target.BaseUrlOption)!, TimeSpan.FromSeconds(line.GetValue(Seconds)), line.GetValue(LoadOptions.Json), cancel), cancel));
        return command;
    }

    private async Task<int> RunAsync(PlatformAccess platform, Uri bare, Uri gateway, TimeSpan each, FileInfo? json, CancellationToken cancel)
    {
        var token = await platform.Administrator.TokenAsync(cancel);
        var doors = new[] { (Name: Bare, Url: bare), (Name: Gateway, Url: gateway) };
        var watched = WatchedProcesses.ListeningOn(doors.Select(door => KeyValuePair.Create(door.Name, door.Url.Port)));
        await AnsiConsole.Progress().StartAsync(async progress =>
        {
            var bar = progress.AddTask("Asking both in turn", maxValue: (Rounds + 1) * doors.Length);
            for (var round = 0; round <= Rounds; round++)
            {
                foreach (var door in doors)
                {
                    var before = watched.Read().CpuSeconds[door.Name];
                    var (answers, took) = await AskAsync(new(door.Url, $"v1/employers/{Guid.Empty}/claims"), token, each, cancel);
                    var cpu = watched.Read().CpuSeconds[door.Name] - before;

                    // The first round warms up.
                    if (round > 0)
                    {
                        _measured[door.Name].Add((answers / took.TotalSeconds, cpu / answers * 1e6));
                    }

                    bar.Increment(1);
                }
            }
        });
        var figures = new PassThroughFigures(MedianOf(Bare), MedianOf(Gateway));
        Show(figures);
        await FiguresFile.WriteAsync(figures, json, cancel);
        return 0;
    }

    private static async Task<(long Answers, TimeSpan Took)> AskAsync(Uri url, string token, TimeSpan time, CancellationToken cancel)
    {
        using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = Connections };
        using var client = new HttpClient(handler);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var (answers, clock) = (0L, Stopwatch.StartNew());
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(async _ =>
        {
            while (clock.Elapsed < time)
            {
                using var answer = await client.GetAsync(url, cancel);
                answer.EnsureSuccessStatusCode();
                await answer.Content.CopyToAsync(Stream.Null, cancel);
                Interlocked.Increment(ref answers);
            }
        }));
        return (answers, clock.Elapsed);
    }

    private DoorFigures MedianOf(string door) =>
        new(Median.Of(_measured[door].Select(round => round.PerSecond)), Median.Of(_measured[door].Select(round => round.CpuMicroseconds)));

    private static void Show(PassThroughFigures figures)
    {
        var (bare, gateway) = (figures.Bare, figures.Gateway);
        var table = new Table().RoundedBorder().AddColumn("Median of three rounds").AddColumn(Bare).AddColumn(Gateway).AddColumn("gateway / bare");
        table.AddRow("Requests per second", Text(bare.RequestsPerSecond, "#,0"), Text(gateway.RequestsPerSecond, "#,0"), Text(figures.Ratio, "0.00"));
        table.AddRow("Processor microseconds per request", Text(bare.CpuMicroseconds, "#,0"), Text(gateway.CpuMicroseconds, "#,0"), Text(gateway.CpuMicroseconds / bare.CpuMicroseconds, "0.00"));
        AnsiConsole.Write(table);
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}

/// <summary>What a door carries: requests per second, and processor microseconds of its own process for each.</summary>
internal sealed record DoorFigures(double RequestsPerSecond, double CpuMicroseconds);

/// <summary>The gateway and a bare proxy before the same service, each the median of its rounds.</summary>
internal sealed record PassThroughFigures(DoorFigures Bare, DoorFigures Gateway)
{
    /// <summary>The gateway's requests per second for each of the bare proxy's.</summary>
    public double Ratio => Gateway.RequestsPerSecond / Bare.RequestsPerSecond;
}
