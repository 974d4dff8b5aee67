using Microsoft.AspNetCore.Http;

namespace Aso.Foundation.Fhir;

/// <summary>FHIR is spoken in JSON here, and to nobody who wants another form.</summary>
internal static class Negotiation
{
    public const string FormatName = "_format";

    private static readonly string[] Forms = [FhirInterface.ContentType, "application/json", "text/json", "json"];

    public static ValueTask<object?> CheckAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        TakesJson(context.HttpContext.Request)
            ? next(context)
            : ValueTask.FromResult<object?>(Problems.Of(
                StatusCodes.Status406NotAcceptable, "not-acceptable", $"Accept {FhirInterface.ContentType}: this interface writes no other form.", []));

    private static bool TakesJson(HttpRequest request)
    {
        // In a query a plus is a blank.
        if (request.Query[FormatName].ToString() is { Length: > 0 } format)
        {
            return Forms.Contains(format.Replace(' ', '+').Split(';')[0].Trim());
        }

        var accepted = request.GetTypedHeaders().Accept;
        return accepted.Count == 0 || accepted.Any(type =>
            type.Quality is not 0 && (type.MatchesAllTypes || type.MediaType == "application/*" || Forms.Contains(type.MediaType.Value)));
    }
}
