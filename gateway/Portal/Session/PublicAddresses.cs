using Microsoft.AspNetCore.Http;

namespace Aso.Portal.Session;

internal static class PublicAddresses
{
    /// <summary>The address by which the browser reached this host, ending in a slash.</summary>
    public static Uri PublicAddress(this HttpRequest request) =>
        new($"{request.Scheme}://{request.Host}{request.PathBase}/");
}
