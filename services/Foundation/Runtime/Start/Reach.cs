using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Aso.Foundation;

/// <summary>From where this process can be reached.</summary>
/// <param name="IsLoopbackOnly">From its own machine alone.</param>
public sealed record Reach(bool IsLoopbackOnly)
{
    /// <summary>Where the ports of a container are published, which listens on all addresses of its own network: an IP address.</summary>
    public const string PublishedOnKey = "Sandbox:PublishedOn";

    private static readonly string[] PortKeys = ["http_ports", "https_ports"];

    /// <summary>By what the configuration says to listen on; without a word of it Kestrel takes localhost.</summary>
    /// <param name="isOnLoopback">Of a program that says itself where it listens: whether that is loopback alone. Then only the endpoints of the configuration come on top.</param>
    public static Reach Of(IConfiguration configuration, bool? isOnLoopback = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        if (configuration[PublishedOnKey] is { Length: > 0 } published)
        {
            return new(IsLoopback(published));
        }

        List<string> urls = [.. configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>()];
        if (isOnLoopback is null)
        {
            urls.AddRange((configuration["urls"] ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
            isOnLoopback = urls.Count > 0 || PortKeys.All(key => string.IsNullOrWhiteSpace(configuration[key]));
        }

        return new(isOnLoopback.Value && urls.TrueForAll(url => IsLoopback(BindingAddress.Parse(url))));
    }

    private static bool IsLoopback(BindingAddress address) => address.IsUnixPipe || address.IsNamedPipe || IsLoopback(address.Host);

    private static bool IsLoopback(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
