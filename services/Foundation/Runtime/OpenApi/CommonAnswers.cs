using Microsoft.AspNetCore.Http;
using Microsoft.OpenApi;

namespace Aso.Foundation.OpenApi;

/// <summary>Answers and headers that many operations share, each of which stands once among the document's components, where an operation uses it; and parameters of theirs.</summary>
internal static class CommonAnswers
{
    private const string ProblemMedia = "application/problem+json";
    private const string FhirMedia = "application/fhir+json";

    private static readonly Dictionary<int, (string Name, string Meaning)> Refusals = new()
    {
        [StatusCodes.Status400BadRequest] = ("BadRequest", "The request cannot be read: errors name the field, and the line where there is one."),
        [StatusCodes.Status401Unauthorized] = ("Unauthorized", "There is no valid access token of this platform."),
        [StatusCodes.Status403Forbidden] = ("Forbidden", "The token lacks the scope, or its caller has no part in this."),
        [StatusCodes.Status404NotFound] = ("NotFound", "What the address names does not exist, or the caller may not know of it."),
        [StatusCodes.Status406NotAcceptable] = ("NotAcceptable", "The address does not answer in the form that is accepted."),
        [StatusCodes.Status409Conflict] = ("Conflict", "What is there already, or its state, does not allow this."),
        [StatusCodes.Status412PreconditionFailed] = ("PreconditionFailed", "It was changed since it was read."),
        [StatusCodes.Status413PayloadTooLarge] = ("TooLarge", "The body is larger than the address takes."),
        [StatusCodes.Status415UnsupportedMediaType] = ("UnsupportedMediaType", "The address does not take that content type."),
        [StatusCodes.Status422UnprocessableEntity] = ("Unprocessable", "The request can be read but not carried out; errors name every field to mend and its remedy. Nothing was applied."),
        [StatusCodes.Status429TooManyRequests] = ("TooManyRequests", "Too many requests: Retry-After says when the next one passes."),
        [StatusCodes.Status500InternalServerError] = ("InternalError", "The platform failed; nothing was applied. The trace id finds it."),
        [StatusCodes.Status503ServiceUnavailable] = ("Unavailable", "A part of the platform cannot be reached: send the same request again after Retry-After."),
        [StatusCodes.Status504GatewayTimeout] = ("Timeout", "The answer took too long; a write may have taken effect. Send it again under the same Idempotency-Key."),
    };

    /// <summary>Whether that status has an answer here.</summary>
    public static bool IsKnown(int status) => Refusals.ContainsKey(status);

    public static IOpenApiResponse Refusal(OpenApiDocument document, int status, bool isFhir)
    {
        var (name, meaning) = Refusals[status];
        var id = isFhir ? $"Fhir{name}" : name;
        Once(document, document.Components!.Responses, id, () => new OpenApiResponse
        {
            Description = meaning,
            Headers = Headers(document, status),
            Content = new Dictionary<string, OpenApiMediaType> { [isFhir ? FhirMedia : ProblemMedia] = new() { Schema = isFhir ? Outcome(document) : Problem(document) } },
        });
        return new OpenApiResponseReference(id, document);
    }

    /// <summary>What answers of that status say beside their content.</summary>
    public static Dictionary<string, IOpenApiHeader> Headers(OpenApiDocument document, int status)
    {
        var headers = new Dictionary<string, IOpenApiHeader>
        {
            ["RateLimit-Limit"] = Header(document, "RateLimit-Limit", "Requests of this kind that the caller may send in a second.", Whole()),
            ["RateLimit-Remaining"] = Header(document, "RateLimit-Remaining", "How many more would pass now.", Whole()),
            ["RateLimit-Reset"] = Header(document, "RateLimit-Reset", "Seconds until the next request passes.", Whole()),
        };
        if (status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable)
        {
            headers["Retry-After"] = Header(document, "Retry-After", "Seconds to wait before the request is sent again.", Whole());
        }

        if (status is StatusCodes.Status201Created or StatusCodes.Status202Accepted)
        {
            headers["Location"] = Header(document, "Location", "Where that which was made, or its progress, is found.", new() { Type = JsonSchemaType.String, Format = "uri-reference", MaxLength = 2000 });
        }

        return headers;
    }

