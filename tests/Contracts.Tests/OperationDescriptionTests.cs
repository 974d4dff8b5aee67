using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Aso.Contracts.Tests;

/// <summary>Every operation says what it is, who may call it, what it is told and all that it answers; one that does not is named here.</summary>
[Collection("descriptions")]
public sealed class OperationDescriptionTests(Descriptions descriptions)
{
    /// <summary>Who may be asked by anyone.</summary>
    private static readonly string[] Open = ["/connect/token", "/connect/revoke", "/fhir/r4/metadata", "/fhir/r4/employers/{employerId}/metadata"];

    private readonly List<string> _findings = [];

    [Fact]
    public async Task Every_operation_has_a_name_that_any_language_takes_and_that_no_other_has()
    {
        var operations = await AllAsync();
        foreach (var (place, operation) in operations)
        {
            Find(place, Regex.IsMatch(Text(operation["operationId"]), "^[A-Z][A-Za-z0-9]*$"), $"is called \"{operation["operationId"]}\": give it WithName and an identifier");
        }

        foreach (var alike in operations.GroupBy(operation => Text(operation.Operation["operationId"]).ToUpperInvariant()).Where(alike => alike.Count() > 1))
        {
            _findings.Add($"{string.Join(" and ", alike.Select(operation => operation.Place))} have one name");
        }

        AssertNothingFound();
    }

    [Fact]
    public async Task Every_operation_says_what_it_does()
    {
        foreach (var (place, operation) in await AllAsync())
        {
            Find(place, Text(operation["summary"]).Length > 0, "has no summary: give it WithSummary");
            Find(place, Text(operation["description"]).Length > 0, "has no description");
            Find(place, operation["tags"] is JsonArray { Count: 1 }, "has no tag of its own: give its group WithTags");
        }

        AssertNothingFound();
    }

