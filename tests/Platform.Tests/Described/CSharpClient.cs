using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NJsonSchema.CodeGeneration.CSharp;
using NSwag;
using NSwag.CodeGeneration.CSharp;
using NSwag.CodeGeneration.OperationNameGenerators;

namespace Aso.Platform.Tests.Described;

/// <summary>A client that NSwag makes from the description, compiled here; its methods are found by the operations' names.</summary>
internal sealed class CSharpClient
{
    /// <summary>What NSwag leaves to whoever uses the client: words of a list are words, as alone.</summary>
    private const string EnumsAsText =
        """
        namespace Made;

        public partial class PlatformClient
        {
            static partial void UpdateJsonSerializerSettings(System.Text.Json.JsonSerializerOptions settings) =>
                settings.Converters.Add(new System.Text.Json.Serialization.JsonStringEnumConverter(System.Text.Json.JsonNamingPolicy.CamelCase));
        }
        """;

    private static readonly JsonSerializerOptions Json = new() { Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    private readonly Type _type;

    private CSharpClient(Type type) => _type = type;

    public static async Task<CSharpClient> MakeAsync(Description description)
    {
        var document = await OpenApiDocument.FromJsonAsync(description.Text);
        var source = new CSharpClientGenerator(document, new()
        {
            ClassName = "PlatformClient",
            UseBaseUrl = false,
            OperationNameGenerator = new SingleClientFromOperationIdOperationNameGenerator(),
            CSharpGeneratorSettings = { Namespace = "Made", JsonLibrary = CSharpJsonLibrary.SystemTextJson, GenerateNullableReferenceTypes = false },
        }).GenerateFile();
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create("Made", [CSharpSyntaxTree.ParseText(source), CSharpSyntaxTree.ParseText(EnumsAsText)], references, new(OutputKind.DynamicallyLinkedLibrary));
        using var compiled = new MemoryStream();
        var result = compilation.Emit(compiled);
        var errors = result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(error => $"{error}").ToList();
        Assert.True(result.Success, $"The C# client does not compile:\n{string.Join('\n', errors.Take(20))}");
        return new(Assembly.Load(compiled.ToArray()).GetType("Made.PlatformClient")!);
    }

    /// <summary>Makes a call by the method of its operation's name. A refusal that is described comes back as the client's own exception, and is no failure here.</summary>
    /// <exception cref="InvalidOperationException">The client cannot make the call, or not read the answer.</exception>
    public async Task CallAsync(HttpClient http, PlannedCall call)
    {
        var client = Activator.CreateInstance(_type, http)!;
        var method = _type.GetMethods().Where(method => method.Name == $"{call.Operation.Id}Async").OrderByDescending(method => method.GetParameters().Length).FirstOrDefault()
            ?? throw new InvalidOperationException($"The C# client has no {call.Operation.Id}Async.");
        try
        {
            await (Task)method.Invoke(client, [.. method.GetParameters().Select(parameter => ValueOf(parameter, call))])!;
        }
        catch (Exception refusal) when (refusal.GetType().Name.StartsWith("ApiException", StringComparison.Ordinal))
        {
            // One that it can read holds the refusal as a value; one of a status or a form that it does not know does not.
            if (!refusal.GetType().IsGenericType && refusal.Message.Contains("not expected", StringComparison.Ordinal) || refusal.Message.StartsWith("Could not deserialize", StringComparison.Ordinal))
            {
                throw new InvalidOperationException($"{call.Operation}: {refusal.Message} {refusal.InnerException?.Message}", refusal);
            }
        }
    }

    private static object? ValueOf(ParameterInfo parameter, PlannedCall call)
    {
        var name = parameter.Name!.Replace("_", "", StringComparison.Ordinal);
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        if (type == typeof(CancellationToken))
        {
            return CancellationToken.None;
        }

        if (call.Query.FirstOrDefault(value => value.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value is JsonArray several)
        {
            return several.Deserialize(type, Json);
        }

        var given = call.Path.Concat(call.Query.Select(value => KeyValuePair.Create(value.Key, value.Value.ToString())))
            .Concat(call.Media is "application/x-www-form-urlencoded" ? JsonNode.Parse(call.Body!)!.AsObject().Select(field => KeyValuePair.Create(field.Key, (string)field.Value!)) : [])
            .Where(value => value.Key.Replace("_", "", StringComparison.Ordinal).Equals(name, StringComparison.OrdinalIgnoreCase)).Select(value => value.Value).FirstOrDefault();
        if (given is not null)
        {
            return type == typeof(string) ? given : JsonSerializer.Deserialize(type == typeof(int) || type == typeof(long) || type == typeof(bool) ? given.ToLowerInvariant() : JsonSerializer.Serialize(given), type, Json);
        }

        return call.Body is null || !name.Equals("body", StringComparison.OrdinalIgnoreCase) ? (parameter.HasDefaultValue ? parameter.DefaultValue : null)
            : type == typeof(string) ? call.Body
            : type == typeof(Stream) ? new MemoryStream(System.Text.Encoding.UTF8.GetBytes(call.Body))
            : JsonSerializer.Deserialize(call.Body, type, Json);
    }
}
