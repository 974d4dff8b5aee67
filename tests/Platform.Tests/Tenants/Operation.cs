using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Aso.Platform.Tests.Tenants;

/// <summary>An operation of the public API, as its own description tells it: whoever adds one has it called here.</summary>
/// <param name="MediaType">Of its body; null without one.</param>
/// <param name="Example">A body that its schema allows.</param>
public sealed record Operation(HttpMethod Method, string Path, string? MediaType, string? Example)
{
    public bool IsAboutAnEmployer => Path.StartsWith("/v1/employers/{employerId}", StringComparison.Ordinal);

    public static IReadOnlyList<Operation> ReadAll(JsonNode description)
    {
        var schemas = new Schemas(description["components"]!["schemas"]!.AsObject());
        return [.. description["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(operation => Read(path.Key, operation.Key, operation.Value!, schemas)))];
    }

    /// <summary>A call of it.</summary>
    /// <param name="ids">What to put for each name in the path.</param>
    public HttpRequestMessage ToRequest(IReadOnlyDictionary<string, string> ids)
    {
        var path = ids.Aggregate(Path, (address, id) => address.Replace($"{{{id.Key}}}", Uri.EscapeDataString(id.Value), StringComparison.Ordinal));
        var request = new HttpRequestMessage(Method, path);
        if (MediaType is not null)
        {
            request.Content = new StringContent(Example!, Encoding.UTF8);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(MediaType);
        }

        return request;
    }

    public override string ToString() => $"{Method} {Path}";

    private static Operation Read(string path, string method, JsonNode operation, Schemas schemas)
    {
        var body = operation["requestBody"]?["content"]?.AsObject().First();
        var example = body is { } content && content.Key == "application/json" ? schemas.Example(content.Value!["schema"]!)?.ToJsonString() : "ISA";
        return new(HttpMethod.Parse(method), path, body?.Key, example);
    }

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
            _ => "1.00",
        };

        private static string? TypeOf(JsonNode schema) => schema["type"] switch
        {
            JsonArray several => several.Select(type => type!.GetValue<string>()).First(type => type != "null"),
            var one => one?.GetValue<string>() ?? (schema["properties"] is null ? null : "object"),
        };
    }
}
