using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using Aso.Foundation.Messaging;

namespace Aso.Contracts.Tests;

/// <summary>What services say to each other changes only on purpose. ASO_APPROVE=1 writes the files anew, for review in the change.</summary>
public sealed class MessageContractTests
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, NewLine = "\n" };

    public static TheoryData<string> Kinds() => [.. MessageCatalog.All.Select(kind => kind.Name)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_schema_of_a_message_is_the_approved_one(string name)
    {
        var schema = MessageCatalog.JsonOf(MessageCatalog.Find(name)!).GetJsonSchemaAsNode().ToJsonString(Readable) + "\n";
        var approved = Approved($"approved/{name}.json", schema);

        Assert.Equal(approved, schema);
    }

    [Fact]
    public void A_message_that_is_no_longer_said_keeps_no_schema()
    {
        var files = Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "contracts", "Messages", "approved")).Select(path => Path.GetFileNameWithoutExtension(path));

        Assert.Equal(MessageCatalog.All.Select(kind => kind.Name).Order(), files.Order());
    }

    [Fact]
    public void The_catalog_page_says_what_the_code_says()
    {
        var page = CatalogPage.Write();

        Assert.Equal(Approved("CATALOG.md", page), page);
    }

    [Fact]
    public void Every_message_has_a_publisher_and_someone_who_acts_on_it()
    {
        Assert.All(MessageCatalog.All, kind =>
        {
            Assert.Contains(kind.Publisher, ServiceNames.All);
            Assert.NotEmpty(kind.Consumers);
            Assert.DoesNotContain(kind.Publisher, kind.Consumers);
            Assert.All(kind.Consumers, consumer => Assert.Contains(consumer, ServiceNames.All));
        });
    }

    [Fact]
    public void Names_types_queues_and_exchanges_are_each_unique()
    {
        AssertUnique(MessageCatalog.All.Select(kind => kind.Name));
        AssertUnique(MessageCatalog.All.Select(kind => kind.Type.FullName!));
        AssertUnique([.. ServiceNames.All.Select(Topology.QueueOf), .. ServiceNames.All.Select(Topology.ExchangeOf), Topology.DeadLetters]);
    }

    [Fact]
    public void The_version_stands_in_the_name_and_in_the_namespace()
    {
        Assert.All(MessageCatalog.All, kind => Assert.EndsWith($".{kind.Type.Namespace!.Split('.')[^1].ToLowerInvariant()}", kind.Name, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_reader_of_this_release_survives_fields_of_the_next(string name)
    {
        var kind = MessageCatalog.Find(name)!;
        var sample = Sample(MessageCatalog.JsonOf(kind).GetJsonSchemaAsNode());
        sample!.AsObject()["aFieldOfTheNextRelease"] = "anything";

        Assert.NotNull(JsonSerializer.Deserialize(sample.ToJsonString(), MessageCatalog.JsonOf(kind)));
    }

    private static void AssertUnique(IEnumerable<string> names) => Assert.All(names.GroupBy(name => name), group => Assert.Single(group));

    private static string Approved(string path, string current) => ApprovedFile.Read($"Messages/{path}", current);

    /// <summary>The smallest value that the schema allows.</summary>
    private static JsonNode? Sample(JsonNode schema)
    {
        if (schema["enum"] is JsonArray words)
        {
            return words[0]!.DeepClone();
        }

        var type = schema["type"] is JsonArray several ? several[0]!.GetValue<string>() : schema["type"]?.GetValue<string>();
        return type switch
        {
            "object" => new JsonObject((schema["required"]?.AsArray() ?? []).Select(field =>
                KeyValuePair.Create(field!.GetValue<string>(), Sample(schema["properties"]![field.GetValue<string>()]!)))),
            "array" => new JsonArray(),
            "integer" => 1,
            "boolean" => true,
            _ => schema["format"]?.GetValue<string>() switch
            {
                "uuid" => Guid.Empty.ToString(),
                "date" => "2026-01-01",
                _ => "text",
            },
        };
    }
}
