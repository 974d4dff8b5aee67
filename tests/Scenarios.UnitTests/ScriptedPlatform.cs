using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace Aso.Scenarios.UnitTests;

/// <summary>Stands in for a platform: answers each request as the test says, tokens by itself.</summary>
internal sealed class ScriptedPlatform(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
{
    /// <summary>Requests that needed a token, in order of arrival.</summary>
    public ConcurrentQueue<HttpRequestMessage> Requests { get; } = new();

    public int TokensGiven { get; private set; }

    public int TokenLivesSeconds { get; init; } = 300;

    public HttpClient Client => new(this) { BaseAddress = new Uri("http://platform.test/") };

    public static HttpResponseMessage Json(string json, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(json, Encoding.UTF8, "application/json") };

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri!.AbsolutePath == "/connect/token")
        {
            TokensGiven++;
            return Task.FromResult(Json($$"""{"access_token": "token-{{TokensGiven}}", "expires_in": {{TokenLivesSeconds}}}"""));
        }

        Requests.Enqueue(request);
        return Task.FromResult(answer(request));
    }
}
