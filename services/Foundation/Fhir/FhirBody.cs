using System.Text.Json;
using System.Text.Unicode;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using Hl7.Fhir.Utility;
using Microsoft.AspNetCore.Http;

namespace Aso.Foundation.Fhir;

/// <summary>Reads a resource strictly: what FHIR R4 does not know or allow is refused, each by its element, all at once.</summary>
public static class FhirBody
{
    private const string Code = "invalid-resource";

    private static readonly FhirJsonDeserializer Json = new(new DeserializerSettings().UsingMode(DeserializationMode.Strict));

    /// <returns>The resource, or everything that is wrong with it.</returns>
    public static async Task<(Resource? Resource, IReadOnlyList<Refusal> Refusals)> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var content = new MemoryStream();
        await request.Body.CopyToAsync(content, cancel);
        return Read(content.ToArray());
    }

    internal static (Resource? Resource, IReadOnlyList<Refusal> Refusals) Read(byte[] content)
    {
        if (!Utf8.IsValid(content))
        {
            return NoResource("Send JSON in UTF-8: what was sent is not.");
        }

        try
        {
            // The library throws on what is no JSON object at all, and reads what follows one.
            using var document = JsonDocument.Parse(content);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return NoResource("Send one resource, a JSON object with its resourceType.");
            }

            var reader = new Utf8JsonReader(content);
            return Json.TryDeserializeResource(reader, out var resource, out var errors)
                ? (resource, [])
                : (null, [.. errors.Select(error => ToRefusal(error, resource?.TypeName is { } type && ModelInfo.IsKnownResource(type) ? type : null)).Distinct()]);
        }
        catch (JsonException malformed)
        {
            return NoResource($"Send JSON: at line {malformed.LineNumber + 1}, byte {malformed.BytePositionInLine + 1}, it ends or goes on in a way that JSON does not know.");
        }
        catch (InvalidOperationException)
        {
            // All the library's faults with a resource are values; this is the reader's, of a text that is none.
            return NoResource("A text escapes half a character (a surrogate without its other half): send whole characters.");
        }
    }

    private static (Resource?, IReadOnlyList<Refusal>) NoResource(string remedy) => (null, [new("malformed-json", "", remedy, StatusCodes.Status400BadRequest)]);

    /// <summary>The library's own words repeat what was sent, and with it whom it is about; its codes do not.</summary>
    private static Refusal ToRefusal(CodedException error, string? type)
    {
        var extended = error as ExtendedCodedException;
        var path = extended?.InstancePath ?? "";
        var place = extended is { LineNumber: { } line, Position: { } position } ? $" (line {line}, position {position})" : "";
        var remedy = error.ErrorCode switch
        {
            "JSON103" => "Name the resourceType.",
            "JSON129" => "Give each property once.",
            "PVAL105" => "This element is needed.",
            "PVAL116" => "Use a code of the element's value set in FHIR R4.",
            "PVAL123" => "Give the value as the JSON type that FHIR R4 defines for it.",
            "PVAL124" => "Write the value in the form that FHIR R4 defines for its type.",
            "PVAL128" => "FHIR R4 has no such element here: leave it out.",
            "PVAL129" => "Leave an element out rather than empty.",
            "PVAL130" => "Send a resource type of FHIR R4.",
            _ => $"This is not valid FHIR R4 ({error.ErrorCode}).",
        };
        var element = type is null ? "" : path.StartsWith("$this", StringComparison.Ordinal) ? $"{type}{path[5..]}" : path;   // a type that is none is whatever was sent
        if (error.ErrorCode is "JSON103" or "PVAL128" or "PVAL130")
        {
            // What nobody knows may be anything: only its parent is named.
            element = error.ErrorCode == "PVAL128" && element.LastIndexOf('.') is > 0 and var end && !element.StartsWith("Unnamed", StringComparison.Ordinal) ? element[..end] : "";
        }

        return new(Code, element, remedy + place);
    }
}
