using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace Aso.Embedded.Demo;

/// <summary>The platform answered a request with something other than success.</summary>
public sealed class PlatformRefusalException(string message, HttpStatusCode? status, string? code) : Exception(message)
{
    /// <summary>Null where it was no HTTP request.</summary>
    public HttpStatusCode? Status { get; } = status;

    /// <summary>The stable code of the refusal; null where the answer carried none.</summary>
    public string? Code { get; } = code;

    /// <summary>What was asked and why it was refused, field by field.</summary>
    public static PlatformRefusalException From(HttpMethod method, string path, HttpStatusCode status, JsonNode? problem)
    {
        var said = problem?["detail"] ?? problem?["error_description"] ?? problem?["title"] ?? problem?["error"];
        var fields = (problem?["errors"] as JsonArray ?? []).OfType<JsonObject>()
            .Select(error => $"{error["field"]}: {error["detail"]}")
            .Where(line => !line.Contains(said?.ToString() ?? "\n", StringComparison.Ordinal));
        var reasons = string.Join("; ", [said?.ToString() ?? "no reason given", .. fields]);
        var number = ((int)status).ToString(CultureInfo.InvariantCulture);
        var code = problem?["code"]?.ToString();
        return new($"{method} {path} answered {number}{(code is null ? "" : $" {code}")}: {reasons}", status, code);
    }
}
