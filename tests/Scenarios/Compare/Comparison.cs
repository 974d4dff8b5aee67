using System.Text.Json;
using System.Text.Json.Nodes;
using Aso.Primitives;

namespace Aso.Scenarios.Compare;

/// <summary>One place at which something else came out than was expected.</summary>
/// <param name="Path">Such as <c>claims.C1.lines[0].paid</c>.</param>
/// <param name="Actual"><c>nothing</c> where the place is not there.</param>
internal sealed record Difference(string Path, string Expected, string Actual)
{
    public override string ToString() => $"{Path}: expected {Expected}, got {Actual}";
}

/// <summary>Compares what came out with what is expected, in just the places that the expectation names.</summary>
/// <remarks>An array is compared whole and by position, its elements in the keys they name; amounts by value, so 25 is 25.00.</remarks>
internal static class Comparison
{
    private const string Nothing = "nothing";

    public static IReadOnlyList<Difference> Compare(JsonObject expected, JsonObject actual)
    {
        var differences = new List<Difference>();
        Compare(expected, actual, "", differences);
        return differences;
    }

    private static void Compare(JsonNode? expected, JsonNode? actual, string path, List<Difference> differences)
    {
        switch (expected)
        {
            case JsonObject named when actual is JsonObject or null:
                CompareObjects(named, actual?.AsObject(), path, differences);
                break;
            case JsonArray list when actual is JsonArray other:
                CompareArrays(list, other, path, differences);
                break;
            default:
                if (!AreEqual(expected, actual))
                {
                    differences.Add(new(path, Show(expected), Show(actual)));
                }

                break;
        }
    }

    private static void CompareObjects(JsonObject expected, JsonObject? actual, string path, List<Difference> differences)
    {
        // Naming no adjustment at all says that there is none; elsewhere an empty object names nothing.
        if (expected.Count == 0 && path.EndsWith(".adjustments", StringComparison.Ordinal) && actual is not { Count: 0 })
        {
            differences.Add(new(path, Show(expected), Show(actual)));
        }

        foreach (var (key, value) in expected)
        {
            var place = path.Length == 0 ? key : $"{path}.{key}";
            Compare(value, actual?[key] ?? LeftOut(place, value), place, differences);
        }
    }

    private static void CompareArrays(JsonArray expected, JsonArray actual, string path, List<Difference> differences)
    {
        for (var index = 0; index < Math.Max(expected.Count, actual.Count); index++)
        {
            var place = $"{path}[{index}]";
            if (index >= expected.Count)
            {
                differences.Add(new(place, Nothing, Show(actual[index])));
            }
            else if (index >= actual.Count)
            {
                differences.Add(new(place, Show(expected[index]), Nothing));
            }
            else
            {
                Compare(expected[index], actual[index], place, differences);
            }
        }
    }

    /// <summary>What stands for an entry that is left out because it says nothing: accumulators of zero, a member without claims.</summary>
    private static JsonObject? LeftOut(string path, JsonNode? expected)
    {
        var isLeftOutWhenZero = path.StartsWith("accumulators.", StringComparison.Ordinal) || path.StartsWith("stopLoss.members.", StringComparison.Ordinal);
        return isLeftOutWhenZero && expected is JsonObject named ? ZeroOf(named) : null;
    }

    private static JsonObject ZeroOf(JsonObject shape) =>
        new(shape.Select(entry => KeyValuePair.Create<string, JsonNode?>(entry.Key, entry.Value switch
        {
            JsonObject inner => ZeroOf(inner),
            JsonArray => new JsonArray(),
            _ => "0.00",
        })));

    private static bool AreEqual(JsonNode? expected, JsonNode? actual)
    {
        if (expected is JsonValue && actual is JsonValue
            && expected.GetValueKind() == JsonValueKind.String && actual.GetValueKind() == JsonValueKind.String
            && Money.TryParse(expected.GetValue<string>(), out var expectedAmount)
            && Money.TryParse(actual.GetValue<string>(), out var actualAmount))
        {
            return expectedAmount == actualAmount;
        }

        return JsonNode.DeepEquals(expected, actual);
    }

    private static string Show(JsonNode? node) => node switch
    {
        null => Nothing,
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        _ => node.ToJsonString(),
    };
}
