using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Aso.Foundation.Http;

/// <summary>Writes every problem as JSON with the trace's id, whatever the caller accepts: who asked for an 835 or a table still gets told what is wrong.</summary>
/// <remarks>The framework's own writer leaves such a problem to be written without the trace.</remarks>
internal sealed class ProblemAnswers(IOptions<JsonOptions> json) : IProblemDetailsWriter
{
    private const string ContentType = "application/problem+json";

    public bool CanWrite(ProblemDetailsContext context) => true;

    public ValueTask WriteAsync(ProblemDetailsContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var (http, problem) = (context.HttpContext, context.ProblemDetails);
        problem.Status ??= http.Response.StatusCode;
        problem.Extensions["traceId"] = http.TraceIdentifier;
        return new(http.Response.WriteAsJsonAsync(problem, problem.GetType(), json.Value.SerializerOptions, ContentType, http.RequestAborted));
    }
}
