using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Aso.Portal.Session;
using Aso.Primitives;

namespace Aso.Portal.Api;

/// <summary>What a carrier's people read and do.</summary>
internal sealed partial class PlatformApi
{
    public Task<Answer<CarrierSummary>> CarrierSummaryAsync(CancellationToken cancel) => GetAsync<CarrierSummary>("v1/carrier/summary", cancel);

    public Task<Answer<ListPage<CarrierAccount>>> CarrierAccountsAsync(string? after, CancellationToken cancel) =>
        GetAsync<ListPage<CarrierAccount>>(PageOf("v1/carrier/accounts?limit=100", after), cancel);

    /// <summary>The undecided first.</summary>
    public Task<Answer<ListPage<CarrierRequest>>> CarrierRequestsAsync(string? after, int limit, CancellationToken cancel) =>
        GetAsync<ListPage<CarrierRequest>>(PageOf($"v1/carrier/requests?limit={limit}", after), cancel);

    public Task<Answer<CarrierRequest>> CarrierRequestAsync(Guid request, CancellationToken cancel) =>
        GetAsync<CarrierRequest>($"v1/carrier/requests/{request}", cancel);

    /// <summary>The newest first.</summary>
    public Task<Answer<ListPage<CarrierNotice>>> CarrierNoticesAsync(string? after, int limit, CancellationToken cancel) =>
        GetAsync<ListPage<CarrierNotice>>(PageOf($"v1/carrier/notices?descending=true&limit={limit}", after), cancel);

    /// <summary>The newest first.</summary>
    public Task<Answer<ListPage<CarrierRemittance>>> CarrierRemittancesAsync(string? after, int limit, CancellationToken cancel) =>
        GetAsync<ListPage<CarrierRemittance>>(PageOf($"v1/carrier/remittances?limit={limit}", after), cancel);

    /// <param name="key">The same for every attempt at the same decision.</param>
    public Task<Done<CarrierRequest>> DecideAsync(Guid request, Money accepted, string? reason, Guid key, CancellationToken cancel) =>
        PostAsync<CarrierRequest>($"v1/carrier/requests/{request}/decision", new { accepted = accepted.ToString(), reason }, key, cancel);

    /// <param name="key">The same for every attempt at the same remittance.</param>
    public Task<Done<RemittanceTaken>> RemitAsync(Guid employer, Money amount, string reference, Guid key, CancellationToken cancel) =>
        PostAsync<RemittanceTaken>("v1/carrier/remittances", new { employerId = employer, amount = amount.ToString(), reference }, key, cancel);

    private static string PageOf(string list, string? after) => after is null ? list : $"{list}&after={Uri.EscapeDataString(after)}";

    private async Task<Done<T>> PostAsync<T>(string path, object body, Guid key, CancellationToken cancel)
        where T : class
    {
        try
        {
            if (await person.AccessAsync(cancel) is not { } access)
            {
                return new(null, Trouble.SignedOut, []);
            }

            using var client = clients.CreateClient(HttpClientNames.Api);
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(access.PublicAddress, path)) { Content = JsonContent.Create(body) };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", access.Token);
            request.Headers.Add("Idempotency-Key", key.ToString());
            using var answer = await client.SendAsync(request, cancel);
            return answer.StatusCode switch
            {
                HttpStatusCode.OK or HttpStatusCode.Created when await answer.Content.ReadFromJsonAsync<T>(PortalJson.Options, cancel) is { } value => new Done<T>(value, Trouble.None, []),
                HttpStatusCode.Unauthorized => new(null, Trouble.SignedOut, []),
                HttpStatusCode.Forbidden => new(null, Trouble.Forbidden, []),
                HttpStatusCode.NotFound => new(null, Trouble.NotFound, []),
                HttpStatusCode.BadRequest or HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity => new(null, Trouble.None, await RemediesAsync(answer, cancel)),
                _ => new(null, Failed<T>((int)answer.StatusCode).Trouble, []),
            };
        }
        catch (Exception failure) when (IsNoAnswer(failure, cancel))
        {
            LogNoAnswer(typeof(T).Name, failure.GetType().Name);
            return new(null, Trouble.Unavailable, []);
        }
    }

    private static async Task<IReadOnlyList<string>> RemediesAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        var problem = await answer.Content.ReadFromJsonAsync<RefusedAct>(PortalJson.Options, cancel);
        return problem?.Errors is { Count: > 0 } errors ? [.. errors.Select(error => error.Detail)] : [problem?.Detail ?? "The platform refused this."];
    }

    /// <summary>Problem details (RFC 9457), as far as a page shows them.</summary>
    private sealed record RefusedAct(string? Detail, IReadOnlyList<RefusedPart>? Errors);

    private sealed record RefusedPart(string Detail);
}
