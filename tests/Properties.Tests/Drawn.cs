using System.Text.Json.Nodes;
using Aso.Reference;
using CsCheck;

namespace Aso.Properties.Tests;

/// <summary>Scenarios drawn by chance, and the words to ask about them in.</summary>
internal static class Drawn
{
    public static readonly Gen<JsonObject> Scenarios = Gen.Int[0, 1_000_000].Select(RandomScenario.Draw);

    public static IEnumerable<(JsonObject Input, JsonObject Outcome)> Claims(this JsonObject scenario) => scenario.Objects("steps")
        .Select(step => step["claim"]?.AsObject()).OfType<JsonObject>()
        .Select(claim => (claim, scenario["expect"]!["claims"]![claim.Text("id")]!.AsObject()));

    public static string Subscriber(this JsonObject scenario, string member) =>
        scenario.Objects("members").FirstOrDefault(other => other.Text("id") == member)?.TextOrNull("subscriber") ?? member;

    /// <summary>The same scenario with other steps, and what then comes out.</summary>
    public static JsonObject WithSteps(this JsonObject scenario, IEnumerable<JsonObject> steps)
    {
        var other = scenario.DeepClone().AsObject();
        other["steps"] = new JsonArray([.. steps.Select(step => step.DeepClone())]);
        other["expect"] = ReferencePlatform.Play(other);
        return other;
    }
}
