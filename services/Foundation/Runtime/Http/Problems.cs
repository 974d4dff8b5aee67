using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aso.Foundation;

/// <summary>Why a request is not carried out: a value, not an exception.</summary>
/// <param name="Code">Stable, kebab-case; what a caller's program may act on.</param>
/// <param name="Field">Which part of the request, as a path: <c>lines[1].billed</c>; empty for the whole.</param>
/// <param name="Detail">The remedy, in a sentence. Never anything that identifies a person.</param>
public sealed record Refusal(string Code, string Field, string Detail, int Status = StatusCodes.Status422UnprocessableEntity);

/// <summary>Every error answer of the platform: RFC 9457 with a stable code.</summary>
public static class Problems
{
    private const string TypeStem = "urn:aso:problem:";

    /// <summary>All refusals at once; the first gives the answer its code and status.</summary>
    public static ProblemHttpResult Refuse(params IEnumerable<Refusal> refusals)
    {
        Refusal[] all = [.. refusals];
        var first = all[0];
        return Of(first.Status, first.Code, all.Length == 1 ? first.Detail : $"{all.Length} things must be mended; see errors.", all);
    }

    public static ProblemHttpResult NotFound(string what) => Of(StatusCodes.Status404NotFound, "not-found", $"There is no such {what}.", []);

    public static ProblemHttpResult Conflict(string code, string field, string detail) =>
        Refuse(new Refusal(code, field, detail, StatusCodes.Status409Conflict));

    public static ProblemHttpResult Of(int status, string code, string detail, IReadOnlyList<Refusal> errors) =>
        TypedResults.Problem(
            type: TypeStem + code,
            title: Titles.Of(status),
            statusCode: status,
            detail: detail,
            extensions: new Dictionary<string, object?>
            {
                ["code"] = code,
                ["errors"] = errors.Select(error => new ProblemError(error.Code, error.Field, error.Detail)).ToArray(),
            });
}

/// <summary>One thing to mend.</summary>
public sealed record ProblemError(string Code, string Field, string Detail);

internal static class Titles
{
    public static string Of(int status) => Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status);
}
