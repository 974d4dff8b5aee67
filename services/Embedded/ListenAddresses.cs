using System.Net;
using System.Net.Sockets;
using Aso.Foundation;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Aso.Embedded;

/// <summary>Where the embedded host listens: on what was named and on nothing else.</summary>
public sealed record ListenAddresses(IReadOnlyList<IPAddress> Addresses, int Port, bool IsLocalhost)
{
    private const int PortMax = 65_535;

    public bool AreLoopback => Addresses.All(IPAddress.IsLoopback);

    /// <summary>A name is looked up, for only addresses can be listened on.</summary>
    /// <exception cref="StartRefusedException">The name is that of no address, or the ports after this one do not exist.</exception>
    public static async Task<ListenAddresses> OfAsync(Uri url, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(url);
        if (url.Port > PortMax - 2)
        {
            throw new StartRefusedException($"--urls {url.OriginalString}: take a lower port, for gRPC and operations answer on the next two.");
        }

        if (url.DnsSafeHost is "localhost")
        {
            return new([IPAddress.Loopback], url.Port, IsLocalhost: true);
        }

        if (IPAddress.TryParse(url.DnsSafeHost, out var address))
        {
            return new([address], url.Port, IsLocalhost: false);
        }

        try
        {
            var found = await Dns.GetHostAddressesAsync(url.DnsSafeHost, cancel);
            if (found.Length > 0)
            {
                return new([.. found.Distinct()], url.Port, IsLocalhost: false);
            }
        }
        catch (SocketException)
        {
            // Said below.
        }

        throw new StartRefusedException(
            $"--urls {url.OriginalString}: \"{url.DnsSafeHost}\" is the name of no address. Name an IP address of this machine, localhost, or 0.0.0.0 for all addresses.");
    }

    /// <summary>REST on the port, gRPC on the next one, operations on the one after it and on loopback alone; port 0 takes free ones.</summary>
    public void Bind(IWebHostBuilder host) =>
        host.ConfigureKestrel(kestrel =>
        {
            Bind(kestrel, Addresses, offset: 0, listen => listen.Protocols = HttpProtocols.Http1);
            Bind(kestrel, Addresses, offset: 1, listen => listen.Protocols = HttpProtocols.Http2);
            Bind(kestrel, [IPAddress.Loopback], offset: 2, listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                listen.UseForManagement();
            });
        });

    /// <summary>Where REST, gRPC and operations answer, of all that the server is bound to.</summary>
    public static (Uri Public, Uri Partners, Uri Management) Of(IReadOnlyList<string> bound)
    {
        ArgumentNullException.ThrowIfNull(bound);
        return (new(bound[0]), new(bound[(bound.Count - 1) / 2]), new(bound[^1]));
    }

    private void Bind(KestrelServerOptions kestrel, IReadOnlyList<IPAddress> addresses, int offset, Action<ListenOptions> describe)
    {
        var port = Port == 0 ? 0 : Port + offset;
        if (IsLocalhost && port != 0)
        {
            kestrel.ListenLocalhost(port, describe);
            return;
        }

        foreach (var address in addresses)
        {
            kestrel.Listen(address, port, describe);
        }
    }
}
