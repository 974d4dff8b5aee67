using Aso.Scenarios.Compare;
using Aso.Scenarios.Format;
using Aso.Scenarios.Play;

namespace Aso.Platform.Tests;

/// <summary>The rules of money as business scenarios, played through the public interfaces; the same files on both set-ups.</summary>
public abstract class ScenarioTests(RunningPlatform platform)
{
    public static TheoryData<string> Files() =>
        [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "scenarios"), "*.json").Select(path => Path.GetFileNameWithoutExtension(path)).Order()];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task The_scenario_comes_out_to_the_cent(string name)
    {
        var scenario = Scenario.Read(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "scenarios", $"{name}.json")));
        using var player = new ScenarioPlayer(platform.Callers, scenario);

        var outcome = await player.PlayAsync(() => { }, CancellationToken.None);

        Assert.Empty(Comparison.Compare(scenario.Expect!, outcome));
    }
}

[Collection("embedded")]
public sealed class EmbeddedScenarioTests(EmbeddedInProcess platform) : ScenarioTests(platform);

[Collection("separate")]
public sealed class SeparateScenarioTests(SeparateProcesses platform) : ScenarioTests(platform);

[CollectionDefinition("embedded")]
public sealed class OnEmbedded : ICollectionFixture<EmbeddedInProcess>;

[CollectionDefinition("separate")]
public sealed class OnSeparate : ICollectionFixture<SeparateProcesses>;