    [Fact]
    public async Task Every_operation_that_not_anyone_may_call_says_the_scope_that_it_asks_for()
    {
        foreach (var (place, operation) in await AllAsync())
        {
            var security = operation["security"]!.AsArray();
            var isOpen = Open.Contains(place[(place.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
            Find(place, security.Count == 0 == isOpen, isOpen ? "asks for a token" : "asks for no token");
            Find(place, isOpen || security.Any(way => way!["oauth2"] is JsonArray { Count: > 0 }), "asks for a token but names no scope");
        }

        AssertNothingFound();
    }

    [Fact]
    public async Task Every_parameter_is_declared_described_and_named_in_one_case()
    {
        foreach (var (place, operation) in await AllAsync())
        {
            var parameters = operation["parameters"]?.AsArray() ?? [];
            var inPath = parameters.Where(parameter => Text(parameter!["in"]) == "path").Select(parameter => Text(parameter!["name"]));
            Find(place, Regex.Matches(place, @"{(\w+)}").Select(name => name.Groups[1].Value).Order().SequenceEqual(inPath.Order()), "does not declare the parameters of its address");
            foreach (var parameter in parameters)
            {
                var name = Text(parameter!["name"]);
                Find(place, Text(parameter["in"]) == "header" || Regex.IsMatch(name, "^_?[a-z][A-Za-z0-9]*$"), $"takes {name}, which is no camelCase");
                Find(place, Text(parameter["description"]).Length > 0, $"does not say what {name} is: give it Description");
            }
        }

        AssertNothingFound();
    }

    [Fact]
    public async Task Every_answer_says_what_it_contains_and_every_refusal_is_a_problem_with_its_code()
    {
        foreach (var (program, document) in await DocumentsAsync())
        {
            foreach (var (place, operation) in Operations(document))
            {
                foreach (var (status, referred) in operation["responses"]!.AsObject())
                {
                    var answer = Resolve(document, referred!);
                    var contents = answer["content"]?.AsObject() ?? [];
                    Find(place, contents.Count > 0 || status is "204" || place.EndsWith("/connect/revoke", StringComparison.Ordinal), $"does not say what {status} contains ({program})");
                    Find(place, contents.All(content => content.Value!["schema"] is not null), $"does not describe what {status} contains ({program})");
                    if (status[0] is '4' or '5')
                    {
                        var media = place.Contains("/fhir/", StringComparison.Ordinal) ? "application/fhir+json" : "application/problem+json";
                        Find(place, contents.ContainsKey(media) || place.Contains("/connect/", StringComparison.Ordinal), $"does not say how {status} is refused ({program})");
                    }

                    Find(place, status is not ("429" or "503") || answer["headers"]?["Retry-After"] is not null, $"does not say when to come again after {status} ({program})");
                    Find(place, status is not ("201" or "202") || answer["headers"]?["Location"] is not null, $"does not say where {status} leads ({program})");
                }

                foreach (var status in Expected(place, operation))
                {
                    Find(place, operation["responses"]![status] is not null, $"does not describe {status} ({program})");
                }
            }
        }

        AssertNothingFound();
    }

    [Fact]
    public async Task What_can_be_sent_again_takes_an_idempotency_key()
    {
        var takes = (await AllAsync()).Where(operation => (operation.Operation["parameters"]?.AsArray() ?? []).Any(parameter => Text(parameter!["name"]) == "Idempotency-Key"))
            .Select(operation => operation.Place).ToList();

        Assert.Contains("POST /v1/employers/{employerId}/deposits", takes);
        Assert.Contains("POST /v1/employers", takes);
        Assert.DoesNotContain("POST /v1/clients", takes);
        Assert.True(takes.Count >= 10, $"Only {takes.Count} operations take an Idempotency-Key.");
    }

    [Theory]
    [InlineData("enrollment")]
    [InlineData("claims")]
    [InlineData("funding")]
    [InlineData("stop-loss")]
    public async Task The_embedded_host_describes_a_service_as_the_service_itself_does(string service)
    {
        var (own, part) = (await descriptions.OfAsync(service), await descriptions.PartOfEmbeddedAsync(service));

        Assert.Equal(Operations(own).Select(operation => operation.Place).Order(), Operations(part).Select(operation => operation.Place).Order());
        Assert.Equal(own["components"]!["schemas"]!.AsObject().Select(schema => schema.Key).Order(), part["components"]!["schemas"]!.AsObject().Select(schema => schema.Key).Order());
    }

    private static IEnumerable<string> Expected(string place, JsonNode operation)
    {
        string[] always = ["400", "429", "500", "503", "504"];
        var isOpen = operation["security"]!.AsArray().Count == 0;
        var writes = !place.StartsWith("GET ", StringComparison.Ordinal) && !isOpen;
        return always.Concat(isOpen ? [] : ["401", "403"]).Concat(place.Contains('{', StringComparison.Ordinal) ? ["404"] : []).Concat(writes ? ["409", "422"] : [])
            .Concat(operation["requestBody"] is null ? [] : ["413", "415"]);
    }

    private static JsonNode Resolve(JsonNode document, JsonNode node) =>
        node["$ref"]?.GetValue<string>() is { } reference ? reference.TrimStart('#', '/').Split('/').Aggregate(document, (at, name) => at[name]!) : node;

    private static IEnumerable<(string Place, JsonNode Operation)> Operations(JsonNode document) =>
        document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(operation => ($"{operation.Key.ToUpperInvariant()} {path.Key}", operation.Value!)));

    private static string Text(JsonNode? node) => node?.GetValue<string>() ?? "";

    private async Task<IReadOnlyList<(string Program, JsonNode Document)>> DocumentsAsync()
    {
        var documents = new List<(string, JsonNode)>();
        foreach (var program in RunningProgram.All.Keys.Append(Descriptions.Embedded))
        {
            documents.Add((program, await descriptions.OfAsync(program)));
        }

        return documents;
    }

    private async Task<IReadOnlyList<(string Place, JsonNode Operation)>> AllAsync() => [.. Operations(await descriptions.OfAsync(Descriptions.Embedded))];

    private void Find(string place, bool holds, string otherwise)
    {
        if (!holds)
        {
            _findings.Add($"{place} {otherwise}");
        }
    }

    private void AssertNothingFound() => Assert.True(_findings.Count == 0, string.Join('\n', _findings.Distinct()));
}
