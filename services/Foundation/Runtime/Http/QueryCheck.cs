using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;

namespace Aso.Foundation.Http;

/// <summary>Refuses what an address of the API would not read: a filter that is ignored answers with more than was asked for.</summary>
/// <remarks>What an address knows is what its handler takes from the query; nothing has to be listed. FHIR has a rule of its own.</remarks>
internal sealed class QueryCheck
{
    private const int NameShownMax = 50;

    private static readonly ConditionalWeakTable<Endpoint, QueryCheck> OfEndpoints = [];

    private readonly Dictionary<string, QueryParameter> _known;

    private QueryCheck(IEnumerable<QueryParameter> parameters) =>
        _known = parameters.ToDictionary(parameter => parameter.Name, StringComparer.OrdinalIgnoreCase);

    public static void Use(IApplicationBuilder app) => app.Use(next => http =>
        http.Request.QueryString.HasValue && http.GetEndpoint() is RouteEndpoint endpoint && IsOurs(endpoint)
            ? OfEndpoints.GetValue(endpoint, static known => new(ParametersOf((RouteEndpoint)known))).PassAsync(http, next)
            : next(http));

    /// <summary>Whether its handler stands in this process; what is forwarded is checked where it is handled.</summary>
    private static bool IsOurs(RouteEndpoint endpoint) =>
        endpoint.RoutePattern.RawText is { } path
        && (path.StartsWith("/v1/", StringComparison.Ordinal) || path == "/v1")
        && endpoint.Metadata.GetMetadata<System.Reflection.MethodInfo>() is not null;

    private static IEnumerable<QueryParameter> ParametersOf(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetOrderedMetadata<IParameterBindingMetadata>()
            .Select(parameter => QueryParameter.Of(parameter, endpoint.RoutePattern)).OfType<QueryParameter>();

    private Task PassAsync(HttpContext http, RequestDelegate next)
    {
        if (Refusals(http.Request.Query) is { Count: > 0 } refusals)
        {
            return Problems.Refuse(refusals).ExecuteAsync(http);
        }

        http.Request.Query = AsBound(http.Request.Query);
        return next(http);
    }

    /// <summary>With choices as the program writes them: the framework binds no other, and the API writes them in camel case.</summary>
    private IQueryCollection AsBound(IQueryCollection query) => !query.Keys.Any(name => _known[name].IsChoice)
        ? query
        : new QueryCollection(query.ToDictionary(
            one => one.Key,
            one => _known[one.Key].IsChoice ? new StringValues([.. one.Value.Select(_known[one.Key].MemberOf)]) : one.Value,
            StringComparer.OrdinalIgnoreCase));

    private List<Refusal> Refusals(IQueryCollection query)
    {
        var refusals = new List<Refusal>();
        foreach (var (name, values) in query)
        {
            if (!_known.TryGetValue(name, out var parameter))
            {
                refusals.Add(new("unknown-query-parameter", Shown(name), Known));
            }
            else if (values.Count > 1 && !parameter.TakesSeveral)
            {
                refusals.Add(new("repeated-query-parameter", parameter.Name, "Give one value: several are not taken."));
            }
            else if (WrongIn(values, parameter) is { } remedy)
            {
                refusals.Add(new("invalid-query", parameter.Name, remedy));
            }
        }

        return refusals;
    }

    private static string? WrongIn(StringValues values, QueryParameter parameter) =>
        values.Select(value => parameter.RemedyOf(value ?? "")).FirstOrDefault(remedy => remedy is not null);

    private string Known => _known.Count == 0
        ? "This address takes no query parameters."
        : $"This address knows no such parameter: use {string.Join(", ", _known.Keys.Order(StringComparer.Ordinal))}.";

    private static string Shown(string name) => name.Length > NameShownMax ? name[..NameShownMax] : name;
}
