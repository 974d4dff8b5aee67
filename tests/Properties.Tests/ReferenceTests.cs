using System.Text.Json.Nodes;
using Aso.Reference;
using Aso.Scenarios.Compare;
using Aso.Scenarios.Format;

namespace Aso.Properties.Tests;

/// <summary>The reference by which the platform is judged, judged itself.</summary>
public sealed class ReferenceTests
{
    public static TheoryData<string> Files() =>
        [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "scenarios"), "*.json").Select(path => Path.GetFileNameWithoutExtension(path)).Order()];

    [Theory]
    [MemberData(nameof(Files))]
    public void The_reference_answers_each_scenario_file_to_the_cent(string name)
    {
        var scenario = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "scenarios", $"{name}.json")))!.AsObject();

        Assert.Empty(Comparison.Compare(scenario["expect"]!.AsObject(), ReferencePlatform.Play(scenario)));
    }

    [Fact]
    public void A_seed_draws_the_same_well_formed_scenario_each_time() =>
        Assert.All(Enumerable.Range(0, 50), seed =>
        {
            var drawn = RandomScenario.Draw(seed).ToJsonString();
            Assert.Equal(drawn, RandomScenario.Draw(seed).ToJsonString());
            Assert.NotNull(Scenario.Read(drawn));
        });

    [Fact]
    public void What_is_drawn_reaches_the_rules()
    {
        var outcomes = string.Concat(Enumerable.Range(0, 200).Select(seed => RandomScenario.Draw(seed)["expect"]!.ToJsonString()));

        string[] marks =
        [
            "PR-31", "PR-27", "PR-26", "CO-29", "OA-18", "CO-22", "PR-96", "PR-242", "PR-179", "CO-197", "PR-119",
            "CO-45", "PR-45", "PR-1", "PR-2", "PR-3", "PR-35", "OA-23", "not-covered", "elimination-period",
            "voided", "replaced", "rejected", "queued", "released", "reversed", "open", "funded",
            "half", "exceeded", "diagnosis", "undecided", "decided",
        ];
        Assert.All(marks, mark => Assert.Contains($"\"{mark}\"", outcomes, StringComparison.Ordinal));
    }
}
