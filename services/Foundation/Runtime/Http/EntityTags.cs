using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Aso.Foundation.Http;

/// <summary>An answer of the API carries a tag of what it says: who has it already is told so, and who replaces it can say what they saw.</summary>
/// <remarks>The tag is of the text itself, so that it can be neither forgotten nor wrong. What is too long to hold, and what never ends, has none.</remarks>
internal static class EntityTags
{
    private const int TagBytes = 15;

    /// <summary>The tag of a text, quoted as the header has it.</summary>
    public static string Of(ReadOnlySpan<byte> text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text, hash);
        return $"\"{Base64Url.EncodeToString(hash[..TagBytes])}\"";
    }

    /// <summary>Whether a header names the tag, or any by a star. A tag that a proxy made weak, for it packed the text, is the same.</summary>
    public static bool IsNamed(IList<EntityTagHeaderValue>? named, string tag) =>
        named?.Any(one => one.Tag == "*" || one.Tag == tag) == true;

    public static void Use(IApplicationBuilder app) => app.Use(next => http => HasTag(http) ? AnswerAsync(http, next) : next(http));

    /// <summary>Reads, and replacements, which answer with what now stands; the way of a claim is neither.</summary>
    private static bool HasTag(HttpContext http) =>
        (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsPut(http.Request.Method))
        && http.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } path } endpoint
        && path.StartsWith("/v1/", StringComparison.Ordinal)
        && endpoint.Metadata.GetMetadata<System.Reflection.MethodInfo>() is not null;

    private static async Task AnswerAsync(HttpContext http, RequestDelegate next)
    {
        var outer = http.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        using var held = new HeldBody(http.Response, outer);
        http.Features.Set<IHttpResponseBodyFeature>(held);
        try
        {
            await next(http);
            await held.DrainAsync();
        }
        finally
        {
            http.Features.Set(outer);
        }

        if (!held.IsHeld || http.Response.HasStarted)
        {
            return;
        }

        if (http.Response.StatusCode == StatusCodes.Status200OK)
        {
            var tag = Of(held.Text.Span);
            http.Response.Headers.ETag = tag;
            if (HttpMethods.IsGet(http.Request.Method) && IsNamed(http.Request.GetTypedHeaders().IfNoneMatch, tag))
            {
                http.Response.StatusCode = StatusCodes.Status304NotModified;
                http.Response.ContentType = null;
                http.Response.ContentLength = null;
                return;
            }
        }

        if (!held.Text.IsEmpty)
        {
            http.Response.ContentLength = held.Text.Length;
            await http.Response.Body.WriteAsync(held.Text, http.RequestAborted);
        }
    }
}
