using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Extensions.DependencyInjection;

namespace Aso.Foundation.Http;

/// <summary>Which content types an address takes, for those whose request it did not.</summary>
internal static class TakenTypes
{
    /// <summary>The remedy of 415.</summary>
    public static string Remedy(HttpContext http)
    {
        var types = Of(http);
        return types.Count == 0
            ? "This address does not take that content type."
            : $"This address does not take that content type: send {string.Join(" or ", types)}.";
    }

    private static IReadOnlyList<string> Of(HttpContext http) =>
    [
        .. http.RequestServices.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains(http.Request.Method) == true && IsAt(endpoint, http.Request.Path))
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes ?? [])
            .Distinct().Order(StringComparer.Ordinal),
    ];

    private static bool IsAt(RouteEndpoint endpoint, PathString path) =>
        new TemplateMatcher(new RouteTemplate(endpoint.RoutePattern), []).TryMatch(path, []);
}
