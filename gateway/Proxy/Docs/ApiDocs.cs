using System.Net;
using System.Net.Mime;
using System.Security.Cryptography;
using Aso.Foundation;
using Aso.Gateway.Edge;
using Aso.Gateway.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Aso.Gateway.Docs;

/// <summary>Which descriptions of the API the documentation page offers.</summary>
internal sealed class DocsOptions
{
    /// <summary>The document of this process; in the embedded host it has everything.</summary>
    public const string Own = "v1";

    /// <summary>Documents of services behind the gateway, by name.</summary>
    public IList<string> Services { get; } = [];
}

/// <summary>GET /docs: a quick start whose calls can be sent, and every operation, from the descriptions that the programs write themselves.</summary>
internal static class ApiDocs
{
    private const string Root = "/docs";

    /// <summary>Where Swagger UI's own files are.</summary>
    private const string ReferencePrefix = "docs/ui";

    // Swagger UI draws with styles and pictures of its own making; all calls go to this host.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        + "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private static readonly (string Name, string ContentType)[] Assets =
    [
        ("docs.css", MediaTypeNames.Text.Css), ("reference.css", MediaTypeNames.Text.Css), ("quick-start.js", MediaTypeNames.Text.JavaScript),
    ];

    /// <summary>Serves the files of Swagger UI.</summary>
    public static void Use(IApplicationBuilder app) => app.UseSwaggerUI(reference => reference.RoutePrefix = ReferencePrefix);

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Root, Show).AllowAnonymous().ExcludeFromDescription();
        foreach (var (name, contentType) in Assets)
        {
            var content = Read(name);
            var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..16]}\"");
            app.MapGet($"{Root}/{name}", () => TypedResults.Bytes(content, contentType, entityTag: tag)).AllowAnonymous().ExcludeFromDescription();
        }
    }

    private static ContentHttpResult Show(
        HttpContext http, IOptions<DocsOptions> docs, IOptions<AuthOptions> tokens, IOptions<SandboxOptions> sandbox)
    {
        // A sandbox's secret is in the sources for everyone to read; an installation's own stands nowhere.
        var known = sandbox.Value.Enabled ? tokens.Value.Administrator : new();
        SecurityHeaders.UsePolicy(http, Policy);
        var page = System.Text.Encoding.UTF8.GetString(Read("docs.html"))
            .Replace("{{clientId}}", WebUtility.HtmlEncode(known.ClientId ?? ""), StringComparison.Ordinal)
            .Replace("{{clientSecret}}", WebUtility.HtmlEncode(known.Secret ?? ""), StringComparison.Ordinal)
            .Replace("{{secretType}}", known.Secret is null ? "password" : "text", StringComparison.Ordinal)
            .Replace("{{documents}}", string.Join(", ", DocumentsOf(docs.Value).Select(LinkTo)), StringComparison.Ordinal);
        return TypedResults.Text(page, "text/html; charset=utf-8");
    }

    private static IEnumerable<(string Words, string Document)> DocumentsOf(DocsOptions docs) =>
        docs.Services.Select(service => (service, service)).Append((docs.Services.Count == 0 ? "openapi/v1.json" : GatewayService.Name, DocsOptions.Own));

    private static string LinkTo((string Words, string Document) one) => $"<a href=\"/openapi/{one.Document}.json\">{one.Words}</a>";

    private static byte[] Read(string name)
    {
        using var content = typeof(ApiDocs).Assembly.GetManifestResourceStream($"docs/{name}")!;
        var bytes = new byte[content.Length];
        content.ReadExactly(bytes);
        return bytes;
    }
}
