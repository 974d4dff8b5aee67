using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NJsonSchema;
using NJsonSchema.Validation;

namespace Aso.Platform.Tests.Described;

/// <summary>An answer as it came.</summary>
/// <param name="Path">Of the request, without its query.</param>
/// <param name="Media">Of the answer; null without content.</param>
/// <param name="Body">Null where it was not read, as of a stream.</param>
public sealed record Answered(string Method, string Path, int Status, string? Media, IReadOnlyCollection<string> Headers, string? Body);

/// <summary>An operation with the name that generated clients give it.</summary>
public sealed record NamedOperation(string Id, string Method, string Template, JsonNode Said)
{
    public override string ToString() => $"{Method} {Template}";
}

/// <summary>The platform's description of itself, to hold answers against it.</summary>
public sealed class Description
{
    private const string Request = "request";

    private readonly JsonObject _document;
    private readonly JsonSchema _schemas;
    private readonly List<(NamedOperation Operation, Regex Path)> _operations;

    private Description(JsonObject document, JsonSchema schemas)
    {
        _document = document;
        _schemas = schemas;
        Operations = [.. document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(operation =>
            new NamedOperation((string)operation.Value!["operationId"]!, operation.Key.ToUpperInvariant(), path.Key, operation.Value)))];

        // Of two templates that fit an address, the one with fewer names in it is meant.
        _operations = [.. Operations.OrderBy(operation => operation.Template.Count(letter => letter == '{'))
            .Select(operation => (operation, new Regex($"^{Regex.Replace(Regex.Escape(operation.Template), @"\\{\w+}", "[^/]+")}/?$", RegexOptions.IgnoreCase)))];
    }

    public IReadOnlyList<NamedOperation> Operations { get; }

    public string Text => _document.ToJsonString();

    public static async Task<Description> ReadAsync(string text)
    {
        var document = JsonNode.Parse(text)!.AsObject();
        var definitions = (JsonObject)document["components"]!["schemas"]!.DeepClone();
        foreach (var (key, schema) in Contents(document).Concat(Bodies(document)))
        {
            definitions[key] = schema.DeepClone();
        }

        var all = new JsonObject { ["definitions"] = definitions }.ToJsonString().Replace("#/components/schemas/", "#/definitions/", StringComparison.Ordinal);
        return new(document, await JsonSchema.FromJsonAsync(all));
    }

    /// <summary>The operation that answers at an address; null for what is not described, such as a page.</summary>
    public NamedOperation? Find(string method, string path) => _operations.FirstOrDefault(known => known.Operation.Method == method && known.Path.IsMatch(path)).Operation;

    /// <returns>What is not as described; empty where all is.</returns>
    public IEnumerable<string> Compare(NamedOperation operation, Answered answer)
    {
        var responses = operation.Said["responses"]!;
        if (responses[$"{answer.Status}"] is not { } referred)
        {
            yield return $"{operation} answers {answer.Status}, which is not described: {answer.Body}";
            yield break;
        }

        var response = Resolve(_document, referred);
        var contents = response["content"]?.AsObject() ?? [];
        if (answer.Media is null ? contents.Count > 0 && answer.Body is not null : !contents.ContainsKey(answer.Media))
        {
            yield return $"{operation} answers {answer.Status} with {answer.Media ?? "nothing"}, which is described as {string.Join(", ", contents.Select(content => content.Key))}: {answer.Body}";
        }
        else if (answer is { Media: { } media, Body: { } body } && media.EndsWith("json", StringComparison.Ordinal))
        {
            foreach (var fault in Faults(KeyOf(operation.Id, $"{answer.Status}", media), body))
            {
                yield return $"{operation} answers {answer.Status}, and {fault}";
            }
        }

        foreach (var header in new[] { "Location", "Retry-After" }.Where(header => answer.Headers.Contains(header) && response["headers"]?[header] is null))
        {
            yield return $"{operation} answers {answer.Status} with {header}, which is not described";
        }
    }

    /// <summary>Whether the body is one that the description lets a client send.</summary>
    public bool Allows(NamedOperation operation, string media, string body) =>
        operation.Said["requestBody"]?["content"]?[media] is not null
        && (!media.EndsWith("json", StringComparison.Ordinal) || !Faults(KeyOf(operation.Id, Request, media), body).Any());

    private IEnumerable<string> Faults(string key, string body) =>
        Innermost(_schemas.Definitions[key].ActualSchema.Validate(body)).Select(fault => $"{Regex.Replace(fault.Path ?? "", @"\[\d+\]", "[]")} is not as described: {fault.Kind}").Distinct();

    private static IEnumerable<ValidationError> Innermost(IEnumerable<ValidationError> faults) => faults.SelectMany(fault =>
        fault is ChildSchemaValidationError several ? Innermost(several.Errors.Values.SelectMany(inside => inside)) : [fault]);

    private static IEnumerable<(string Key, JsonNode Schema)> Contents(JsonNode document) =>
        from path in document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        from response in operation.Value!["responses"]!.AsObject()
        from content in Resolve(document, response.Value!)["content"]?.AsObject() ?? []
        select (KeyOf((string)operation.Value!["operationId"]!, response.Key, content.Key), content.Value!["schema"]!);

    private static IEnumerable<(string Key, JsonNode Schema)> Bodies(JsonNode document) =>
        from path in document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        from content in operation.Value!["requestBody"]?["content"]?.AsObject() ?? []
        select (KeyOf((string)operation.Value!["operationId"]!, Request, content.Key), content.Value!["schema"]!);

    private static string KeyOf(string id, string status, string media) => $"{id}-{status}-{media.Replace('/', '-')}";

    private static JsonNode Resolve(JsonNode document, JsonNode node) =>
        node["$ref"]?.GetValue<string>() is { } reference ? reference.TrimStart('#', '/').Split('/').Aggregate(document, (at, name) => at[name]!) : node;
}
