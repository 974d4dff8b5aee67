using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Aso.Foundation.Http;

/// <summary>JSON is read in the character set that its content type names; one that cannot be read is the caller's to mend.</summary>
internal static class JsonCharsets
{
    private const string Parameter = "charset";

    public static void UseReadableCharsets(this IApplicationBuilder app) => app.Use(next => http =>
        http.Request.ContentType is { } type && type.Contains(Parameter, StringComparison.OrdinalIgnoreCase)
            && type.Contains("json", StringComparison.OrdinalIgnoreCase) && !IsReadable(type)
                ? Problems.Of(
                    StatusCodes.Status415UnsupportedMediaType, "charset-unsupported", "Send JSON in UTF-8: leave the charset out, or name utf-8.", []).ExecuteAsync(http)
                : next(http));

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
