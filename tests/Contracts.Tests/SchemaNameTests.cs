using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Aso.Foundation;
using Microsoft.AspNetCore.Mvc.ApiExplorer;

namespace Aso.Contracts.Tests;

/// <summary>In a description one name is one type and one type has one name: what an operation is said to take and to answer is what its code takes and answers.</summary>
[Collection("descriptions")]
public sealed class SchemaNameTests(Descriptions descriptions)
{
    private readonly Dictionary<string, Type> _types = [];
    private readonly Dictionary<Type, string> _names = [];
    private readonly HashSet<(Type, string)> _walked = [];
    private readonly List<string> _findings = [];

    [Theory]
    [MemberData(nameof(Descriptions.Names), MemberType = typeof(Descriptions))]
    public async Task Every_operation_is_described_with_the_types_of_its_code(string program)
    {
        var (document, endpoints) = await descriptions.ReadAsync(program);
        var compared = 0;
        foreach (var endpoint in endpoints)
        {
            var path = Regex.Replace($"/{endpoint.RelativePath}".TrimEnd('/'), @"{(\w+)[^}]*}", "{$1}");
            if (path.StartsWith("/fhir/", StringComparison.Ordinal))
            {
                continue;   // FHIR's resources are not types of ours
            }

            var operation = document["paths"]![path]?[endpoint.HttpMethod!.ToLowerInvariant()];
            Assert.True(operation is not null, $"{endpoint.HttpMethod} {path} is not described.");
            foreach (var (type, schema) in Contents(endpoint, operation))
            {
                Compare(document, type, schema, $"{endpoint.HttpMethod} {path}");
                compared++;
            }
        }

        Assert.True(compared > 3, $"Only {compared} contents were compared.");
        Assert.True(_findings.Count == 0, string.Join('\n', _findings.Distinct()));
    }

    private static IEnumerable<(Type Type, JsonNode Schema)> Contents(ApiDescription endpoint, JsonNode operation)
    {
        foreach (var body in endpoint.ParameterDescriptions.Where(parameter => parameter.Source.Id == "Body"))
        {
            foreach (var (media, content) in (operation["requestBody"]?["content"]?.AsObject() ?? []).Where(content => content.Key.EndsWith("json", StringComparison.Ordinal)))
            {
                yield return (body.Type, content!["schema"]!);
            }
        }

        foreach (var answer in endpoint.SupportedResponseTypes.Where(answer => answer.Type is { } type && type != typeof(void) && answer.StatusCode < 300))
        {
            if (operation["responses"]![$"{answer.StatusCode}"]?["content"]?["application/json"] is { } content)
            {
                yield return (answer.Type!, content["schema"]!);
            }
        }
    }

    private void Compare(JsonNode document, Type given, JsonNode given2, string place)
    {
        var type = Nullable.GetUnderlyingType(given) ?? given;
        var schema = (given2["oneOf"]?.AsArray().FirstOrDefault(choice => choice!["type"]?.ToString() != "null")) ?? given2;
        var json = WireJson.Options.GetTypeInfo(type);
        if (schema["$ref"]?.GetValue<string>() is { } reference)
        {
            var name = reference[(reference.LastIndexOf('/') + 1)..];
            Expect(_types.TryAdd(name, type) || _types[name] == type, $"{place}: {name} is {_types[name]} and {type}");
            Expect(_names.TryAdd(type, name) || _names[type] == name, $"{place}: {type} is called {_names[type]} and {name}");
            if (!_walked.Add((type, name)))
            {
                return;
            }

            schema = document["components"]!["schemas"]![name]!;
        }

        switch (json.Kind)
        {
            case JsonTypeInfoKind.Object:
                var described = schema["properties"]?.AsObject() ?? [];
                var expected = json.Properties.Where(property => property.Get is not null || property.Set is not null).ToList();
                Expect(expected.Select(property => property.Name).Order().SequenceEqual(described.Select(property => property.Key).Order()),
                    $"{place}: {type} has {string.Join(", ", expected.Select(property => property.Name))}, and is described with {string.Join(", ", described.Select(property => property.Key))}");
                foreach (var property in expected.Where(property => described.ContainsKey(property.Name) && property.CustomConverter is null))
                {
                    Compare(document, property.PropertyType, described[property.Name]!, $"{place} {property.Name}");
                }

                break;
            case JsonTypeInfoKind.Enumerable when schema["items"] is { } items:
                Compare(document, json.ElementType!, items, place);
                break;
            case JsonTypeInfoKind.Dictionary when schema["additionalProperties"] is JsonObject values:
                Compare(document, json.ElementType!, values, place);
                break;
        }
    }

    private void Expect(bool holds, string otherwise)
    {
        if (!holds)
        {
            _findings.Add(otherwise);
        }
    }
}
