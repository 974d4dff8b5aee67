using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Aso.Portal;

/// <summary>What a browser may do with the portal's pages: load from this host, talk to this host, be framed by none.</summary>
internal static class PageSecurity
{
    // The chart places things by style attributes; scripts only come from files.
    private const string Policy =
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'self'; frame-ancestors 'none'; form-action 'self'";

    public static void WithPageSecurity(this IEndpointConventionBuilder pages) => pages.Add(endpoint =>
    {
        var next = endpoint.RequestDelegate;
        endpoint.RequestDelegate = next is null ? null : http =>
        {
            http.Response.Headers.ContentSecurityPolicy = PolicyOf(http);
            return next(http);
        };
    });

    /// <summary>Sign-out is a form that the browser follows to the provider, which may live elsewhere.</summary>
    public static string PolicyOf(HttpContext http) =>
        http.RequestServices.GetRequiredService<IOptions<PortalOptions>>().Value.Authority is { } authority
            ? $"{Policy} {authority.GetLeftPart(UriPartial.Authority)}"
            : Policy;
}
