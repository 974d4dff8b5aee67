using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Yarp.ReverseProxy.LoadBalancing;
using Yarp.ReverseProxy.Model;

namespace Aso.Gateway.Routes;

/// <summary>Brings what writes about an employer to one replica of a service, and everything else to the less busy of two.</summary>
/// <remarks>
/// An employer's writes are numbered one after the other wherever they are taken in: spread over replicas they wait for each other
/// and fill smaller batches. By rendezvous hashing a replica that goes hands on its own employers alone, and one that comes takes
/// its share of each other's. Nothing but speed depends on it: any replica may take any request.
/// </remarks>
internal sealed class EmployerAffinity : ILoadBalancingPolicy
{
    public const string PolicyName = nameof(EmployerAffinity);

    public string Name => PolicyName;

    public DestinationState? PickDestination(HttpContext context, ClusterState cluster, IReadOnlyList<DestinationState> availableDestinations) =>
        availableDestinations switch
        {
            [] => null,
            [var only] => only,
            _ when Writes(context.Request) && context.GetRouteValue("employerId") is string employer => HomeOf(employer, availableDestinations),
            _ => LessBusyOfTwo(availableDestinations),
        };

    private static bool Writes(HttpRequest request) => !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method);

    private static DestinationState HomeOf(string employer, IReadOnlyList<DestinationState> replicas)
    {
        // An id is the same in either case of its letters; every replica of the gateway comes to the same.
        var id = employer.ToLowerInvariant();
        return replicas.MaxBy(replica => BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{id} {replica.DestinationId}"))))!;
    }

    private static DestinationState LessBusyOfTwo(IReadOnlyList<DestinationState> replicas)
    {
        var first = Random.Shared.Next(replicas.Count);
        var second = Random.Shared.Next(replicas.Count - 1);
        var (one, other) = (replicas[first], replicas[second >= first ? second + 1 : second]);
        return one.ConcurrentRequestCount <= other.ConcurrentRequestCount ? one : other;
    }
}
