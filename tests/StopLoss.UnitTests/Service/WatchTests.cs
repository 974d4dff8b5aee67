using Aso.Contracts.Partners.StopLoss.V1;
using Aso.Foundation;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Reflection.V1Alpha;

namespace Aso.StopLoss.UnitTests.Service;

public sealed class WatchTestsOnSqlite(SqliteHost host) : WatchTests(host), IClassFixture<SqliteHost>;

public sealed class WatchTestsOnPostgres(PostgresHost host) : WatchTests(host), IClassFixture<PostgresHost>
{
    [Fact]
    public async Task A_watch_on_one_replica_gives_what_another_one_commits()
    {
        var carrierId = await host.CarrierIdAsync();
        var employer = await Employer.InsuredAsync(host, carrierId);
        var replica = await host.ReplicaAsync();
        using var patience = new CancellationTokenSource(Patience);
        using (var watch = replica.Carrier(carrierId).WatchReimbursementRequests(new(), cancellationToken: patience.Token))
        {
            var next = NextAsync(watch, patience.Token);

            await employer.HearAsync(employer.Released("E1", "10000.01", "2026-02-03"));

            Assert.Equal(1, (await next).AmountCents);
        }

        await replica.DisposeAsync();
    }
}

/// <summary>What a carrier's system may rely on while it stays connected.</summary>
public abstract class WatchTests(StopLossHost host)
{
    protected static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static CallOptions Call() => new(deadline: DateTime.UtcNow + Patience);

    [Fact]
    public async Task A_watch_gives_what_was_missed_and_then_what_happens_and_resumes_behind_its_cursor()
    {
        var carrierId = await host.CarrierIdAsync();
        var employer = await Employer.InsuredAsync(host, carrierId);
        await employer.HearAsync(employer.Released("E1", "5000.00", "2026-02-03"));
        using var patience = new CancellationTokenSource(Patience);
        using var watch = host.Carrier(carrierId).WatchNotices(new(), cancellationToken: patience.Token);

        var missed = await NextAsync(watch, patience.Token);
        await employer.HearAsync(employer.Released("E1", "5000.01", "2026-02-04"));
        var live = await NextAsync(watch, patience.Token);
        using var resumed = host.Carrier(carrierId).WatchNotices(new() { Cursor = missed.Cursor }, cancellationToken: patience.Token);
        var again = await NextAsync(resumed, patience.Token);

        Assert.Equal((NoticeKind.Half, NoticeKind.Exceeded), (missed.Kind, live.Kind));
        Assert.Equal(live, again);
    }

    [Fact]
    public async Task Requests_are_watched_in_order_and_pages_hold_no_gap()
    {
        var carrierId = await host.CarrierIdAsync();
        var carrier = host.Carrier(carrierId);
        for (var index = 0; index < 3; index++)
        {
            var employer = await Employer.InsuredAsync(host, carrierId);
            await employer.HearAsync(employer.Released("E1", $"1000{index + 1}.00", "2026-02-03"), employer.Released("E2", "10009.00", "2026-02-03"));
        }

        using var patience = new CancellationTokenSource(Patience);
        using var watch = carrier.WatchReimbursementRequests(new(), cancellationToken: patience.Token);
        var watched = new List<string>();
        while (watched.Count < 6)
        {
            watched.Add((await NextAsync(watch, patience.Token)).RequestId);
        }

        var paged = new List<string>();
        var page = await carrier.ListReimbursementRequestsAsync(new() { PageSize = 4 }, Call());
        while (page.Requests.Count > 0)
        {
            paged.AddRange(page.Requests.Select(request => request.RequestId));
            page = await carrier.ListReimbursementRequestsAsync(new() { PageSize = 4, Cursor = page.NextCursor }, Call());
        }

        Assert.Equal(6, watched.Distinct().Count());
        Assert.Equal(watched, paged);
    }

    [Fact]
    public async Task A_watch_ends_with_its_token()
    {
        var carrierId = await host.CarrierIdAsync();
        using var patience = new CancellationTokenSource(Patience);
        RpcException ended;
        var life = TimeSpan.FromSeconds(1);
        do
        {
            var carrier = host.Partner(host.Token(CallerKind.Carrier, carrierId, life: life));
            using var watch = carrier.WatchNotices(new(), cancellationToken: patience.Token);
            ended = await Assert.ThrowsAsync<RpcException>(() => watch.ResponseStream.MoveNext(patience.Token));
            Assert.Equal(StatusCode.Unauthenticated, ended.StatusCode);

            // A machine on which so short a life is over before the call has come gets a longer one.
            life *= 2;
        }
        while (ended.GetRpcStatus() is null);

        Assert.Equal("token-expired", CarrierTests.Reason(ended));
    }

    [Fact]
    public async Task A_carrier_opens_only_so_many_watches()
    {
        var carrier = host.Carrier(await host.CarrierIdAsync());
        using var patience = new CancellationTokenSource(Patience);
        var watches = Enumerable.Range(0, 17).Select(_ => carrier.WatchNotices(new(), cancellationToken: patience.Token)).ToList();

        var first = await Task.WhenAny(watches.Select(watch => watch.ResponseStream.MoveNext(patience.Token)));
        var refused = await Assert.ThrowsAsync<RpcException>(() => first);

        Assert.Equal((StatusCode.ResourceExhausted, "too-many-watches"), (refused.StatusCode, CarrierTests.Reason(refused)));
        watches.ForEach(watch => watch.Dispose());
    }

    [Fact]
    public async Task Tools_may_ask_what_the_server_offers_and_whether_it_is_well()
    {
        var health = await new Health.HealthClient(host.Channel(token: null)).CheckAsync(new(), Call());
        using var reflection = new ServerReflection.ServerReflectionClient(host.Channel(token: null)).ServerReflectionInfo(Call());
        await reflection.RequestStream.WriteAsync(new() { ListServices = "" });
        await reflection.RequestStream.CompleteAsync();

        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, health.Status);
        Assert.True(await reflection.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Contains(reflection.ResponseStream.Current.ListServicesResponse.Service, service => service.Name == "aso.partners.stoploss.v1.StopLossPartner");
    }

    protected static async Task<T> NextAsync<T>(AsyncServerStreamingCall<T> call, CancellationToken cancel)
    {
        Assert.True(await call.ResponseStream.MoveNext(cancel), "The stream ended.");
        return call.ResponseStream.Current;
    }
}