    public static OpenApiParameter IdempotencyKey() => new()
    {
        Name = Idempotency.Header,
        In = ParameterLocation.Header,
        Description = "Chosen by the caller: the same key with the same request takes effect once and is answered alike; with another request it is refused (422).",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = 100 },
    };

    public static OpenApiParameter Prefer() => new()
    {
        Name = Preferences.Header,
        In = ParameterLocation.Header,
        Description = $"\"{Preferences.Asynchronous}\" answers at once with 202 and a job; Location tells where to follow it. Without it the answer is the report, when all is done.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 200 },
    };

    /// <summary>Any resource of FHIR R4.</summary>
    public static OpenApiSchemaReference Resource(OpenApiDocument document)
    {
        Once<IOpenApiSchema>(document, document.Components!.Schemas, "FhirResource", () => new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = "A resource of FHIR R4 (4.0.1) as its own specification describes it; what is in it, /fhir/r4/metadata says.",
            Required = new HashSet<string> { "resourceType" },
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["resourceType"] = new OpenApiSchema { Type = JsonSchemaType.String, Pattern = "^[A-Z][A-Za-z]*$", MaxLength = 64, Description = "The type of the resource." },
            },
        });
        return new("FhirResource", document);
    }

    private static OpenApiSchemaReference Problem(OpenApiDocument document)
    {
        Once<IOpenApiSchema>(document, document.Components!.Schemas, "Problem", () => new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = "Why a request was not carried out (RFC 9457).",
            Required = new HashSet<string> { "type", "title", "status", "detail", "code", "errors" },
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["type"] = Text("urn:aso:problem: and the code.", 200),
                ["title"] = Text("The status in words.", 100),
                ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32", Minimum = "400", Maximum = "599", Description = "The status of the answer." },
                ["detail"] = Text("What is wrong and its remedy, in a sentence.", 4000),
                ["instance"] = Text("Which occurrence it is, where that is known.", 2000),
                ["code"] = Text("Stable: what a program may act on.", 100),
                ["errors"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.Array, MaxItems = ListMax, Description = "Everything that is to be mended; empty where it is the request as a whole.",
                    Items = new OpenApiSchemaReference(ProblemErrorName(document), document),
                },
                ["traceId"] = Text("Finds the request in the platform's traces.", 100),
            },
        });
        return new("Problem", document);
    }

    private static string ProblemErrorName(OpenApiDocument document)
    {
        const string name = nameof(ProblemError);
        Once<IOpenApiSchema>(document, document.Components!.Schemas, name, () => new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = "One thing to mend.",
            Required = new HashSet<string> { "code", "field", "detail" },
            AdditionalPropertiesAllowed = false,
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["code"] = Text("Stable: what a program may act on.", 100),
                ["field"] = Text("Which part of the request, as a path such as lines[1].billed; empty for the whole.", 1000),
                ["detail"] = Text("The remedy.", 4000),
            },
        });
        return name;
    }

    private static OpenApiSchemaReference Outcome(OpenApiDocument document)
    {
        Once<IOpenApiSchema>(document, document.Components!.Schemas, "OperationOutcome", () => new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = "Why a request was not carried out, as FHIR R4 says it.",
            Required = new HashSet<string> { "resourceType", "issue" },
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["resourceType"] = new OpenApiSchema { Type = JsonSchemaType.String, Enum = ["OperationOutcome"], Description = "The type of the resource." },
                ["issue"] = new OpenApiSchema { Type = JsonSchemaType.Array, MinItems = 1, MaxItems = ListMax, Items = Issue(), Description = "One thing to mend each." },
            },
        });
        return new("OperationOutcome", document);
    }

    private static OpenApiSchema Issue() => new()
    {
        Type = JsonSchemaType.Object,
        Required = new HashSet<string> { "severity", "code", "diagnostics" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["severity"] = new OpenApiSchema { Type = JsonSchemaType.String, Enum = ["fatal", "error"], Description = "Fatal where the platform failed." },
            ["code"] = Text("Of the value set issue-type.", 64),
            ["details"] = new OpenApiSchema { Type = JsonSchemaType.Object, Description = "The platform's own code, of the system urn:aso:problem.", Properties = new Dictionary<string, IOpenApiSchema>() },
            ["diagnostics"] = Text("The remedy, in a sentence.", 4000),
            ["location"] = Texts("The parameter or header that it is about."),
            ["expression"] = Texts("The element that it is about, as a FHIRPath."),
        },
    };

    /// <summary>As many as a body of the largest size could hold.</summary>
    private const int ListMax = 1 << 19;

    private static OpenApiSchema Whole() => new() { Type = JsonSchemaType.Integer, Format = "int32", Minimum = "0", Maximum = "2147483647" };

    private static OpenApiSchema Text(string meaning, int lengthMax) => new() { Type = JsonSchemaType.String, MaxLength = lengthMax, Description = meaning };

    private static OpenApiSchema Texts(string meaning) => new()
    {
        Type = JsonSchemaType.Array, MaxItems = 10, Description = meaning, Items = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 1000 },
    };

    private static OpenApiHeaderReference Header(OpenApiDocument document, string name, string meaning, OpenApiSchema schema)
    {
        Once(document, document.Components!.Headers, name, () => (IOpenApiHeader)new OpenApiHeader { Description = meaning, Schema = schema });
        return new(name, document);
    }

    private static void Once<T>(OpenApiDocument document, IDictionary<string, T>? known, string id, Func<T> make)
        where T : IOpenApiReferenceable
    {
        if (known?.ContainsKey(id) != true)
        {
            document.AddComponent(id, make());
        }
    }
}
