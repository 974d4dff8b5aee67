using System.Security.Cryptography;
using Aso.Gateway.Edge;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using Scalar.AspNetCore;

namespace Aso.Gateway.Docs;

/// <summary>Which descriptions of the API the documentation page offers.</summary>
internal sealed class DocsOptions
{
    /// <summary>The document of this process; in the embedded host it has everything.</summary>
    public const string Own = "v1";

    /// <summary>Documents of services behind the gateway, by name.</summary>
    public IList<string> Services { get; } = [];
}

/// <summary>GET /docs — the API, readable and to be tried out, from the descriptions that the services write themselves.</summary>
internal static class ApiDocs
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var services = app.ServiceProvider.GetRequiredService<IOptions<DocsOptions>>().Value.Services;
        app.MapScalarApiReference("/docs", (options, http) =>
        {
            options.WithTitle("Benefits administration API")
                .WithOpenApiRoutePattern("/openapi/{documentName}.json")
                .DisableAgent().DisableMcp().DisableTelemetry().DisableDefaultFonts();
            foreach (var service in services)
            {
                options.AddDocument(service, service);
            }

            options.AddDocument(DocsOptions.Own, services.Count == 0 ? "Benefits administration" : "gateway");
            var nonce = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(16));
            options.WithNonce(nonce);
            SecurityHeaders.UsePolicy(http, PolicyWith(nonce));
        }).AllowAnonymous();
    }

    // Its script draws with styles and pictures of its own making, and calls this API only.
    private static string PolicyWith(string nonce) =>
        $"default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
        + "connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
}
