using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Aso.Portal.Session;
using Microsoft.Extensions.Logging;

namespace Aso.Portal.Api;

/// <summary>All of the public API that the portal uses, with the signed-in person's access token.</summary>
/// <remarks>Nothing is cached: what the page shows is what the platform says now.</remarks>
internal sealed partial class PlatformApi(IHttpClientFactory clients, SignedIn person, ILogger<PlatformApi> log)
{
    private const int PageLength = 1_000;

    public Task<Answer<IReadOnlyList<Employer>>> EmployersAsync(CancellationToken cancel) =>
        ListAsync<Employer>("v1/employers", cancel);

    public Task<Answer<Employer>> EmployerAsync(Guid employer, CancellationToken cancel) =>
        GetAsync<Employer>($"v1/employers/{employer}", cancel);

    public Task<Answer<Ledger>> LedgerAsync(Guid employer, CancellationToken cancel) =>
        GetAsync<Ledger>($"v1/employers/{employer}/ledger", cancel);

    public Task<Answer<IReadOnlyList<FundingRequest>>> FundingRequestsAsync(Guid employer, CancellationToken cancel) =>
        ListAsync<FundingRequest>($"v1/employers/{employer}/funding-requests", cancel);

    public Task<Answer<CostReport>> CostsAsync(Guid employer, CancellationToken cancel) =>
        GetAsync<CostReport>($"v1/employers/{employer}/costs", cancel);

    /// <param name="planYear">The first day of the plan year.</param>
    public Task<Answer<Settlement>> SettlementAsync(Guid employer, DateOnly planYear, CancellationToken cancel) =>
        GetAsync<Settlement>(string.Create(CultureInfo.InvariantCulture, $"v1/employers/{employer}/settlement?planYear={planYear:yyyy-MM-dd}"), cancel);

    public Task<Answer<StopLoss>> StopLossAsync(Guid employer, CancellationToken cancel) =>
        GetAsync<StopLoss>($"v1/employers/{employer}/stop-loss", cancel);

    /// <summary>The newest first.</summary>
    /// <param name="status">One of the claim's statuses; null for all.</param>
    /// <param name="after">What the page before said is next; null for the first page.</param>
    public Task<Answer<ListPage<Claim>>> ClaimsAsync(
        Guid employer, string? status, string? after, int limit, CancellationToken cancel)
    {
        var query = $"?descending=true&limit={limit}"
            + (string.IsNullOrEmpty(status) ? "" : $"&status={Uri.EscapeDataString(status)}")
            + (string.IsNullOrEmpty(after) ? "" : $"&after={Uri.EscapeDataString(after)}");
        return GetAsync<ListPage<Claim>>($"v1/employers/{employer}/claims{query}", cancel);
    }

    public Task<Answer<Claim>> ClaimAsync(Guid employer, string number, CancellationToken cancel) =>
        GetAsync<Claim>($"v1/employers/{employer}/claims/{Uri.EscapeDataString(number)}", cancel);

    public Task<Answer<ClaimTrace>> TraceAsync(Guid employer, string number, CancellationToken cancel) =>
        GetAsync<ClaimTrace>($"v1/employers/{employer}/claims/{Uri.EscapeDataString(number)}/trace", cancel);

    /// <summary>What is or was owed for a claim.</summary>
    public Task<Answer<Payables>> PayablesAsync(Guid employer, Guid claimId, CancellationToken cancel) =>
        GetAsync<Payables>($"v1/employers/{employer}/payables?claimId={claimId}", cancel);

    /// <summary>The payment that a provider got on a business date.</summary>
    public Task<Answer<Remittances>> RemittancesAsync(Guid employer, string npi, DateOnly on, CancellationToken cancel) =>
        GetAsync<Remittances>(
            string.Create(CultureInfo.InvariantCulture, $"v1/employers/{employer}/remittances?providerNpi={Uri.EscapeDataString(npi)}&from={on:yyyy-MM-dd}&to={on:yyyy-MM-dd}"), cancel);

    /// <summary>The notice of a claim's denial, as a page to print.</summary>
    public Task<Answer<Letter>> DenialNoticeAsync(Guid employer, string number, CancellationToken cancel) =>
        AskAsync($"v1/employers/{employer}/claims/{Uri.EscapeDataString(number)}/denial-notice", "text/html", ReadLetterAsync, cancel);

