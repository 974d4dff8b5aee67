using System.Text.Json.Nodes;
using Aso.Embedded;
using Microsoft.Extensions.Logging;

namespace Aso.Contracts.Tests;

/// <summary>What the programs serve as descriptions of their APIs, each asked once for all tests.</summary>
public sealed class Descriptions
{
    public const string Embedded = "embedded";

    private const string Whole = "v1";

    private readonly Dictionary<string, Lazy<Task<Described>>> _programs = RunningProgram.All.Keys.ToDictionary(
        program => program, program => new Lazy<Task<Described>>(() => RunningProgram.DescriptionAsync(program)));

    private readonly Lazy<Task<IReadOnlyDictionary<string, Described>>> _embedded = new(ReadEmbeddedAsync);

    /// <summary>The programs with an API of their own, and the embedded host.</summary>
    public static TheoryData<string> Names => [.. RunningProgram.All.Keys, Embedded];

    public async Task<JsonObject> OfAsync(string name) => (await ReadAsync(name)).Document;

    /// <summary>The description, and the endpoints that it was made of.</summary>
    public async Task<Described> ReadAsync(string name) => name == Embedded ? (await _embedded.Value)[Whole] : await _programs[name].Value;

    /// <summary>What the embedded host serves of one service.</summary>
    public async Task<JsonObject> PartOfEmbeddedAsync(string service) => (await _embedded.Value)[service].Document;

    private static async Task<IReadOnlyDictionary<string, Described>> ReadEmbeddedAsync()
    {
        var directory = Directory.CreateTempSubdirectory("aso-description-");
        try
        {
            await using var app = await EmbeddedHost.BuildAsync(new(directory.FullName, new Uri("http://127.0.0.1:0")), builder => builder.Logging.ClearProviders());
            await app.StartAsync();
            using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
            var documents = new Dictionary<string, Described>();
            foreach (var name in ServiceNames.All.Append(Whole))
            {
                documents[name] = new(JsonNode.Parse(await http.GetStringAsync(new Uri($"openapi/{name}.json", UriKind.Relative)))!.AsObject(), RunningProgram.EndpointsOf(app));
            }

            await app.StopAsync();
            return documents;
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}

[CollectionDefinition("descriptions")]
public sealed class OfDescriptions : ICollectionFixture<Descriptions>;
