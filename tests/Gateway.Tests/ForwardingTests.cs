using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Aso.Contracts.Partners.StopLoss.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace Aso.Gateway.Tests;

public sealed class ForwardingTests(FourServices platform) : IClassFixture<FourServices>
{
    private const string Employer = "/v1/employers/0198f3a0-0000-7000-8000-000000000001";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task An_event_reaches_its_listener_while_the_stream_is_still_open()
    {
        using var answer = await platform.Gateway.SendAsync(HttpMethod.Get, Employer + "/costs/stream", platform.Token);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync());

        // The service sends the second event only after the first was seen here: a gateway that collects would wait for ever.
        Assert.Equal("event: costs", await lines.ReadLineAsync().WaitAsync(Patience));
        platform["Funding"].SecondEvent.Release();
        Assert.EndsWith("event: cost\ndata: {}\n\n", await lines.ReadToEndAsync().WaitAsync(Patience), StringComparison.Ordinal);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_stream_and_a_watch_end_when_their_client_is_blocked()
    {
        var (id, secret) = await platform.Gateway.RegisterAsync(new { kind = "administrator" });
        var token = await platform.Gateway.TokenAsync(id, secret);
        using var answer = await platform.Gateway.SendAsync(HttpMethod.Get, Employer + "/costs/stream", token);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync());
        using var channel = GrpcChannel.ForAddress(platform.Gateway.GrpcAddress);
        var caller = new Metadata { { "Authorization", $"Bearer {token}" } };
        using var watch = new StopLossPartner.StopLossPartnerClient(channel).WatchNotices(new(), caller);
        Assert.Equal("event: costs", await lines.ReadLineAsync().WaitAsync(Patience));
        Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(Patience));

        using var blocked = await platform.Gateway.SendAsync(HttpMethod.Post, $"/v1/clients/{id}/block", platform.Token);

        await Assert.ThrowsAnyAsync<IOException>(() => lines.ReadToEndAsync().WaitAsync(Patience));
        await Assert.ThrowsAsync<RpcException>(() => watch.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(Patience));
        using var again = await platform.Gateway.SendAsync(HttpMethod.Get, Employer + "/costs/stream", token);
        Assert.Equal(HttpStatusCode.Unauthorized, again.StatusCode);
    }

    [Fact]
    public async Task A_caller_may_hold_so_many_streams_open_and_another_its_own()
    {
        await using var gateway = await GatewayHost.StartAsync(("Services:Funding", platform["Funding"].Address), ("Limits:OpenStreams", "2"));
        var (id, secret) = await gateway.RegisterAsync(new { kind = "administrator" });
        var (token, other) = (await gateway.TokenAsync(), await gateway.TokenAsync(id, secret));
        var first = await gateway.SendAsync(HttpMethod.Get, Employer + "/costs/stream", token);
        using var second = await gateway.SendAsync(HttpMethod.Get, Employer + "/costs/stream", token);

        using var third = await gateway.SendAsync(HttpMethod.Get, Employer + "/costs/stream", token);
        using var others = await gateway.SendAsync(HttpMethod.Get, Employer + "/costs/stream", other);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK), (first.StatusCode, second.StatusCode, others.StatusCode));
        Assert.Equal(HttpStatusCode.TooManyRequests, third.StatusCode);
        Assert.NotNull(third.Headers.RetryAfter);
        Assert.Equal("too-many-streams", (await third.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());

        // One that is left makes room; the gateway hears of it in its own time.
        first.Dispose();
        var patience = System.Diagnostics.Stopwatch.StartNew();
        HttpStatusCode again;
        do
        {
            Assert.True(patience.Elapsed < TimeSpan.FromMinutes(2), "A stream that was left still counts.");
            using var answer = await gateway.SendAsync(HttpMethod.Get, Employer + "/costs/stream", token);
            again = answer.StatusCode;
        }
        while (again != HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_carrier_calls_through_the_gateway_streams_and_refusals_included()
    {
        using var channel = GrpcChannel.ForAddress(platform.Gateway.GrpcAddress);
        var partner = new StopLossPartner.StopLossPartnerClient(channel);
        var caller = new Metadata { { "Authorization", $"Bearer {platform.Token}" } };

        Assert.Equal("7+", (await partner.ListNoticesAsync(new() { Cursor = "7" }, caller)).NextCursor);

        using var watch = partner.WatchNotices(new(), caller);
        Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(Patience));
        Assert.Equal("1", watch.ResponseStream.Current.Cursor);

        var refusal = await Assert.ThrowsAsync<RpcException>(async () => await partner.RemitAsync(new(), caller));
        Assert.Equal((StatusCode.FailedPrecondition, "nothing is owed"), (refusal.StatusCode, refusal.Status.Detail));

        var stranger = await Assert.ThrowsAsync<RpcException>(async () => await partner.ListNoticesAsync(new()));
        Assert.Equal(StatusCode.Unauthenticated, stranger.StatusCode);
    }

    [Fact]
    public async Task When_a_service_is_down_its_callers_hear_when_to_come_back()
    {
        await using var gateway = await GatewayHost.StartAsync();

        using var answer = await gateway.SendAsync(HttpMethod.Get, Employer + "/claims", await gateway.TokenAsync());

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("5", answer.Headers.RetryAfter?.ToString());
        Assert.Equal("service-unavailable", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());

        using var channel = GrpcChannel.ForAddress(gateway.GrpcAddress);
        var caller = new Metadata { { "Authorization", $"Bearer {await gateway.TokenAsync()}" } };
        var refusal = await Assert.ThrowsAsync<RpcException>(async () =>
            await new StopLossPartner.StopLossPartnerClient(channel).ListNoticesAsync(new(), caller));
        Assert.Equal(StatusCode.Unavailable, refusal.StatusCode);
    }

    [Fact]
    public async Task What_writes_about_an_employer_comes_to_one_replica_and_each_replica_has_employers()
    {
        string[] employers = [.. Enumerable.Range(0, 20).Select(_ => $"{Guid.CreateVersion7()}")];
        var answeredBy = await AnsweredByAsync(employers.SelectMany(employer =>
            new[] { (HttpMethod.Post, employer), (HttpMethod.Post, employer), (HttpMethod.Put, employer.ToUpperInvariant()) }));

        Assert.All(answeredBy.Chunk(3), ofOne => Assert.Single(ofOne.Distinct()));

        // Of twenty employers all at the same replica: once in half a million times.
        Assert.Equal(["First", "Second"], answeredBy.Distinct().Order());
    }

    [Fact]
    public async Task Reads_about_an_employer_are_spread_over_the_replicas()
    {
        var employer = $"{Guid.CreateVersion7()}";

        Assert.Equal(["First", "Second"], (await AnsweredByAsync(Enumerable.Repeat((HttpMethod.Get, employer), 40))).Distinct().Order());
    }

    [Fact]
    public async Task While_one_of_two_replicas_lives_no_request_is_lost_not_even_a_write()
    {
        await using var alive = await StubService.StartAsync("Claims");
        await using var gateway = await GatewayHost.StartAsync(("Services:Claims", $"{GatewayHost.NowhereAddress}, {alive.Address}"));
        var token = await gateway.TokenAsync();

        for (var index = 0; index < 20; index++)
        {
            using var answer = await gateway.SendAsync(HttpMethod.Post, Employer + "/claims", token, JsonContent.Create(new { index }));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.NotEqual(0, (await answer.Content.ReadFromJsonAsync<StubService.Echo>())!.Bytes);
        }
    }

    [Fact]
    public async Task A_service_that_does_not_answer_in_time_is_given_up_on_both_sides()
    {
        await using var gateway = await GatewayHost.StartAsync(("Services:Enrollment", platform["Enrollment"].Address), ("Deadlines:Read", "1"));

        using var answer = await gateway.SendAsync(HttpMethod.Get, Employer + "/members/slow", await gateway.TokenAsync());

        Assert.Equal(HttpStatusCode.GatewayTimeout, answer.StatusCode);
        Assert.Equal("deadline-exceeded", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
        Assert.True(await platform["Enrollment"].GaveUp.WaitAsync(Patience));
    }

    [Theory]
    [InlineData("/claims", 1_000_000, true)]
    [InlineData("/claims", (1 << 20) + 1, false)]
    [InlineData("/claim-files", 5 << 20, true)]
    [InlineData("/enrollment-files", 5 << 20, true)]
    public async Task A_file_may_be_large_and_nothing_else(string path, int bytes, bool isTaken)
    {
        foreach (var isAnnounced in (bool[])[true, false])
        {
            using var content = new StreamContent(new MemoryStream(new byte[bytes]));
            content.Headers.ContentLength = isAnnounced ? bytes : null;
            using var request = new HttpRequestMessage(HttpMethod.Post, Employer + path) { Content = content };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", platform.Token);
            request.Headers.TransferEncodingChunked = !isAnnounced;
            request.Headers.ExpectContinue = true;   // so that a refusal is heard before the body is sent

            using var answer = await platform.Gateway.Client.SendAsync(request);

            Assert.Equal(isTaken ? HttpStatusCode.OK : HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
            if (isTaken)
            {
                Assert.Equal(bytes, (await answer.Content.ReadFromJsonAsync<StubService.Echo>())!.Bytes);
            }
        }
    }

    [Theory]
    [InlineData(Employer, true)]
    [InlineData("/v1/clients", true)]
    [InlineData("/openapi/v1.json", true)]
    [InlineData("/docs", false)]
    [InlineData("/sign-in", false)]
    public async Task Every_answer_tells_the_browser_what_it_may_do_with_it(string path, bool isData)
    {
        using var answer = await platform.Gateway.SendAsync(HttpMethod.Get, path, platform.Token);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("script-src 'unsafe-inline'", policy, StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Server"));
        Assert.True(!isData || policy.StartsWith("default-src 'none'", StringComparison.Ordinal) && answer.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task The_documentation_lists_every_service_and_runs_only_this_hosts_scripts()
    {
        using var answer = await platform.Gateway.SendAsync(HttpMethod.Get, "/docs", token: null);

        var page = await answer.Content.ReadAsStringAsync();
        foreach (var document in (string[])["enrollment", "claims", "funding", "stop-loss", "gateway"])
        {
            Assert.Contains(document, page, StringComparison.Ordinal);
        }

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        foreach (var source in Regex.Matches(page, "(?:src|href)=\"(?<at>[^\"#]+)").Select(link => link.Groups["at"].Value).Append("/docs/ui/swagger-ui-bundle.js"))
        {
            Assert.StartsWith("/", source.Replace("data:,", "/", StringComparison.Ordinal), StringComparison.Ordinal);
            if (source.StartsWith("/docs/", StringComparison.Ordinal))
            {
                using var asset = await platform.Gateway.SendAsync(HttpMethod.Get, source, token: null);
                Assert.Equal(HttpStatusCode.OK, asset.StatusCode);
            }
        }

        using var own = await platform.Gateway.SendAsync(HttpMethod.Get, "/openapi/v1.json", token: null);
        Assert.True((await own.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("paths").TryGetProperty("/v1/clients", out _));
    }

    /// <summary>Which of two replicas answered each request about an employer's claims, in their order.</summary>
    private static async Task<List<string>> AnsweredByAsync(IEnumerable<(HttpMethod Method, string Employer)> requests)
    {
        await using var first = await StubService.StartAsync("First");
        await using var second = await StubService.StartAsync("Second");
        await using var gateway = await GatewayHost.StartAsync(("Services:Claims", $"{first.Address}, {second.Address}"));
        var token = await gateway.TokenAsync();
        var answeredBy = new List<string>();
        foreach (var (method, employer) in requests)
        {
            using var body = method == HttpMethod.Get ? null : JsonContent.Create(new { });
            using var answer = await gateway.SendAsync(method, $"/v1/employers/{employer}/claims", token, body);
            answeredBy.Add((await answer.Content.ReadFromJsonAsync<StubService.Echo>())!.Service);
        }

        return answeredBy;
    }
}
