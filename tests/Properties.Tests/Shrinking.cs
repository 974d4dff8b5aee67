using System.Diagnostics;
using System.Text.Json.Nodes;
using Aso.Reference;
using Aso.Scenarios.Format;

namespace Aso.Properties.Tests;

/// <summary>Makes a scenario smaller for as long as it shows what it showed.</summary>
internal static class Shrinking
{
    private static readonly TimeSpan Most = TimeSpan.FromMinutes(2);

    /// <param name="shows">Whether a scenario, which is valid, still shows it.</param>
    public static async Task<JsonObject> ShrinkAsync(JsonObject scenario, Func<JsonObject, Task<bool>> shows)
    {
        var clock = Stopwatch.StartNew();
        var shrunk = true;
        while (shrunk && clock.Elapsed < Most)
        {
            shrunk = false;
            foreach (var place in Places(scenario, []).Reverse().ToList())
            {
                if (clock.Elapsed < Most && Without(scenario, place) is { } smaller && await shows(smaller))
                {
                    scenario = smaller;
                    shrunk = true;
                }
            }
        }

        return scenario;
    }

    /// <summary>Everything that might be taken away: elements of arrays and keys of objects, the last first.</summary>
    private static IEnumerable<object[]> Places(JsonNode? node, object[] path)
    {
        var below = node switch
        {
            JsonObject holder => holder.Where(entry => entry.Key != "expect").Select(entry => ((object)entry.Key, entry.Value)),
            JsonArray list => list.Select((element, index) => ((object)index, element)),
            _ => [],
        };
        foreach (var (key, value) in below)
        {
            object[] place = [.. path, key];
            foreach (var deeper in Places(value, place))
            {
                yield return deeper;
            }

            yield return place;
        }
    }

    /// <summary>Null where nothing valid is left.</summary>
    private static JsonObject? Without(JsonObject scenario, object[] place)
    {
        var smaller = scenario.DeepClone().AsObject();
        JsonNode? holder = smaller;
        foreach (var key in place[..^1])
        {
            holder = key is string name ? holder?[name] : holder is JsonArray list && (int)key < list.Count ? list[(int)key] : null;
        }

        var isTaken = (holder, place[^1]) switch
        {
            (JsonObject keyed, string name) => keyed.Remove(name),
            (JsonArray list, int index) when index < list.Count => RemoveAt(list, index),
            _ => false,
        };
        return isTaken && Answer(smaller) ? smaller : null;
    }

    private static bool RemoveAt(JsonArray list, int index)
    {
        list.RemoveAt(index);
        return true;
    }

    /// <summary>Has the reference answer it anew; false where it is no valid scenario.</summary>
    private static bool Answer(JsonObject scenario)
    {
        try
        {
            scenario.Remove("expect");
            Scenario.Read(scenario.ToJsonString());
            scenario["expect"] = ReferencePlatform.Play(scenario);
            return true;
        }
        catch (Exception invalid) when (invalid is ScenarioFormatException or RefusedException or NullReferenceException or InvalidOperationException or KeyNotFoundException)
        {
            return false;
        }
    }
}
