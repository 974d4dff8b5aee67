using System.Net;
using System.Net.Sockets;

namespace Aso.Gateway.Limits;

/// <summary>Where a request comes from, as limits count it.</summary>
internal static class NetworkAddress
{
    /// <remarks>One household or office has a whole /64 of IPv6 addresses at will.</remarks>
    public static string Of(HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress ?? IPAddress.None;
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
            : address.ToString();
    }
}
