using System.Net;
using System.Net.Sockets;

namespace Aso.Scenarios.Hosting;

/// <summary>Ports on loopback that nobody listens on at this moment.</summary>
/// <remarks>Below those that systems give to outgoing connections: while a program is away, one of these could take its port, even a caller's attempt to reach it.</remarks>
internal static class FreePorts
{
    private const int First = 10_000;
    private const int Behind = 20_000;

    // Whoever was given one may not listen on it yet.
    private static readonly HashSet<int> Given = [];
    private static readonly Lock Giving = new();

    public static int One() => InARow(1);

    /// <returns>A port after which others are free too: the embedded host takes three, for REST, gRPC and operations.</returns>
    public static int InARow(int count)
    {
        lock (Giving)
        {
            while (true)
            {
                var ports = Enumerable.Range(Random.Shared.Next(First, Behind), count).ToList();
                if (!ports.Exists(Given.Contains) && ports.TrueForAll(IsFree))
                {
                    Given.UnionWith(ports);
                    return ports[0];
                }
            }
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
