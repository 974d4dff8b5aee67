using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Aso.Foundation;

/// <summary>JSON and forms are read in the character set that their content type names; one that cannot be read is the caller's to mend.</summary>
public static class Charsets
{
    private const string Parameter = "charset";

    /// <summary>Stands before whatever reads a body.</summary>
    public static void UseReadableCharsets(this IApplicationBuilder app) => app.Use(next => http =>
        http.Request.ContentType is { } type && type.Contains(Parameter, StringComparison.OrdinalIgnoreCase) && IsText(type) && !IsReadable(type)
            ? Problems.Of(
                StatusCodes.Status415UnsupportedMediaType, "charset-unsupported", "Send the body in UTF-8: leave the charset out, or name utf-8.", []).ExecuteAsync(http)
            : next(http));

    private static bool IsText(string contentType) =>
        contentType.Contains("json", StringComparison.OrdinalIgnoreCase) || contentType.Contains("form", StringComparison.OrdinalIgnoreCase);

    private static bool IsReadable(string contentType)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type))
        {
            return true;   // no type that any address takes: said there
        }

        try
        {
            return !type.Charset.HasValue || type.Encoding is not null;
        }
        catch (NotSupportedException)
        {
            return false;   // UTF-7, which hides what it says
        }
    }
}
