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
    /// <summary>Errors that one answer tells; of what is beyond them it tells the number, or little in would be much out.</summary>
    public const int ErrorsMax = 100;

    private const string TypeStem = "urn:aso:problem:";
    private const string MoreErrors = "more-errors";

    /// <summary>All refusals at once, the first <see cref="ErrorsMax"/> by name; the first gives the answer its code and status.</summary>
    public static ProblemHttpResult Refuse(params IEnumerable<Refusal> refusals)
    {
        var all = Bounded([.. refusals]);
        var first = all[0];
        var detail = all.Count == 1 ? first.Detail
            : all.Count > ErrorsMax ? $"More than {ErrorsMax} things must be mended; errors has the first."
            : $"{all.Count} things must be mended; see errors.";
        return Of(first.Status, first.Code, detail, all);
    }

    /// <summary>The first <see cref="ErrorsMax"/>, and how many more there are.</summary>
    /// <param name="further">Of how many more it is known that were not even kept.</param>
    public static IReadOnlyList<Refusal> Bounded(IReadOnlyList<Refusal> errors, long further = 0)
    {
        ArgumentNullException.ThrowIfNull(errors);
        var isBounded = errors.Count == ErrorsMax + 1 && errors[^1].Code == MoreErrors;
        further += isBounded ? 0 : Math.Max(0, errors.Count - ErrorsMax);
        return further == 0 ? errors : [.. errors.Take(ErrorsMax), More(further)];
    }

    /// <summary>Stands for errors that are not told one by one.</summary>
    public static Refusal More(long further) => new(MoreErrors, "", $"{further} further {(further == 1 ? "error is" : "errors are")} not shown: mend these first.");
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
                ["errors"] = Bounded(errors).Select(error => new ProblemError(error.Code, error.Field, error.Detail)).ToArray(),
            });
}

/// <summary>One thing to mend.</summary>
public sealed record ProblemError(string Code, string Field, string Detail);

internal static class Titles
{
    public static string Of(int status) => Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status);
}
