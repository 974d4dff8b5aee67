using System.Net;
using System.Net.Sockets;
using System.Text;
using Aso.Contracts.Claims.V1;
using Aso.Foundation;
using Aso.Funding.Live;
using Aso.Servers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aso.Funding.UnitTests.Serving;

public sealed class LiveCostTests
{
    private static readonly DateOnly Opening = new(2026, 1, 5);

    /// <summary>For what must come, however busy the machine is.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task A_stream_begins_with_the_whole_and_then_tells_each_claim()
    {
        await using var store = await (await FundingStore.CreateAsync()).OpenedOnAsync(Opening);
        await store.DepositAsync("1000.00", "W-1");
        await using var stream = await ListenAsync(store);

        await store.HearAsync(FundingStore.Claim("C1", 6000), FundingStore.Claim("C2", 1000));

        Assert.Equal(
            [
                "costs 0.00",
                $"cost 60.00 {FundingStore.ClaimId("C1")} 2026-01-05", $"cost 70.00 {FundingStore.ClaimId("C2")} 2026-01-05",
            ],
            await stream.HeardAsync(3));
    }

    [Fact]
    public async Task A_new_month_and_a_changed_roster_bring_the_whole_anew()
    {
        await using var store = await (await FundingStore.CreateAsync()).OpenedOnAsync(Opening);
        await using var stream = await ListenAsync(store);
        await stream.HeardAsync(1);

        await store.HearAsync(new ClaimsDateMoved { EmployerId = FundingStore.Employer, From = Opening, To = new(2026, 2, 1) });

        Assert.Equal(["costs 0.00", "costs 0.00 0.00", "cost 0.00 - 2026-02-01"], await stream.HeardAsync(3));

        await store.HearAsync(FundingStore.Employee("E2", Opening));

        Assert.Equal("costs 0.00 0.00", (await stream.HeardAsync(4))[^1]);
    }

    [Fact]
    public async Task A_watcher_that_does_not_keep_up_is_told_so_and_holds_no_more_than_its_buffer()
    {
        var feed = new LocalCostFeed();
        using var watch = feed.Watch(FundingStore.Employer);
        for (var number = 0; number < CostWatch.NewsMax + 1; number++)
        {
            feed.Publish(News(number));
        }

        Assert.Null(await watch.NextAsync(CancellationToken.None));
        Assert.False(watch.HasMore);
        feed.Publish(News(1_000));
        Assert.Equal(1_000, (await watch.NextAsync(CancellationToken.None))!.Changes[0].Sequence);
    }

    [Fact]
    public void A_watcher_hears_its_own_employer_only_and_nothing_once_it_left()
    {
        var feed = new LocalCostFeed();
        var watch = feed.Watch(FundingStore.Employer);
        using var other = feed.Watch(Guid.Empty);
        feed.Publish(News(1));
        Assert.True(watch.HasMore);
        Assert.False(other.HasMore);

        var left = feed.Watch(FundingStore.Employer);
        left.Dispose();
        feed.Publish(News(2));
        Assert.False(left.HasMore);
    }

    [Fact]
    public async Task News_that_arrive_in_the_wrong_order_never_take_a_month_back()
    {
        await using var store = await (await FundingStore.CreateAsync()).OpenedOnAsync(Opening);
        var report = await store.CostsAsync();

        Assert.Equal("2.00", $"{report.Take(Change(12, 200))!.ClaimsPaid}");
        Assert.Equal("2.00", $"{report.Take(Change(11, 100))!.ClaimsPaid}");
        Assert.Null(report.Take(Change(13, 100) with { Totals = MonthTotals.Empty(new(2026, 2, 1)) }));
    }

    [Fact]
    public async Task What_one_replica_commits_the_others_watchers_hear_once()
    {
        var redis = await TestServers.RedisAsync();
        await using var here = new RedisCostFeed(new LocalCostFeed(), NullLogger<RedisCostFeed>.Instance, redis);
        await using var there = new RedisCostFeed(new LocalCostFeed(), NullLogger<RedisCostFeed>.Instance, redis);
        using var watchHere = here.Watch(FundingStore.Employer);
        using var watchThere = there.Watch(FundingStore.Employer);
        await Task.WhenAll(here.ConnectedAsync(), there.ConnectedAsync());

        here.Publish(News(1));
        there.Publish(News(2));

        Assert.Equal([1L, 2L], await NextAsync(watchHere, 2));
        Assert.Equal([1L, 2L], (await NextAsync(watchThere, 2)).Order());
        Assert.False(watchHere.HasMore);
    }

