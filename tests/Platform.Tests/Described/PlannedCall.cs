using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Aso.Platform.Tests.Tenants;
using Microsoft.AspNetCore.WebUtilities;

namespace Aso.Platform.Tests.Described;

/// <summary>A call of an operation that any client can make from its description.</summary>
/// <param name="Path">Values by the names in the address.</param>
/// <param name="Query">Values by name, each as JSON.</param>
/// <param name="Media">Of the body; null without one.</param>
/// <param name="Body">JSON, or the text itself where the media type is no JSON.</param>
/// <param name="IsKnownGood">Whether the same was carried out before.</param>
public sealed record PlannedCall(
    NamedOperation Operation, IReadOnlyDictionary<string, string> Path, IReadOnlyDictionary<string, JsonNode> Query, string? Media, string? Body, bool IsKnownGood)
{
    /// <summary>Whether what it is about waits for it alone: a request of a carrier is decided, and paid on, by the first who does.</summary>
    public bool IsWaitedFor { get; init; }

    public bool HasJson => Media is "application/x-www-form-urlencoded" || Media?.EndsWith("json", StringComparison.Ordinal) == true;

    /// <summary>For every operation what was carried out last about the owner, or about nobody; where nothing was, an example of what its description allows.</summary>
    /// <param name="waiting">What is called about what waits for a carrier or a second person.</param>
    public static async Task<IReadOnlyList<PlannedCall>> ForAllAsync(DescribedPlatform platform, WaitingWork waiting)
    {
        var (owner, description) = (await platform.OwnerAsync(), await platform.DescriptionAsync());
        var examples = (await platform.OperationsAsync()).ToDictionary(operation => $"{operation.Method} {operation.Path}");
        var carried = platform.Carried.Where(accepted => !accepted.Path.Contains("/employers/", StringComparison.Ordinal) || accepted.Path.Contains($"{owner.EmployerId}", StringComparison.Ordinal))
            .Select(accepted => (Accepted: accepted, Operation: description.Find(accepted.Method, accepted.Path)))
            .Where(accepted => accepted.Operation is not null && (accepted.Accepted is not { Media: { } media, Body: { } body } || description.Allows(accepted.Operation, media, body)))
            .GroupBy(accepted => accepted.Operation!).ToDictionary(accepted => accepted.Key, accepted => accepted.Last().Accepted);
        return
        [
            .. description.Operations.Select(operation =>
                waiting.CallOf(operation) is var (ids, body) ? Of(operation, examples[$"{operation}"], ids) with { Body = body, IsWaitedFor = operation.Method == "GET" || !WaitingWork.IsOfACarrier(operation) }
                : carried.TryGetValue(operation, out var accepted) ? Of(operation, accepted)
                : Of(operation, examples[$"{operation}"], owner.Ids)),
        ];
    }

    private static PlannedCall Of(NamedOperation operation, Accepted accepted) =>
        new(operation, Names(operation, accepted.Path), Values(operation, accepted.Query), accepted.Body is null ? null : accepted.Media,
            accepted.Media is "application/x-www-form-urlencoded" ? FormOf(accepted.Body!).ToJsonString() : accepted.Body, IsKnownGood: true);

    private static PlannedCall Of(NamedOperation operation, Operation example, IReadOnlyDictionary<string, string> ids)
    {
        using var request = example.ToRequest(ids);
        var address = new Uri(new Uri("http://any"), request.RequestUri!.OriginalString);
        return new(operation, Names(operation, address.AbsolutePath), Values(operation, address.Query), example.MediaType,
            example.MediaType is "application/x-www-form-urlencoded" ? """{"grant_type": "none", "token": "none"}""" : example.Example, IsKnownGood: false);
    }

    private static Dictionary<string, string> Names(NamedOperation operation, string path)
    {
        var pattern = Regex.Replace(Regex.Escape(operation.Template), @"\\{(\w+)}", "(?<$1>[^/]+)");
        var match = Regex.Match(path, $"^{pattern}/?$", RegexOptions.IgnoreCase);
        return match.Groups.Keys.Where(name => !char.IsAsciiDigit(name[0])).ToDictionary(name => name, name => Uri.UnescapeDataString(match.Groups[name].Value));
    }

    private static Dictionary<string, JsonNode> Values(NamedOperation operation, string query) =>
        (operation.Said["parameters"]?.AsArray() ?? []).Where(parameter => (string?)parameter!["in"] == "query")
            .Join(QueryHelpers.ParseQuery(query), parameter => (string)parameter!["name"]!, given => given.Key, (parameter, given) => (given.Key, ValueOf(parameter!["schema"]!, given.Value)))
            .ToDictionary();

    private static JsonNode ValueOf(JsonNode schema, IReadOnlyCollection<string?> given)
    {
        var type = schema["type"]?.ToJsonString() ?? "";
        return type.Contains("array", StringComparison.Ordinal) ? new JsonArray([.. given.Select(text => JsonValue.Create(text))])
            : type.Contains("integer", StringComparison.Ordinal) || type.Contains("boolean", StringComparison.Ordinal) ? JsonNode.Parse(given.Last()!.ToLowerInvariant())!
            : JsonValue.Create(given.Last())!;
    }

    private static JsonObject FormOf(string body) =>
        new(QueryHelpers.ParseQuery(body).Select(field => KeyValuePair.Create(field.Key, (JsonNode?)JsonValue.Create(field.Value.ToString()))));
}
