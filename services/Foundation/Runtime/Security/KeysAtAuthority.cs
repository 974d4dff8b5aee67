namespace Aso.Foundation;

/// <summary>Fetches the issuer's documents where the issuer is reached from here: it names itself by its public address, which may not lead there from inside.</summary>
internal sealed class KeysAtAuthority(Uri issuer, Uri authority) : DelegatingHandler(new SocketsHttpHandler())
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is { } named && Uri.Compare(named, issuer, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0)
        {
            request.RequestUri = new Uri(authority, named.PathAndQuery);
        }

        return base.SendAsync(request, cancellationToken);
    }
}
