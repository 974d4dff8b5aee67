using Aso.Foundation;
using Microsoft.Net.Http.Headers;

namespace Aso.Gateway.Edge;

/// <summary>What every answer tells a browser not to do with it.</summary>
internal static class SecurityHeaders
{
    private const string ForData = "default-src 'none'; frame-ancestors 'none'";

    // Where a page names no policy of its own: only what this host itself serves. Styles may stand in the page, scripts may not.
    private const string ForPages =
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        + "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    // OpenIddict hands a code over in a form that submits itself, where the client asked for that; the hash is of its script.
    private const string ForAuthorize =
        "default-src 'none'; script-src 'sha256-j7OoGArf6XW6YY4cAyS3riSSvrJRqpSi1fOF9vQ5SrI='; form-action *; frame-ancestors 'none'";

    private static readonly object PolicyKey = new();

    /// <summary>Names the policy of a page that needs another one.</summary>
    public static void UsePolicy(HttpContext http, string policy) => http.Items[PolicyKey] = policy;

    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use(next => http =>
    {
        http.Response.OnStarting(static state => Write((HttpContext)state), http);
        return next(http);
    });

    private static Task Write(HttpContext http)
    {
        var headers = http.Response.Headers;
        var isData = IsData(http.Request.Path);
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.Remove(HeaderNames.Server);
        if (headers.ContentSecurityPolicy.Count == 0)
        {
            headers.ContentSecurityPolicy = http.Items[PolicyKey] as string
                ?? (isData ? ForData : http.Request.Path.StartsWithSegments("/connect/authorize", StringComparison.Ordinal) ? ForAuthorize : ForPages);
        }

        if (isData)
        {
            headers.CacheControl = "no-store";
        }

        if (http.Request.IsHttps)
        {
            headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        }

        return Task.CompletedTask;
    }

    private static bool IsData(PathString path) =>
        path.StartsWithSegments("/v1", StringComparison.OrdinalIgnoreCase)
        || path.StartsWithSegments(OperationOutcomes.Root, StringComparison.OrdinalIgnoreCase)
        || path.StartsWithSegments("/connect/token", StringComparison.Ordinal)
        || path.StartsWithSegments("/openapi", StringComparison.Ordinal)
        || path.StartsWithSegments("/health", StringComparison.Ordinal)
        || path.StartsWithSegments("/metrics", StringComparison.Ordinal)
        || RequestClasses.IsGrpc(path);
}
