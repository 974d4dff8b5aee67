using Microsoft.AspNetCore.Http;

namespace Aso.Foundation;

/// <summary>Below the FHIR interface each problem of the platform is written as an OperationOutcome (FHIR R4), with the same code and remedy; its id is that of the trace.</summary>
/// <remarks>It knows FHIR's words but not its library: the gateway refuses in the same form.</remarks>
public sealed class OperationOutcomes : IProblemDetailsWriter
{
    /// <summary>Where the FHIR interface starts.</summary>
    public const string Root = "/fhir/r4";

    private const string ContentType = "application/fhir+json; charset=utf-8";
    private const string CodeSystem = "urn:aso:problem";

    /// <param name="Id">The trace's.</param>
    private sealed record Outcome(string ResourceType, string Id, IReadOnlyList<Issue> Issue);

    private sealed record Issue(string Severity, string Code, Concept Details, string Diagnostics, IReadOnlyList<string>? Location, IReadOnlyList<string>? Expression);

    private sealed record Concept(IReadOnlyList<Coding> Coding);

    private sealed record Coding(string System, string Code);

    public bool CanWrite(ProblemDetailsContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.HttpContext.Request.Path.StartsWithSegments(Root, StringComparison.OrdinalIgnoreCase);
    }

    public ValueTask WriteAsync(ProblemDetailsContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var problem = context.ProblemDetails;
        var errors = problem.Extensions.TryGetValue("errors", out var list) && list is IReadOnlyList<ProblemError> { Count: > 0 } several
            ? several
            : [new(problem.Extensions.TryGetValue("code", out var code) ? $"{code}" : "failed", "", problem.Detail ?? "The request was not carried out.")];
        var status = context.HttpContext.Response.StatusCode;
        var id = context.HttpContext.TraceIdentifier;
        var trace = status == StatusCodes.Status500InternalServerError ? $" ({id})" : "";
        return new(context.HttpContext.Response.WriteAsJsonAsync(
            new Outcome("OperationOutcome", id, [.. errors.Select(error => IssueOf(error with { Detail = error.Detail + trace }, status))]), WireJson.Options, ContentType, context.HttpContext.RequestAborted));
    }

    /// <remarks>An element of a resource is named by a FHIRPath, which begins with its type; a parameter or header as FHIR wants it, behind "http.".</remarks>
    private static Issue IssueOf(ProblemError error, int status)
    {
        var isElement = error.Field.Length > 0 && char.IsAsciiLetterUpper(error.Field[0]) && !error.Field.Contains('-', StringComparison.Ordinal);
        return new(
            status == StatusCodes.Status500InternalServerError ? "fatal" : "error",
            TypeOf(status, error.Field.Length > 0),
            new([new(CodeSystem, error.Code)]),
            error.Detail,
            isElement || error.Field.Length == 0 ? null : [$"http.{error.Field}"],
            isElement ? [error.Field] : null);
    }

    /// <summary>The code of value set issue-type.</summary>
    private static string TypeOf(int status, bool namesPart) => status switch
    {
        StatusCodes.Status401Unauthorized => "login",
        StatusCodes.Status403Forbidden => "forbidden",
        StatusCodes.Status404NotFound => "not-found",
        StatusCodes.Status405MethodNotAllowed or StatusCodes.Status406NotAcceptable or StatusCodes.Status415UnsupportedMediaType => "not-supported",
        StatusCodes.Status409Conflict => "conflict",
        StatusCodes.Status413PayloadTooLarge => "too-long",
        StatusCodes.Status422UnprocessableEntity when !namesPart => "business-rule",
        StatusCodes.Status429TooManyRequests => "throttled",
        StatusCodes.Status503ServiceUnavailable => "transient",
        StatusCodes.Status504GatewayTimeout => "timeout",
        >= StatusCodes.Status500InternalServerError => "exception",
        _ => "invalid",
    };
}
