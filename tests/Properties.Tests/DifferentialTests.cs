using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aso.Embedded.Demo;
using Aso.Reference;
using Aso.Scenarios.Compare;
using Aso.Scenarios.Format;
using Aso.Scenarios.Hosting;
using Aso.Scenarios.Play;

namespace Aso.Properties.Tests;

/// <summary>The platform against the reference, to the cent, over scenarios that chance draws.</summary>
/// <remarks>
/// <c>ASO_RANDOM_SCENARIOS</c> and <c>ASO_RANDOM_SEED</c> say how many, from which seed on: the same few each time unless told
/// otherwise. One that differs is made smaller and written to a file, to be played again with the scenario runner.
/// </remarks>
public sealed class DifferentialTests
{
    private const int ScenariosAtATime = 4;

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    [Fact]
    public async Task The_platform_answers_as_the_reference_does()
    {
        await using var host = await EmbeddedPlatform.StartAsync(CancellationToken.None);
        using var platform = new PlatformAccess(host.Address, grpcAddress: null, "administrator", "development-only-secret");
        var failures = new ConcurrentBag<string>();

        await Parallel.ForEachAsync(
            Enumerable.Range(Setting("ASO_RANDOM_SEED", 1), Setting("ASO_RANDOM_SCENARIOS", 60)),
            new ParallelOptions { MaxDegreeOfParallelism = ScenariosAtATime },
            async (seed, _) =>
            {
                var scenario = RandomScenario.Draw(seed);
                if (await DifferencesAsync(platform, scenario) is { Count: > 0 } differences)
                {
                    failures.Add(await ReportAsync(platform, scenario, differences));
                }
            });

        Assert.True(failures.IsEmpty, string.Join(Environment.NewLine, failures));
    }

    /// <summary>What is there must be expected, too: compared both ways.</summary>
    private static async Task<IReadOnlyList<string>> DifferencesAsync(PlatformAccess platform, JsonObject scenario)
    {
        try
        {
            using var player = new ScenarioPlayer(platform, Scenario.Read(scenario.ToJsonString()));
            var outcome = await player.PlayAsync(() => { }, CancellationToken.None);
            var expected = scenario["expect"]!.AsObject();
            var unexpected = Comparison.Compare(outcome, expected).Where(difference => difference.Actual == "nothing");
            return [.. Comparison.Compare(expected, outcome).Select(difference => difference.ToString()), .. unexpected.Select(difference => $"{difference.Path}: expected nothing, got {difference.Expected}")];
        }
        catch (StepFailedException refused)
        {
            return [refused.Message];
        }
    }

    private static async Task<string> ReportAsync(PlatformAccess platform, JsonObject scenario, IReadOnlyList<string> differences)
    {
        // Small is what still differs at the same place, whatever the amounts.
        var place = differences[0].Split(':')[0];
        var shrunk = await Shrinking.ShrinkAsync(
            scenario, async smaller => (await DifferencesAsync(platform, smaller)).Any(difference => difference.StartsWith(place, StringComparison.Ordinal)));
        var path = Path.Combine(Path.GetTempPath(), $"{scenario["scenario"]}.json");
        await File.WriteAllTextAsync(path, shrunk.ToJsonString(Readable));
        return $"{scenario["scenario"]} ({path}): {string.Join("; ", await DifferencesAsync(platform, shrunk))}";
    }

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
