using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Aso.Portal.Session;

/// <summary>Where this process reaches itself, whatever the name by which the browser knows it.</summary>
internal sealed class OwnAddress(IServer server, IConfiguration configuration, IOptions<PortalOptions> options)
{
    private const string OperatorsEndpoint = "Management";

    /// <exception cref="InvalidOperationException">The server listens nowhere and no address is configured.</exception>
    public Uri Value => options.Value.ApiBaseAddress ?? Bound();

    private Uri Bound()
    {
        // A port for partners alone speaks nothing but HTTP/2, without TLS in the clear: the portal's requests would not be understood.
        // The operators' port does not know them.
        var othersPorts = configuration.GetSection("Kestrel:Endpoints").GetChildren()
            .Where(endpoint => endpoint["Url"] is not null
                && (string.Equals(endpoint["Protocols"], "Http2", StringComparison.OrdinalIgnoreCase) || string.Equals(endpoint.Key, OperatorsEndpoint, StringComparison.OrdinalIgnoreCase)))
            .Select(endpoint => BindingAddress.Parse(endpoint["Url"]!).Port)
            .ToHashSet();
        var binding = server.Features.Get<IServerAddressesFeature>()?.Addresses.Select(BindingAddress.Parse).FirstOrDefault(bound => !othersPorts.Contains(bound.Port))
            ?? throw new InvalidOperationException("The server has no address yet; set Portal:ApiBaseAddress.");

        // Kestrel reports wildcards as it was given them; nobody can connect to a wildcard.
        var host = binding.Host is "+" or "*" or "[::]" or "0.0.0.0" ? "localhost" : binding.Host;
        return new UriBuilder(binding.Scheme, host, binding.Port).Uri;
    }
}

/// <summary>
/// Sends what is addressed to the public name of this host to the host itself, under that name.
/// </summary>
/// <remarks>
/// The token server names itself by the address in the request, and the API compares that name with the token's issuer:
/// so the name must be the one that the browser used, while the way must be one that exists inside a container.
/// </remarks>
internal sealed class OwnAddressHandler(OwnAddress own) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var named = request.RequestUri ?? throw new InvalidOperationException("A request needs an address.");
        var way = own.Value;
        request.Headers.Host = named.Authority;
        request.RequestUri = new Uri(way, named.PathAndQuery);
        if (named.Scheme != way.Scheme)
        {
            request.Headers.TryAddWithoutValidation("X-Forwarded-Proto", named.Scheme);
        }

        return base.SendAsync(request, cancellationToken);
    }
}
