using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Aso.Foundation;

/// <summary>Asks another service's public API for a caller, under the caller's own token: nobody learns here what it may not learn there.</summary>
/// <remarks>
/// <c>Services:Enrollment</c>, <c>Services:Claims</c> and <c>Services:Funding</c> say where they are, several addresses between commas; a
/// service that is not named is in this very process. Only for what somebody asks now and then and no decision rests on: decisions rest on
/// messages.
/// </remarks>
public sealed class OtherServices(IHttpClientFactory clients, IConfiguration configuration)
{
    public const string Enrollment = "Enrollment";
    public const string Claims = "Claims";
    public const string Funding = "Funding";

    internal const string ClientName = "other-services";

    /// <summary>How long an answer is waited for.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Null where the service cannot be reached in time.</summary>
    /// <param name="body">Sent as it is, as JSON; null without one.</param>
    public async Task<HttpResponseMessage?> AskAsync(
        HttpContext caller, string service, HttpMethod method, string pathAndQuery, byte[]? body, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(caller);
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
        if (System.Diagnostics.Activity.Current is null)
        {
            request.Headers.TryAddWithoutValidation("traceparent", caller.Request.Headers.TraceParent.ToString());
        }

        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new("application/json");
        }

        return request;
    }
}

public static class OtherServicesSetup
{
    /// <summary>Once, however many services of one process ask others.</summary>
    public static IServiceCollection AddOtherServices(this IServiceCollection services)
    {
        services.AddHttpClient(OtherServices.ClientName, client => client.Timeout = OtherServices.Patience);
        services.TryAddSingleton<OtherServices>();
        return services;
    }
}
