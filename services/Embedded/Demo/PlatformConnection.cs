using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;

namespace Aso.Embedded.Demo;

/// <summary>A signed-in caller of the platform's public API: it holds a token, renews it, and repeats what did not arrive.</summary>
/// <param name="http">Its base address is the platform's.</param>
/// <remarks>
/// Every write carries an Idempotency-Key, so that repeating one after a broken connection cannot do it twice.
/// Safe for concurrent use.
/// </remarks>
public sealed class PlatformConnection(HttpClient http, string clientId, string clientSecret) : IDisposable
{
    private const int PageLength = 1_000;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _signingIn = new(1, 1);
    private volatile Token? _token;

    /// <summary>For how long a request is repeated that does not arrive, or that the platform cannot take just now.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The platform's address.</summary>
    public Uri Address => http.BaseAddress ?? throw new InvalidOperationException("The client has no base address.");

    public Task<JsonNode> GetAsync(string path, CancellationToken cancel) =>
        SendAsync(HttpMethod.Get, path, body: null, cancel);

    public Task<JsonNode> PostAsync(string path, JsonNode body, CancellationToken cancel) =>
        SendAsync(HttpMethod.Post, path, Json(body), cancel);

    public Task<JsonNode> PutAsync(string path, JsonNode body, CancellationToken cancel) =>
        SendAsync(HttpMethod.Put, path, Json(body), cancel);

    /// <summary>Posts a file of X12 transactions as it is.</summary>
    public Task<JsonNode> PostFileAsync(string path, byte[] content, CancellationToken cancel) =>
        SendAsync(HttpMethod.Post, path, new Body(content, "application/edi-x12"), cancel);

    /// <summary>Every element of a list, page by page, in order.</summary>
    public async IAsyncEnumerable<JsonObject> ListAsync(string path, [EnumeratorCancellation] CancellationToken cancel)
    {
        var first = $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit={PageLength}";
        string? after = null;
        do
        {
            var answer = await GetAsync(after is null ? first : $"{first}&after={Uri.EscapeDataString(after)}", cancel);
            foreach (var element in answer["items"]?.AsArray() ?? throw new InvalidOperationException($"GET {path} answers no page of a list."))
            {
                yield return element!.AsObject();
            }

            after = (string?)answer["next"];
        }
        while (after is not null);
    }

    /// <summary>A token that lives for at least a while yet, for callers that speak another protocol.</summary>
    public async Task<string> TokenAsync(CancellationToken cancel)
    {
        if (_token is { } held && DateTime.UtcNow < held.RenewAt)
        {
            return held.Value;
        }

        await _signingIn.WaitAsync(cancel);
        try
        {
            if (_token is null || DateTime.UtcNow >= _token.RenewAt)
            {
                _token = await SignInAsync(cancel);
            }

            return _token.Value;
        }
        finally
        {
            _signingIn.Release();
        }
    }

    /// <summary>Sends once and hands over whatever comes back, refusals too; the caller disposes it.</summary>
    public async Task<HttpResponseMessage> SendOnceAsync(HttpRequestMessage request, HttpCompletionOption completion, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(cancel));
        return await http.SendAsync(request, completion, cancel);
    }

    public void Dispose() => _signingIn.Dispose();

    private async Task<JsonNode> SendAsync(HttpMethod method, string path, Body? body, CancellationToken cancel)
    {
        var idempotencyKey = body is null ? null : Guid.CreateVersion7().ToString();
        var began = Stopwatch.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            using var request = new HttpRequestMessage(method, path);
            if (body is not null)
            {
                request.Content = new ByteArrayContent(body.Content);
                request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(body.MediaType);
                request.Headers.Add("Idempotency-Key", idempotencyKey);
            }

            TimeSpan pause;
            try
            {
                using var response = await SendOnceAsync(request, HttpCompletionOption.ResponseContentRead, cancel);
                if (response.IsSuccessStatusCode)
                {
                    return await ReadAsync(response, cancel) ?? new JsonObject();
                }

                if (!IsPassing(response.StatusCode) || Stopwatch.GetElapsedTime(began) > Patience)
                {
                    throw PlatformRefusalException.From(method, path, response.StatusCode, await ReadAsync(response, cancel));
                }

                pause = response.Headers.RetryAfter?.Delta ?? Pause(attempt);
            }
            catch (Exception failure) when (IsPassing(failure) && Stopwatch.GetElapsedTime(began) <= Patience)
            {
                pause = Pause(attempt);
            }

            await Task.Delay(pause, cancel);
        }
    }

    // Signing in may be refused for a while, too.
    private static bool IsPassing(Exception failure) =>
        failure is HttpRequestException || (failure is PlatformRefusalException { Status: { } status } && IsPassing(status));

    // A limit or a part that is just starting; anything else would be answered the same way again.
    private static bool IsPassing(HttpStatusCode status) => status
        is HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway
        or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    private static TimeSpan Pause(int attempt) =>
        attempt < 6 ? TimeSpan.FromMilliseconds(50 << attempt) : LongestPause;

    private async Task<Token> SignInAsync(CancellationToken cancel)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = clientId,
            ["client_secret"] = clientSecret,
        });
        using var response = await http.PostAsync("connect/token", form, cancel);
        var answer = await ReadAsync(response, cancel);
        if (!response.IsSuccessStatusCode || answer?["access_token"]?.GetValue<string>() is not { } token)
        {
            throw PlatformRefusalException.From(HttpMethod.Post, "connect/token", response.StatusCode, answer);
        }

        var livesSeconds = int.Parse(answer["expires_in"]?.ToString() ?? "300", CultureInfo.InvariantCulture);
        return new(token, DateTime.UtcNow.AddSeconds(Math.Max(livesSeconds - 60, livesSeconds / 2)));
    }

    private static async Task<JsonNode?> ReadAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        var type = response.Content.Headers.ContentType?.MediaType ?? "";
        if (!type.EndsWith("json", StringComparison.Ordinal))
        {
            return null;
        }

        return await JsonNode.ParseAsync(await response.Content.ReadAsStreamAsync(cancel), cancellationToken: cancel);
    }

    private static Body Json(JsonNode body) => new(Encoding.UTF8.GetBytes(body.ToJsonString()), "application/json");

    private sealed record Body(byte[] Content, string MediaType);

    private sealed record Token(string Value, DateTime RenewAt);
}
