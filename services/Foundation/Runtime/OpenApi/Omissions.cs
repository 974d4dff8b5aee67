using Microsoft.OpenApi;

namespace Aso.Foundation.OpenApi;

/// <summary>What is null is left out of answers (<see cref="WireJson"/>): what may be null is not required there, though the code has to give it.</summary>
internal static class Omissions
{
    public static void Allow(OpenApiDocument document)
    {
        var answered = new HashSet<string>(StringComparer.Ordinal);
        foreach (var content in document.Operations().SelectMany(operation => (operation.Responses ?? []).Values).OfType<OpenApiResponse>().SelectMany(answer => answer.Content?.Values ?? []))
        {
            Collect(document, content.Schema, answered);
        }

        foreach (var schema in answered.Select(name => document.Components!.Schemas![name]).OfType<OpenApiSchema>().Where(schema => schema.Required is { Count: > 0 }))
        {
            schema.Required = schema.Required!.Where(name => schema.Properties?.TryGetValue(name, out var property) != true || !MayBeNull(property!)).ToHashSet();
        }
    }

    private static bool MayBeNull(IOpenApiSchema property) =>
        property is OpenApiSchema own && (own.Type?.HasFlag(JsonSchemaType.Null) == true || own.OneOf?.Any(choice => choice.Type == JsonSchemaType.Null) == true);

    private static void Collect(OpenApiDocument document, IOpenApiSchema? schema, HashSet<string> names)
    {
        if (schema is OpenApiSchemaReference { Reference.Id: { } name })
        {
            if (!names.Add(name))
            {
                return;
            }

            schema = document.Components?.Schemas?[name];
        }

        if (schema is not OpenApiSchema own)
        {
            return;
        }

        foreach (var inside in ((IEnumerable<IOpenApiSchema>?)own.Properties?.Values ?? []).Concat(own.OneOf ?? []).Concat(own.AnyOf ?? []).Concat(own.AllOf ?? []).Append(own.Items!).Append(own.AdditionalProperties!))
        {
            Collect(document, inside, names);
        }
    }
}
