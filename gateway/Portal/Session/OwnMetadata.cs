using System.Collections.Concurrent;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Aso.Portal.Session;

/// <summary>The discovery document of this host's own token server, as seen by the address of the current request.</summary>
/// <remarks>One host may be reached by several names (localhost, a container's port, a public domain); each has its document.</remarks>
internal sealed class OwnMetadata(CurrentRequest current, IHttpClientFactory clients)
    : IConfigurationManager<OpenIdConnectConfiguration>
{
    // The Host header is the caller's word: no more names than this are remembered.
    private const int MostNames = 64;

    private readonly ConcurrentDictionary<Uri, ConfigurationManager<OpenIdConnectConfiguration>> _byName = new();

    public Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel) =>
        OfCurrentName().GetConfigurationAsync(cancel);

    public void RequestRefresh() => OfCurrentName().RequestRefresh();

    private ConfigurationManager<OpenIdConnectConfiguration> OfCurrentName()
    {
        var request = current.Value ?? throw new InvalidOperationException("Sign-in happens within a request.");
        if (_byName.Count >= MostNames)
        {
            _byName.Clear();
        }

        return _byName.GetOrAdd(request.PublicAddress(), name => new(
            new Uri(name, ".well-known/openid-configuration").ToString(),
            new OpenIdConnectConfigurationRetriever(),
            new HttpDocumentRetriever(clients.CreateClient(HttpClientNames.TokenServer)) { RequireHttps = false }));
    }
}
