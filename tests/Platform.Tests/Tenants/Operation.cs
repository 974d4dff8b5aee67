using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Aso.Platform.Tests.Tenants;

/// <summary>An operation of the public API, as its own description tells it: whoever adds one has it called here.</summary>
/// <param name="Id">Its name, the same for ever.</param>
/// <param name="Document">The description that it stands in.</param>
/// <param name="Scopes">Those that a caller's token must have, all of them.</param>
/// <param name="Query">The names that it takes in the address's query.</param>
/// <param name="MediaType">Of its body; null without one.</param>
/// <param name="Example">A body that its schema allows; every text in it is <see cref="Filler"/>.</param>
public sealed record Operation(
    string Id, string Document, HttpMethod Method, string Path, IReadOnlyList<string> Scopes, IReadOnlyList<string> Query, string? MediaType, string? Example)
{
    /// <summary>Where an example needs a text of no particular form: it passes for an amount too.</summary>
    public const string Filler = "1.00";

    public bool IsAboutAnEmployer => !IsPublic && Path.Contains("/employers/{employerId}", StringComparison.Ordinal);

    /// <summary>Whether it is a carrier's own: what its token's carrier wrote.</summary>
    public bool IsOfACarrier => Path.StartsWith("/v1/carrier/", StringComparison.Ordinal);

    /// <summary>Whether it takes no id of anybody else's.</summary>
    public bool ShowsACarrierItsOwn => IsOfACarrier && OtherIds.Count == 0 && Method == HttpMethod.Get;

    /// <summary>Whether it asks for no token: how to get and to end one, and what FHIR there is.</summary>
    public bool IsPublic => Path.StartsWith("/connect/", StringComparison.Ordinal) || Path.EndsWith("/metadata", StringComparison.Ordinal);

    /// <summary>Whether it never ends by itself.</summary>
    public bool IsStream => Path.EndsWith("/stream", StringComparison.Ordinal);

    /// <summary>Whether its address names nothing but the employer.</summary>
    public bool IsAboutAWholeEmployer => Names(Path) is ["employerId"];

    /// <summary>The names of ids in its address and query, the employer's apart.</summary>
    public IReadOnlyList<string> OtherIds => [.. Names(Path).Concat(Query).Where(name => name.EndsWith("Id", StringComparison.Ordinal) || name is "claimNumber" or "traceNumber").Except(["employerId"])];

    /// <param name="document">The name of the description.</param>
    public static IReadOnlyList<Operation> ReadAll(string document, JsonNode description)
    {
        var schemas = new Schemas(description["components"]?["schemas"]?.AsObject() ?? []);
        return [.. description["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(operation => Read(document, path.Key, operation.Key, operation.Value!, schemas)))];
    }

    /// <summary>A call of it.</summary>
    /// <param name="ids">What to put for each name in the address; a name that is missing is a failure: nobody knows how to call it.</param>
    /// <param name="text">In place of each text of the body.</param>
    /// <param name="body">In place of the example.</param>
    public HttpRequestMessage ToRequest(IReadOnlyDictionary<string, string> ids, string text = Filler, string? body = null)
    {
        var path = Regex.Replace(Path, @"(?<of>[\w-]+)/{(?<name>\w+)}", part => $"{part.Groups["of"]}/{Uri.EscapeDataString(IdOf(part.Groups["of"].Value, part.Groups["name"].Value))}");
        var query = string.Join('&', Query.Where(ids.ContainsKey).Select(name => $"{name}={Uri.EscapeDataString(ids[name])}"));
        var request = new HttpRequestMessage(Method, query.Length == 0 ? path : $"{path}?{query}");
        if (MediaType is not null)
        {
            request.Content = new StringContent(body ?? Example!.Replace(Filler, text, StringComparison.Ordinal), Encoding.UTF8);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(MediaType);
        }

        return request;

        // A file's id means something else below each kind of files.
        string IdOf(string of, string name) => ids.TryGetValue($"{of}/{name}", out var id) ? id : ids[name];
    }

    public override string ToString() => $"{Method} {Path}";

    private static Operation Read(string document, string path, string method, JsonNode operation, Schemas schemas)
    {
        var query = (operation["parameters"]?.AsArray() ?? []).Where(parameter => parameter!["in"]!.GetValue<string>() == "query").Select(parameter => parameter!["name"]!.GetValue<string>());
        var body = operation["requestBody"]?["content"]?.AsObject().First();
        var example = body is { } content && content.Key.EndsWith("json", StringComparison.Ordinal) ? schemas.Example(content.Value!["schema"]!)?.ToJsonString() : $"ISA*{Filler}~";
        var scopes = (operation["security"]?.AsArray() ?? []).SelectMany(one => one!.AsObject()).SelectMany(scheme => scheme.Value!.AsArray()).Select(scope => scope!.GetValue<string>());
        return new(operation["operationId"]!.GetValue<string>(), document, HttpMethod.Parse(method), path, [.. scopes.Distinct()], [.. query], body?.Key, example);
    }

    private static List<string> Names(string path) => [.. Regex.Matches(path, "{(\\w+)}").Select(name => name.Groups[1].Value)];

    private sealed class Schemas(JsonObject named)
    {
        private const int DepthMax = 6;

        public JsonNode? Example(JsonNode schema, int depth = 0)
        {
            if (schema["$ref"]?.GetValue<string>() is { } reference)
            {
                return Example(named[reference[(reference.LastIndexOf('/') + 1)..]]!, depth);
            }

            if ((schema["oneOf"] ?? schema["anyOf"] ?? schema["allOf"])?.AsArray() is { } choices)
            {
                return Example(choices.First(choice => choice!["type"]?.ToString() != "null")!, depth);
            }

            if (schema["enum"] is { } values)
            {
                return values[0]!.DeepClone();
            }

            return TypeOf(schema) switch
            {
                "object" => ObjectOf(schema, depth),
                "array" => depth < DepthMax && schema["items"] is { } items ? new JsonArray(Example(items, depth + 1)) : new JsonArray(),
                "integer" or "number" => 1,
                "boolean" => false,
                _ => Text(schema["format"]?.GetValue<string>()),
            };
        }

        private JsonObject ObjectOf(JsonNode schema, int depth) => new(
            (depth < DepthMax ? schema["properties"]?.AsObject() ?? [] : []).Select(property => KeyValuePair.Create(property.Key, Example(property.Value!, depth + 1))));

        private static string Text(string? format) => format switch
        {
            "uuid" => Guid.NewGuid().ToString(),
            "date" => "2026-01-01",
            "date-time" => "2026-01-01T00:00:00Z",
            _ => Filler,
        };

        private static string? TypeOf(JsonNode schema) => schema["type"] switch
        {
            JsonArray several => several.Select(type => type!.GetValue<string>()).First(type => type != "null"),
            var one => one?.GetValue<string>() ?? (schema["properties"] is null ? null : "object"),
        };
    }
}
