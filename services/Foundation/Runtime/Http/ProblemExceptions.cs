using System.Text;
using System.Text.Json;
using Aso.Foundation.Messaging;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Aso.Foundation.Http;

/// <summary>Turns what was thrown into an answer: what the caller can mend by name and place, an outage as 503, a bug as 500 without its inside.</summary>
internal sealed partial class ProblemExceptions(ILogger<ProblemExceptions> log) : IExceptionHandler
{
    private const string RetryAfterSeconds = "2";

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
        {
            return true;
        }

        var problem = exception switch
        {
            BadHttpRequestException { InnerException: JsonException json } => MalformedJson(json),
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => Problems.Of(
                StatusCodes.Status413PayloadTooLarge, "too-large", "The body is larger than this address takes.", []),
            BadHttpRequestException { StatusCode: StatusCodes.Status415UnsupportedMediaType } => Problems.Of(
                StatusCodes.Status415UnsupportedMediaType, "unsupported-media-type", TakenTypes.Remedy(httpContext), []),
            BadHttpRequestException bad => Problems.Of(bad.StatusCode, "malformed-request", "The request, a value in its address or its content type is not what this address takes.", []),
            _ when httpContext.Request.HasFormContentType && Has(exception, cause => cause is InvalidDataException or IOException) => Problems.Of(
                StatusCodes.Status400BadRequest, "malformed-form", "The form is broken, cut off, holds the character NUL, or has too many or too long fields.", []),
            _ when IsTextThatCannotBeKept(exception) => Problems.Of(
                StatusCodes.Status400BadRequest, "text-invalid", "A text holds the character NUL or half a character; nothing was applied. Send whole characters.", []),
            _ when Transient.IsOutage(exception) => Unavailable(httpContext),
            _ => Problems.Of(StatusCodes.Status500InternalServerError, "internal-error", "The platform failed; nothing was applied. The trace id finds it.", []),
        };

        if (problem.StatusCode >= StatusCodes.Status500InternalServerError)
        {
            // The exception's text may quote data; its type and place do not.
            LogFailure(log, problem.StatusCode, exception.GetType().Name, exception.InnerException?.GetType().Name, httpContext.TraceIdentifier, exception.StackTrace);
        }

        await problem.ExecuteAsync(httpContext);
        return true;
    }

    // Where no rule looked at a text before, the database does; half a surrogate pair is found when it is to be written.
    private static bool IsTextThatCannotBeKept(Exception exception) => Has(exception, cause =>
        cause is PostgresException { SqlState: PostgresErrorCodes.CharacterNotInRepertoire or PostgresErrorCodes.UntranslatableCharacter } or EncoderFallbackException);

    private static bool Has(Exception exception, Predicate<Exception> isSought)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (isSought(cause))
            {
                return true;
            }
        }

        return false;
    }

    private static Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult MalformedJson(JsonException json)
    {
        var field = (json.Path ?? "$").TrimStart('$').TrimStart('.');
        var place = json.LineNumber is { } line ? $" (line {line + 1}, byte {json.BytePositionInLine + 1})" : "";
        var detail = json.Message.StartsWith("An amount", StringComparison.Ordinal) || json.Message.StartsWith("A percentage", StringComparison.Ordinal)
            ? json.Message
            : "The value is missing, unknown here, or not of the form that this field takes.";
        return Problems.Refuse(new Refusal("malformed-json", field, detail + place, StatusCodes.Status400BadRequest));
    }

    private static Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult Unavailable(HttpContext context)
    {
        context.Response.Headers.RetryAfter = RetryAfterSeconds;
        return Problems.Of(StatusCodes.Status503ServiceUnavailable, "unavailable", "The platform's data store does not answer. Send the same request again, under the same Idempotency-Key where it writes: it is applied once.", []);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Request failed with {Status}: {Failure} ({Cause}), trace {Trace} {Where}")]
    private static partial void LogFailure(ILogger log, int status, string failure, string? cause, string trace, string? where);
}
