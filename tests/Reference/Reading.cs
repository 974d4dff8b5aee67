using System.Globalization;
using System.Text.Json.Nodes;

namespace Aso.Reference;

/// <summary>Takes values out of a scenario: amounts and percentages as exact decimals, dates as dates.</summary>
internal static class Reading
{
    public static string Text(this JsonNode node, string key) => node[key]!.GetValue<string>();

    public static string? TextOrNull(this JsonNode node, string key) => node[key]?.GetValue<string>();

    public static int Count(this JsonNode node, string key) => node[key]!.GetValue<int>();

    public static int? CountOrNull(this JsonNode node, string key) => node[key]?.GetValue<int>();

    /// <summary>A number that is written without quotes, decimals and all.</summary>
    public static decimal Number(this JsonNode node, string key) => decimal.Parse(node[key]!.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>A key that is left out is false unless <paramref name="otherwise"/> says true.</summary>
    public static bool Flag(this JsonNode node, string key, bool otherwise = false) => node[key]?.GetValue<bool>() ?? otherwise;

    /// <summary>Dollars, or a percentage: both are decimals written as a string.</summary>
    public static decimal Amount(this JsonNode node, string key) => AmountOf(node[key]!);

    public static decimal? AmountOrNull(this JsonNode? node, string key) => node?[key] is { } amount ? AmountOf(amount) : null;

    public static DateOnly Date(this JsonNode node, string key) => DateOf(node.Text(key));

    public static DateOnly? DateOrNull(this JsonNode node, string key) => node.TextOrNull(key) is { } date ? DateOf(date) : null;

    public static IReadOnlyList<JsonObject> Objects(this JsonNode node, string key) =>
        [.. (node[key]?.AsArray() ?? []).Select(element => element!.AsObject())];

    public static IReadOnlyList<string> Texts(this JsonNode node, string key) =>
        [.. (node[key]?.AsArray() ?? []).Select(element => element!.GetValue<string>())];

    public static decimal AmountOf(JsonNode amount) => decimal.Parse(amount.GetValue<string>(), NumberStyles.Number, CultureInfo.InvariantCulture);

    public static DateOnly DateOf(string date) => DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Write(this decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture);

    public static string Write(this DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>To the cent, half away from zero.</summary>
    public static decimal ToTheCent(this decimal amount) => Math.Round(amount, 2, MidpointRounding.AwayFromZero);

    public static decimal Percent(this decimal amount, decimal percent) => (amount * percent / 100).ToTheCent();
}

/// <summary>A step that the domain refuses: the scenario is not valid.</summary>
public sealed class RefusedException(string reason) : Exception(reason);
