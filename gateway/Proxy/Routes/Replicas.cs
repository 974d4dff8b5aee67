using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Primitives;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.ServiceDiscovery;

namespace Aso.Gateway.Routes;

/// <summary>Makes a destination of each replica behind a name, as scaled compose services and headless Kubernetes ones have them.</summary>
/// <remarks>Unlike YARP's own resolver it lets the gateway start before the services' names exist, and keeps what it knew when a lookup fails.</remarks>
internal sealed class Replicas(TimeProvider clock, Func<string, CancellationToken, Task<IPAddress[]>> lookUp) : IDestinationResolver
{
    public static readonly TimeSpan LookedUpEvery = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, IPAddress[]> _known = new(StringComparer.OrdinalIgnoreCase);

    public async ValueTask<ResolvedDestinationCollection> ResolveDestinationsAsync(
        IReadOnlyDictionary<string, DestinationConfig> destinations, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, DestinationConfig>();
        var hasNames = false;
        foreach (var (name, destination) in destinations)
        {
            var address = new Uri(destination.Address);
            var replicas = IsName(address) ? await AddressesOfAsync(address.DnsSafeHost, cancellationToken) : [];
            hasNames |= IsName(address);
            if (replicas.Length == 0)
            {
                found[name] = destination;
            }

            foreach (var replica in replicas)
            {
                // The name stays the Host that the replica hears, and what its certificate is checked against.
                found[$"{name} at {replica}"] = destination with
                {
                    Address = new UriBuilder(address) { Host = replica.ToString() }.Uri.AbsoluteUri,
                    Host = destination.Host ?? address.Authority,
                };
            }
        }

        return new(found, hasNames ? new CancellationChangeToken(new CancellationTokenSource(LookedUpEvery, clock).Token) : null);
    }

    private static bool IsName(Uri address) => address.HostNameType == UriHostNameType.Dns && !address.IsLoopback;

    private async Task<IPAddress[]> AddressesOfAsync(string name, CancellationToken cancel)
    {
        try
        {
            var addresses = await lookUp(name, cancel);
            return _known[name] = [.. addresses.Distinct().OrderBy(address => address.ToString(), StringComparer.Ordinal)];
        }
        catch (SocketException)
        {
            return _known.GetValueOrDefault(name, []);   // none ever: the name itself is tried, and fails as a service that is down
        }
    }
}
