namespace Aso.Claims.Recovery;

/// <summary>Asks another service's public API for a caller, under the caller's own token: nobody learns here what it may not learn there.</summary>
/// <remarks>
/// <c>Services:Enrollment</c> and <c>Services:Funding</c> say where they are, several addresses between commas; a service that is not named
/// is in this very process. Only for what a person asks now and then and no decision rests on: decisions rest on messages.
/// </remarks>
internal sealed class OtherServices(IHttpClientFactory clients, IConfiguration configuration)
{
    public const string Enrollment = "Enrollment";
    public const string Funding = "Funding";
    public const string ClientName = "claims-to-other-services";

    /// <summary>How long an answer is waited for.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Null where the service cannot be reached in time.</summary>
    /// <param name="body">Sent as it is, as JSON; null without one.</param>
    public async Task<HttpResponseMessage?> AskAsync(
        HttpContext caller, string service, HttpMethod method, string pathAndQuery, byte[]? body, CancellationToken cancel)
    {
        using var client = clients.CreateClient(ClientName);
        foreach (var address in AddressesOf(service, caller))
        {
            try
            {
                using var request = ToRequest(caller, method, new Uri(address, pathAndQuery), body);
                return await client.SendAsync(request, cancel);
            }
            catch (Exception failure) when (failure is HttpRequestException || (failure is OperationCanceledException && !cancel.IsCancellationRequested))
            {
                // The next replica, if there is one.
            }
        }

        return null;
    }

    private IEnumerable<Uri> AddressesOf(string service, HttpContext caller) =>
        configuration[$"Services:{service}"] is { Length: > 0 } configured
            ? configured.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(address => new Uri(address))
            : caller.Connection.LocalIpAddress is { } here ? [new UriBuilder(Uri.UriSchemeHttp, $"{(here.IsIPv4MappedToIPv6 ? here.MapToIPv4() : here)}", caller.Connection.LocalPort).Uri] : [];

    private static HttpRequestMessage ToRequest(HttpContext caller, HttpMethod method, Uri address, byte[]? body)
    {
        var request = new HttpRequestMessage(method, address);
        request.Headers.TryAddWithoutValidation("Authorization", caller.Request.Headers.Authorization.ToString());

        // In one process the token's issuer is the name by which the caller knows it.
        request.Headers.Host = caller.Request.Host.Value;
        request.Headers.TryAddWithoutValidation("X-Forwarded-Proto", caller.Request.Scheme);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new("application/json");
        }

        return request;
    }
}
