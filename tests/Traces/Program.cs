using System.CommandLine;
using Spectre.Console;

namespace Aso.Traces;

/// <summary>Receives the platform's traces and shows each as a tree, without a telemetry installation.</summary>
internal static class Program
{
    private static readonly Option<int> Port = new("--port") { Description = "Where to listen on loopback; programs send here by OTEL_EXPORTER_OTLP_ENDPOINT.", DefaultValueFactory = _ => 4317 };

    private static readonly Option<string?> Containing = new("--containing") { Description = "Show only traces with a span whose name contains this, such as claims." };

    /// <summary>No span of a trace for so long: it is shown.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(6);

    public static Task<int> Main(string[] args)
    {
        var command = new RootCommand("Shows what each request caused, across all services, as a tree.") { Port, Containing };
        command.SetAction((line, cancel) => ShowAsync(line.GetValue(Port), line.GetValue(Containing), cancel));
        return command.Parse(args).InvokeAsync();
    }

    private static async Task<int> ShowAsync(int port, string? containing, CancellationToken cancel)
    {
        await using var receiver = await SpanReceiver.StartAsync(port, cancel);
        AnsiConsole.MarkupLineInterpolated($"Start the platform with [bold]OTEL_EXPORTER_OTLP_ENDPOINT={receiver.Address}[/]; end with Ctrl+C.");
        var shown = new HashSet<string>();
        using var turns = new PeriodicTimer(TimeSpan.FromSeconds(1));
        try
        {
            while (await turns.WaitForNextTickAsync(cancel))
            {
                foreach (var trace in receiver.Spans.GroupBy(span => span.TraceId).Where(trace => IsComplete(trace) && shown.Add(trace.Key)))
                {
                    if (containing is null || trace.Any(span => span.Name.Contains(containing, StringComparison.OrdinalIgnoreCase)))
                    {
                        AnsiConsole.Write(new SpanTree(trace).ToTree($"trace {trace.Key}"));
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Ctrl+C.
        }

        return 0;
    }

    private static bool IsComplete(IEnumerable<ReceivedSpan> trace) =>
        DateTime.UtcNow - trace.Max(span => span.StartedAt + span.Duration) > Quiet;
}
