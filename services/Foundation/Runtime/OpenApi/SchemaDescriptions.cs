using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Aso.Primitives;
using Microsoft.OpenApi;

namespace Aso.Foundation.OpenApi;

/// <summary>Completes the schemas that the framework makes of types: the form of amounts, bounds for all that can grow, and what the code's comments say.</summary>
internal static class SchemaDescriptions
{
    /// <summary>A body has a megabyte at most: no text in it is longer, and no list has more.</summary>
    private const int TextMax = 1 << 20;

    private const int ListMax = TextMax / 2;

    /// <summary>What <see cref="Money"/> reads and writes.</summary>
    public const string AmountPattern = @"^-?[0-9]{1,17}(\.[0-9]{1,2})?$";

    /// <summary>What <see cref="Rate"/> reads and writes.</summary>
    public const string PercentPattern = @"^[0-9]{1,13}(\.[0-9]{1,6})?$";

    public static void Complete(OpenApiDocument document, SchemaNames names)
    {
        foreach (var (name, schema) in document.Components?.Schemas ?? new Dictionary<string, IOpenApiSchema>())
        {
            if (schema is not OpenApiSchema own)
            {
                continue;
            }

            var json = names.Find(name);
            own.Description ??= json is null ? null : XmlComments.Of(Plain(json.Type));
            if (json is not null)
            {
                WriteAs(own, json.Type);
            }

            foreach (var (property, its) in own.Properties?.ToList() ?? [])
            {
                var code = json?.Properties.FirstOrDefault(known => known.Name == property);
                own.Properties![property] = code is null ? its : WrittenAs(its, code);
                own.Properties[property].Description ??= (code?.AttributeProvider is PropertyInfo known ? XmlComments.Of(known) : null) ?? FieldWords.MeaningOf(property);
            }

            Complete(own, null);
        }

        Omissions.Allow(document);
        foreach (var content in document.Operations().SelectMany(Contents))
        {
            Complete(content.Schema, null);
        }
    }

    /// <summary>A property whose converter writes something else than its type has is described as it says.</summary>
    private static IOpenApiSchema WrittenAs(IOpenApiSchema schema, JsonPropertyInfo code)
    {
        if (code.AttributeProvider?.GetCustomAttributes(typeof(WrittenAsAttribute), inherit: true) is [WrittenAsAttribute written, ..])
        {
            return new OpenApiSchema
            {
                Type = written.Types.Select(type => Enum.Parse<JsonSchemaType>(type, ignoreCase: true)).Aggregate(code.IsGetNullable ? JsonSchemaType.Null : 0, (all, type) => all | type),
                Description = schema.Description ?? (schema as OpenApiSchema)?.OneOf?.Select(choice => choice.Description).FirstOrDefault(text => text is not null),
            };
        }

        WriteAs(schema, code.PropertyType);
        return schema;
    }

    /// <summary>Amounts and percentages are texts, wherever they stand inside.</summary>
    private static void WriteAs(IOpenApiSchema? schema, Type type)
    {
        if (schema is not OpenApiSchema own || own.OneOf is { Count: > 0 })
        {
            return;
        }

        var plain = Plain(type);
        if (plain == typeof(Money) || plain == typeof(Rate))
        {
            Write(own, plain == typeof(Money) ? FieldWords.Amount : FieldWords.Percent);
            return;
        }

        var json = WireJson.Options.GetTypeInfo(plain);
        if (json.Kind == JsonTypeInfoKind.Dictionary)
        {
            WriteAs(own.AdditionalProperties ??= new OpenApiSchema(), json.ElementType!);
        }
        else if (json.Kind == JsonTypeInfoKind.Enumerable)
        {
            WriteAs(own.Items ??= new OpenApiSchema(), json.ElementType!);
        }
    }

    private static Type Plain(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    /// <summary>Bounds a schema and all that stands inside it.</summary>
    /// <param name="field">The name under which it stands; null for none.</param>
    public static void Complete(IOpenApiSchema? schema, string? field)
    {
        if (schema is not OpenApiSchema own)
        {
            return;
        }

        var type = own.Type & ~JsonSchemaType.Null;
        if (own.Enum is { Count: > 0 } && own.Type is null)
        {
            // Whether null may stand in its place is said where it is used.
            own.Type = JsonSchemaType.String;
            own.Enum = [.. own.Enum.Where(word => word is not null && word.GetValueKind() == System.Text.Json.JsonValueKind.String)];
        }
        else if (type?.HasFlag(JsonSchemaType.String) == true)
        {
            Bound(own, field);
        }
        else if (type == JsonSchemaType.Integer)
        {
            own.Format ??= "int64";
            var (least, most) = own.Format == "int32" ? (int.MinValue, int.MaxValue) : (long.MinValue, long.MaxValue);
            own.Minimum ??= least.ToString(CultureInfo.InvariantCulture);
            own.Maximum ??= most.ToString(CultureInfo.InvariantCulture);
        }
        else if (type == JsonSchemaType.Array)
        {
            own.MaxItems ??= ListMax;
        }
        else if (own.AdditionalProperties is not null)
        {
            own.MaxProperties ??= ListMax;
        }

        foreach (var (name, property) in own.Properties ?? new Dictionary<string, IOpenApiSchema>())
        {
            Complete(property, name);
        }

        Complete(own.Items, field);
        Complete(own.AdditionalProperties, null);
        foreach (var choice in (own.OneOf ?? []).Concat(own.AnyOf ?? []).Concat(own.AllOf ?? []))
        {
            Complete(choice, field);
        }
    }

    /// <summary>A content that is no JSON.</summary>
    public static OpenApiSchema File(string media) => new()
    {
        Type = JsonSchemaType.String,
        Format = media == "text/plain" ? null : "binary",   // so that generated clients hand it on as it is
        MaxLength = int.MaxValue,
        Description = media switch
        {
            "application/edi-x12" => "An X12 interchange of HIPAA's version 5010.",
            "text/event-stream" => "Server-sent events, each with its name and data as JSON; a comment every 15 seconds of silence. The stream stays open.",
            "text/csv" => "Comma-separated values (RFC 4180), with a header.",
            "text/html" => "A page to read and to print.",
            _ => "A text.",
        },
    };

    private static void Bound(OpenApiSchema text, string? field)
    {
        if (field is not null && FieldWords.Find(field) is { } word)
        {
            Write(text, text.Format is null && text.Pattern is null ? word : new(null, Example: word.Example));
        }

        text.MaxLength ??= text.Format switch
        {
            "uuid" => 36,
            "date" => 10,
            "date-time" => 40,
            _ => TextMax,
        };
    }

    private static void Write(OpenApiSchema text, FieldWord word)
    {
        text.Type ??= JsonSchemaType.String;
        text.Format ??= word.Format;
        text.Pattern ??= word.Pattern;
        text.MaxLength ??= word.LengthMax;
        if (word.Example is { } example && text.Examples is null or { Count: 0 })
        {
            text.Examples = [JsonValue.Create(example)];
        }
    }

    private static IEnumerable<OpenApiMediaType> Contents(OpenApiOperation operation) =>
        (operation.RequestBody?.Content?.Values ?? []).Concat((operation.Responses ?? []).Values.OfType<OpenApiResponse>().SelectMany(answer => answer.Content?.Values ?? []))
            .OfType<OpenApiMediaType>();

    /// <summary>All operations of all addresses.</summary>
    public static IEnumerable<OpenApiOperation> Operations(this OpenApiDocument document) =>
        document.Paths.Values.SelectMany(path => (IEnumerable<OpenApiOperation>?)path.Operations?.Values ?? []);
}
