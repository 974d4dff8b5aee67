using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Aso.Contracts;
using Aso.Load;

namespace Aso.Platform.Tests.Outages;

/// <summary>A server is down: what is acknowledged is kept, what cannot be kept is refused with the time to come back, and all heals by itself.</summary>
[Collection("breakable")]
public sealed class OutageTests(BreakablePlatform platform) : IAsyncLifetime
{
    private LoadGroup _group = null!;
    private HttpClient _administrator = null!;

    public async Task InitializeAsync()
    {
        _group = new(platform.Administrator, employees: 2);
        await _group.SetUpAsync(CancellationToken.None);
        _administrator = await platform.AsAdministratorAsync();
    }

    public Task DisposeAsync()
    {
        _administrator.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Without_the_broker_claims_are_accepted_and_reach_the_ledger_when_it_is_back()
    {
        await platform.Broker.CutAsync();
        for (var claim = 0; claim < 20; claim++)
        {
            using var answer = await SubmitAsync(claim);
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        }

        Assert.Empty(await PaymentsAsync());
        platform.Broker.Mend();

        await _group.Settlement.SettleAsync(CancellationToken.None);
        Assert.Equal(20, (await PaymentsAsync()).Count);
    }

    [Fact]
    public async Task Without_its_database_a_service_refuses_with_the_time_to_come_back_and_the_same_request_is_then_applied_once()
    {
        await platform.DatabaseOf(ServiceNames.Claims).CutAsync();
        using (var refused = await SubmitAsync(0))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.NotNull(refused.Headers.RetryAfter);
            Assert.Equal("unavailable", (await refused.Content.ReadFromJsonAsync<JsonNode>())!["code"]!.GetValue<string>());
        }

        platform.DatabaseOf(ServiceNames.Claims).Mend();
        var first = await AcceptedAsync(0);
        var again = await AcceptedAsync(0);

        Assert.Equal(first["claimId"]!.GetValue<string>(), again["claimId"]!.GetValue<string>());
        await _group.Settlement.SettleAsync(CancellationToken.None);
        Assert.Single(await PaymentsAsync());
    }

    [Fact]
    public async Task Without_the_ledgers_database_claims_are_still_decided_and_are_posted_once_when_it_is_back()
    {
        await platform.DatabaseOf(ServiceNames.Funding).CutAsync();
        for (var claim = 0; claim < 10; claim++)
        {
            using var answer = await SubmitAsync(claim);
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        }

        using (var ledger = await _administrator.GetAsync(new Uri($"v1/employers/{_group.EmployerId}/ledger", UriKind.Relative)))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, ledger.StatusCode);
            Assert.NotNull(ledger.Headers.RetryAfter);
        }

        platform.DatabaseOf(ServiceNames.Funding).Mend();
        await _group.Settlement.SettleAsync(CancellationToken.None);
        Assert.Equal(10, (await PaymentsAsync()).Count);
    }

    [Fact]
    public async Task Without_Redis_everything_is_served()
    {
        await platform.Redis.CutAsync();
        for (var claim = 0; claim < 10; claim++)
        {
            using var answer = await SubmitAsync(claim);
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        }

        await _group.Settlement.SettleAsync(CancellationToken.None);
        Assert.Equal(10, (await PaymentsAsync()).Count);
        platform.Redis.Mend();
    }

    [Fact]
    public async Task A_service_that_starts_before_its_servers_waits_for_them_and_then_serves()
    {
        await platform.Broker.CutAsync();
        await platform.Redis.CutAsync();
        await platform.DatabaseOf(ServiceNames.Claims).CutAsync();
        await platform.DatabaseOf(ServiceNames.Funding).CutAsync();
        await platform.KillAsync(ServiceNames.Claims);
        await platform.KillAsync(ServiceNames.Funding);
        await UnavailableAsync("claims");
        await UnavailableAsync("ledger");

        platform.DatabaseOf(ServiceNames.Claims).Mend();
        platform.DatabaseOf(ServiceNames.Funding).Mend();
        platform.Redis.Mend();
        await AcceptedAsync(0);
        platform.Broker.Mend();

        await _group.Settlement.SettleAsync(CancellationToken.None);
        Assert.Single(await PaymentsAsync());
    }

    [Fact]
    public async Task A_service_that_ends_while_its_database_is_down_leaves_with_the_broker_what_it_had_not_applied()
    {
        var saidBefore = platform.SaidBy(ServiceNames.Funding).Length;
        await platform.DatabaseOf(ServiceNames.Funding).CutAsync();
        for (var claim = 0; claim < 5; claim++)
        {
            using var answer = await SubmitAsync(claim);
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        }

        await SaysAsync(ServiceNames.Funding, saidBefore, "messages wait for the database");
        await platform.EndAsync(ServiceNames.Funding);
        platform.DatabaseOf(ServiceNames.Funding).Mend();

        await _group.Settlement.SettleAsync(CancellationToken.None);
        Assert.Equal(5, (await PaymentsAsync()).Count);
    }

    private async Task SaysAsync(string service, int after, string words)
    {
        var patience = Stopwatch.StartNew();
        while (!platform.SaidBy(service)[after..].Contains(words, StringComparison.Ordinal))
        {
            Assert.True(patience.Elapsed < RunningPlatform.Patience, $"Within {RunningPlatform.Patience} {service} did not say that {words}; it said: {platform.SaidBy(service)[after..]}");
            await Task.Delay(20);
        }
    }

    /// <summary>Waits until the service behind the address runs and says itself that its data store does not answer.</summary>
    private async Task UnavailableAsync(string address)
    {
        var patience = Stopwatch.StartNew();
        while (true)
        {
            using var answer = await _administrator.GetAsync(new Uri($"v1/employers/{_group.EmployerId}/{address}", UriKind.Relative));
            var problem = await answer.Content.ReadFromJsonAsync<JsonNode>();
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            if (problem!["code"]!.GetValue<string>() == "unavailable")
            {
                return;
            }

            Assert.True(patience.Elapsed < RunningPlatform.Patience, $"Within {RunningPlatform.Patience} the service behind {address} did not start; last seen: {problem}");
            await Task.Delay(answer.Headers.RetryAfter!.Delta!.Value);
        }
    }

    private async Task<HttpResponseMessage> SubmitAsync(int claim)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"v1/employers/{_group.EmployerId}/claims") { Content = JsonContent.Create(JsonNode.Parse(_group.ClaimOf(claim))) };
        request.Headers.Add("Idempotency-Key", $"{_group.EmployerId}-{claim}");
        return await _administrator.SendAsync(request);
    }

    /// <summary>The answer once the service takes requests again; until then it must say when to come back.</summary>
    private async Task<JsonNode> AcceptedAsync(int claim)
    {
        var patience = Stopwatch.StartNew();
        while (patience.Elapsed < RunningPlatform.Patience)
        {
            using var answer = await SubmitAsync(claim);
            if (answer.IsSuccessStatusCode)
            {
                return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
            }

            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            await Task.Delay(answer.Headers.RetryAfter!.Delta!.Value);
        }

        throw new Xunit.Sdk.XunitException("The service did not come back by itself.");
    }

    private async Task<JsonArray> PaymentsAsync() =>
        (await platform.Administrator.GetAsync($"v1/employers/{_group.EmployerId}/payments", CancellationToken.None))["items"]!.AsArray();
}