    [Fact]
    public async Task Redis_out_of_reach_slows_no_posting_and_local_watchers_still_hear()
    {
        // Whoever connects is never answered: what waited for Redis would wait for ten minutes.
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var address = $"{silent.LocalEndpoint},connectTimeout=600000,syncTimeout=600000,asyncTimeout=600000";
        await using var feed = new RedisCostFeed(new LocalCostFeed(), NullLogger<RedisCostFeed>.Instance, address);
        using var watch = feed.Watch(FundingStore.Employer);

        await Task.Run(() =>
        {
            for (var number = 0; number < 100; number++)
            {
                feed.Publish(News(number));
            }
        }).WaitAsync(Patience);

        Assert.Equal([0L], await NextAsync(watch, 1));
    }

    [Fact]
    public void Of_a_claims_changes_in_a_row_the_last_is_told()
    {
        var claim = Guid.NewGuid();
        var changes = new[] { (1L, (Guid?)claim), (2L, claim), (3L, null), (4L, claim) }
            .Select(change => new BookOutcome.CostChanged(change.Item1, change.Item2, MonthTotals.Empty(new(2026, 1, 1))));

        Assert.Equal([2L, 3L, 4L], CostChange.LastOfEach(changes).Select(change => change.Sequence));
    }

    private static async Task<List<long>> NextAsync(CostWatch watch, int count)
    {
        var heard = new List<long>();
        while (heard.Count < count)
        {
            var news = await watch.NextAsync(CancellationToken.None).AsTask().WaitAsync(Patience);
            heard.Add(news!.Changes[0].Sequence);
        }

        return heard;
    }

    private static CostNews News(long sequence) => new(FundingStore.Employer, default, Opening, Whole: false, [Change(sequence, 100)]);

    private static CostChange Change(long sequence, long releasedCents) =>
        new(sequence, null, MonthTotals.Empty(new(2026, 1, 1)) with { Released = new(releasedCents) });

    private static async Task<Listener> ListenAsync(FundingStore store)
    {
        var listener = new Listener(store);
        await listener.HeardAsync(1);
        return listener;
    }

    /// <summary>A client of the stream; each event as "name claims paid of each month, claim, date".</summary>
    private sealed class Listener : IAsyncDisposable
    {
        private readonly CancellationTokenSource _ending = new();
        private readonly Pipe _body = new();
        private readonly CostWatch _watch;
        private readonly Task _running;

        public Listener(FundingStore store)
        {
            _watch = store.Feed.Watch(FundingStore.Employer);
            var context = new DefaultHttpContext();
            context.Response.Body = _body;
            var stream = new CostStream(ServerSentEvents.Open(context.Response), new ReportReader(store.Scopes, FundingStore.Employer), _watch, TimeProvider.System);
            _running = Task.Run(async () => await stream.RunAsync(await store.CostsAsync(), _ending.Token));
        }

        public async Task<List<string>> HeardAsync(int count)
        {
            await _body.EventsAsync(count).WaitAsync(Patience);
            return [.. _body.Text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Take(count).Select(Say)];
        }

        public async ValueTask DisposeAsync()
        {
            await _ending.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _running);
            _watch.Dispose();
            _ending.Dispose();
        }

        private static string Say(string text)
        {
            var lines = text.Split('\n');
            var name = lines[0]["event: ".Length..];
            using var json = System.Text.Json.JsonDocument.Parse(lines[1]["data: ".Length..]);
            var data = json.RootElement;
            return name == "costs"
                ? $"costs {string.Join(' ', data.GetProperty("months").EnumerateArray().Select(month => month.GetProperty("claimsPaid").GetString()))}"
                : $"cost {data.GetProperty("month").GetProperty("claimsPaid").GetString()} {(data.TryGetProperty("claimId", out var claimId) ? claimId.GetString() : "-")} {data.GetProperty("businessDate").GetString()}";
        }
    }

    /// <summary>Keeps what is written and wakes whoever waits for a number of events.</summary>
    private sealed class Pipe : MemoryStream
    {
        private readonly List<(int Count, TaskCompletionSource Done)> _waiting = [];
        private readonly StringBuilder _text = new();

        public string Text
        {
            get
            {
                lock (_text)
                {
                    return _text.ToString();
                }
            }
        }

        public Task EventsAsync(int count)
        {
            lock (_text)
            {
                var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _waiting.Add((count, done));
                Wake();
                return done.Task;
            }
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            lock (_text)
            {
                _text.Append(Encoding.UTF8.GetString(buffer.Span));
                Wake();
            }

            return ValueTask.CompletedTask;
        }

        private void Wake()
        {
            var events = _text.ToString().Split("\n\n").Length - 1;
            _waiting.Where(waiter => waiter.Count <= events).ToList().ForEach(waiter => waiter.Done.TrySetResult());
        }
    }
}
