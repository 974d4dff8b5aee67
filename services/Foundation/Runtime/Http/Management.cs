using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Aso.Foundation;

/// <summary>The operators' door: metrics and operations answer on a port of their own, and on no other; nothing but them and health answers there.</summary>
/// <remarks>
/// It is the Kestrel endpoint <see cref="EndpointName"/>. What came in by it is known by its connection, whatever port or name it has,
/// and whatever the caller says about them. A program without that endpoint shows its metrics and operations to nobody.
/// </remarks>
public static class Management
{
    public const string EndpointName = "Management";

    /// <summary>Where the operations of each service start.</summary>
    public const string OperationsRoot = "/v1/operations";

    public const string MetricsPath = "/metrics";

    private const string HealthRoot = "/health";

    /// <summary>Makes a listener the operators' door.</summary>
    public static void UseForManagement(this ListenOptions listener)
    {
        ArgumentNullException.ThrowIfNull(listener);
        listener.Use(next => connection =>
        {
            connection.Features.Set(Door.Instance);
            return next(connection);
        });
    }

    /// <summary>Whether a request came in by the operators' door.</summary>
    public static bool IsManagement(this HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        return http.Features.Get<Door>() is not null;
    }

    /// <summary>Finds the door in the configuration.</summary>
    internal static void ListenAsConfigured(KestrelServerOptions kestrel) =>
        kestrel.ConfigurationLoader?.Endpoint(EndpointName, endpoint => endpoint.ListenOptions.UseForManagement());

    /// <summary>Answers 404 where a request came in by the wrong door.</summary>
    internal static void UseManagementDoor(this IApplicationBuilder app) => app.Use(next => http =>
    {
        var path = http.Request.Path;
        var isForOperators = IsUnder(path, OperationsRoot) || IsUnder(path, MetricsPath);
        if (isForOperators == http.IsManagement() || IsUnder(path, HealthRoot))
        {
            return next(http);
        }

        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    });

    private static bool IsUnder(PathString path, string root) => path.StartsWithSegments(root, StringComparison.OrdinalIgnoreCase);

    private sealed class Door
    {
        public static readonly Door Instance = new();
    }
}
