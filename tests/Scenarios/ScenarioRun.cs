using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aso.Scenarios.Compare;
using Aso.Scenarios.Format;
using Aso.Scenarios.Play;
using Spectre.Console;
using Aso.Embedded.Demo;

namespace Aso.Scenarios;

/// <summary>Plays files side by side and reports on each.</summary>
internal static class ScenarioRun
{
    private const int Success = 0;
    private const int DifferenceOrError = 1;

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>0 where every scenario came out as expected (with <paramref name="actual"/>: was played), else 1.</returns>
    public static async Task<int> RunAsync(Target target, FileInfo[] files, DirectoryInfo? actual, int parallel, CancellationToken cancel)
    {
        var (scenarios, results) = Read(files, mustExpect: actual is null);
        actual?.Create();
        if (scenarios.Count > 0)
        {
            var played = await target.UseAsync((platform, _) => PlayAllAsync(platform, scenarios, actual, parallel, results, cancel), cancel);
            if (played != Success)
            {
                return played;
            }
        }

        ScenarioReport.Write(results);
        return results.All(result => result.IsGood) ? Success : DifferenceOrError;
    }

    private static (List<(FileInfo File, Scenario Scenario)> Scenarios, ConcurrentBag<ScenarioResult> Results) Read(FileInfo[] files, bool mustExpect)
    {
        var scenarios = new List<(FileInfo File, Scenario Scenario)>();
        var results = new ConcurrentBag<ScenarioResult>();
        foreach (var file in files)
        {
            try
            {
                var scenario = Scenario.Read(File.ReadAllText(file.FullName));
                if (mustExpect && scenario.Expect is null)
                {
                    throw new ScenarioFormatException(["expect is missing; it is required unless --actual is given"]);
                }

                if (scenarios.Find(other => other.Scenario.Name == scenario.Name) is { File: { } other })
                {
                    throw new ScenarioFormatException([$"scenario is the name of {other.Name} too; names are unique"]);
                }

                scenarios.Add((file, scenario));
            }
            catch (ScenarioFormatException unreadable)
            {
                results.Add(new(file.Name, Steps: 0, TimeSpan.Zero, [], unreadable.Faults));
            }
            catch (IOException missing)
            {
                results.Add(new(file.Name, Steps: 0, TimeSpan.Zero, [], [missing.Message]));
            }
        }

        return (scenarios, results);
    }

    private static async Task<int> PlayAllAsync(
        PlatformAccess platform, List<(FileInfo File, Scenario Scenario)> scenarios, DirectoryInfo? actual, int parallel,
        ConcurrentBag<ScenarioResult> results, CancellationToken cancel)
    {
        await AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(async progress =>
            {
                var bar = progress.AddTask("Playing", maxValue: scenarios.Sum(entry => entry.Scenario.Steps.Count + 1));
                var options = new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = cancel };
                await System.Threading.Tasks.Parallel.ForEachAsync(scenarios, options, async (entry, stop) =>
                    results.Add(await PlayAsync(platform, entry.Scenario, actual, () => bar.Increment(1), stop)));
                bar.Value = bar.MaxValue;
            });
        return Success;
    }

    private static async Task<ScenarioResult> PlayAsync(PlatformAccess platform, Scenario scenario, DirectoryInfo? actual, Action stepDone, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            using var player = new ScenarioPlayer(platform, scenario);
            var outcome = await player.PlayAsync(stepDone, cancel);
            stepDone();
            IReadOnlyList<Difference> differences = [];
            if (actual is not null)
            {
                await WriteAsync(outcome, Path.Combine(actual.FullName, $"{scenario.Name}.json"), cancel);
            }
            else
            {
                differences = Comparison.Compare(scenario.Expect!, outcome);
            }

            return new(scenario.Name, scenario.Steps.Count, clock.Elapsed, differences, []);
        }
        catch (StepFailedException failure)
        {
            return new(scenario.Name, scenario.Steps.Count, clock.Elapsed, [], [failure.Message]);
        }
    }

    private static Task WriteAsync(JsonObject outcome, string path, CancellationToken cancel) =>
        File.WriteAllTextAsync(path, outcome.ToJsonString(Readable) + "\n", cancel);
}
