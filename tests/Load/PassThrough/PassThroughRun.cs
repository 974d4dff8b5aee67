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
        var command = new Command("pass-through", "Measures the gateway beside a bare proxy.") { BareUrl, Seconds, Target.BaseUrlOption, Target.ClientIdOption, Target.ClientSecretOption };
        command.SetAction((line, cancel) => Target.Of(line).UseAsync(
            async (platform, _) => await new PassThroughRun().RunAsync(platform, new(line.GetRequiredValue(BareUrl)), line.GetRequiredValue(Target.BaseUrlOption)!, TimeSpan.FromSeconds(line.GetValue(Seconds)), cancel), cancel));
        return command;
    }

    private async Task<int> RunAsync(PlatformAccess platform, Uri bare, Uri gateway, TimeSpan each, CancellationToken cancel)
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
        Show();
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

    private void Show()
    {
        var table = new Table().RoundedBorder().AddColumn("Median of three rounds").AddColumn(Bare).AddColumn(Gateway).AddColumn("gateway / bare");
        Row("Requests per second", round => round.PerSecond);
        Row("Processor microseconds per request", round => round.CpuMicroseconds);
        AnsiConsole.Write(table);

        void Row(string name, Func<(double PerSecond, double CpuMicroseconds), double> figure)
        {
            var (bare, gateway) = (Median(_measured[Bare].Select(figure)), Median(_measured[Gateway].Select(figure)));
            table.AddRow(name, Text(bare, "#,0"), Text(gateway, "#,0"), Text(gateway / bare, "0.00"));
        }
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);
}