    /// <summary>Opens the stream of cost events; the caller reads and disposes it.</summary>
    /// <exception cref="HttpRequestException">No such stream now: the status tells why.</exception>
    public async Task<HttpResponseMessage> OpenCostStreamAsync(Guid employer, CancellationToken cancel)
    {
        if (await person.AccessAsync(cancel) is not { } access)
        {
            throw new HttpRequestException("The session is over.", null, HttpStatusCode.Unauthorized);
        }

        using var client = clients.CreateClient(HttpClientNames.Api);
        client.Timeout = Timeout.InfiniteTimeSpan;
        using var request = Request(access, $"v1/employers/{employer}/costs/stream", "text/event-stream");
        var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        if (!answer.IsSuccessStatusCode)
        {
            if (answer.StatusCode == HttpStatusCode.Unauthorized)
            {
                await person.ForgetAsync();
            }

            answer.Dispose();
            throw new HttpRequestException("The stream was refused.", null, answer.StatusCode);
        }

        return answer;
    }

    /// <summary>A whole list, read page by page.</summary>
    private async Task<Answer<IReadOnlyList<T>>> ListAsync<T>(string path, CancellationToken cancel)
    {
        var all = new List<T>();
        string? next = null;
        do
        {
            var query = $"?limit={PageLength}{(next is null ? "" : $"&after={Uri.EscapeDataString(next)}")}";
            var page = await GetAsync<ListPage<T>>(path + query, cancel);
            if (page.Value is not { } found)
            {
                return new(null, page.Trouble, page.Refusal);
            }

            all.AddRange(found.Items);
            next = found.Next;
        }
        while (next is not null);
        return new(all);
    }

    private Task<Answer<T>> GetAsync<T>(string path, CancellationToken cancel)
        where T : class =>
        AskAsync(path, "application/json", static (answer, cancel) => answer.Content.ReadFromJsonAsync<T>(PortalJson.Options, cancel), cancel);

    private async Task<Answer<T>> AskAsync<T>(
        string path, string accept, Func<HttpResponseMessage, CancellationToken, Task<T?>> read, CancellationToken cancel)
        where T : class
    {
        try
        {
            if (await person.AccessAsync(cancel) is not { } access)
            {
                return new Answer<T>(null, Trouble.SignedOut);
            }

            using var client = clients.CreateClient(HttpClientNames.Api);
            using var request = Request(access, path, accept);
            using var answer = await client.SendAsync(request, cancel);
            return answer.StatusCode switch
            {
                HttpStatusCode.OK when await read(answer, cancel) is { } value => new Answer<T>(value),
                HttpStatusCode.NotFound => new Answer<T>(null, Trouble.NotFound),
                HttpStatusCode.Forbidden => new Answer<T>(null, Trouble.Forbidden),
                HttpStatusCode.Unauthorized => await SignedOutAsync<T>(),
                HttpStatusCode.TooManyRequests => new Answer<T>(null, Trouble.TooMany),
                HttpStatusCode.RequestTimeout => Failed<T>((int)answer.StatusCode),
                >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError => new Answer<T>(null, Trouble.Refused, await Problem.ReadAsync(answer, cancel)),
                _ => Failed<T>((int)answer.StatusCode),
            };
        }
        catch (Exception failure) when (IsNoAnswer(failure, cancel))
        {
            LogNoAnswer(typeof(T).Name, failure.GetType().Name);
            return new Answer<T>(null, Trouble.Unavailable);
        }
    }

    private static async Task<Letter?> ReadLetterAsync(HttpResponseMessage answer, CancellationToken cancel) =>
        answer.Headers.TryGetValues("Content-Security-Policy", out var policy)
            ? new(await answer.Content.ReadAsStringAsync(cancel), string.Join(", ", policy))
            : null;

    private async Task<Answer<T>> SignedOutAsync<T>()
        where T : class
    {
        await person.ForgetAsync();
        return new Answer<T>(null, Trouble.SignedOut);
    }

    private Answer<T> Failed<T>(int status)
        where T : class
    {
        LogFailed(typeof(T).Name, status);
        return new Answer<T>(null, Trouble.Unavailable);
    }

    /// <summary>Whether the platform could not be heard; what the page itself cancelled goes on as it is.</summary>
    private static bool IsNoAnswer(Exception failure, CancellationToken cancel) =>
        failure is HttpRequestException or IOException or JsonException
        || (failure is OperationCanceledException && !cancel.IsCancellationRequested);

    private static HttpRequestMessage Request(Sessions.Access access, string path, string accept)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(access.PublicAddress, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", access.Token);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(accept));
        return request;
    }

    [LoggerMessage(LogLevel.Warning, "The API gave no {What}: {Failure}")]
    private partial void LogNoAnswer(string what, string failure);

    [LoggerMessage(LogLevel.Warning, "The API gave no {What}: status {Status}")]
    private partial void LogFailed(string what, int status);
}
