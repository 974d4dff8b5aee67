using System.Text.Json.Nodes;

namespace Aso.Reference;

/// <summary>Chance with a seed: the same throws every time.</summary>
internal sealed class Dice(int seed)
{
#pragma warning disable CA5394 // Scenarios are to be the same again for a seed; nothing here is a secret.
    private readonly Random _random = new(seed);

    /// <summary>From <paramref name="least"/> to <paramref name="most"/>, both included.</summary>
    public int Between(int least, int most) => _random.Next(least, most + 1);
#pragma warning restore CA5394

    public bool Chance(int percent) => Between(1, 100) <= percent;

    public T Of<T>(params IReadOnlyList<T> choices) => choices[Between(0, choices.Count - 1)];

    /// <summary>Dollars, often with odd cents.</summary>
    public decimal Dollars(int least, int most) => Between(least, most) + (Chance(50) ? Between(0, 99) / 100m : 0);

    /// <summary>An amount as a scenario writes it.</summary>
    public JsonNode Amount(int least, int most) => Dollars(least, most).Write();

    public JsonNode Percent() => Of("0", "0", "10", "12.5", "20", "20", "33.333", "50", "100");

    /// <summary>Puts the value under the key, or leaves the key out.</summary>
    public void Perhaps(JsonObject holder, string key, int percent, Func<JsonNode> value)
    {
        if (Chance(percent))
        {
            holder[key] = value();
        }
    }

    public List<T> Some<T>(IEnumerable<T> choices, int percent) => [.. choices.Where(_ => Chance(percent))];
}
