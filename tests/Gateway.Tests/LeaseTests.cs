using Aso.Gateway.Limits;
using CsCheck;

namespace Aso.Gateway.Tests;

/// <summary>Several replicas fetch from one bucket what their callers may use.</summary>
public sealed class LeaseTests
{
    [Fact]
    public async Task Replicas_let_through_what_their_bucket_gives_and_never_more() =>
        await Gen.Select(Gen.Int[1, 20_000], Gen.Int[1, 2_000], Gen.Int[1, 3], Gen.Int[1, 600]).SampleAsync(async (rate, burst, replicas, requests) =>
        {
            var allowance = new LimitOptions.Allowance { PerSecond = rate, Burst = burst };
            var shared = new SharedBucket(burst);
            Lease[] leases = [.. Enumerable.Range(0, replicas).Select(_ => new Lease(shared.TakeAsync))];

            var verdicts = await Task.WhenAll(Enumerable.Range(0, requests).Select(number => Task.Run(() =>
                leases[number % replicas].TakeAsync(allowance).AsTask())));

            var allowed = verdicts.Count(verdict => verdict.IsAllowed);
            var heldBack = replicas * Math.Max(1, Math.Min(rate, burst) / 100);
            Assert.InRange(allowed, Math.Min(requests, burst - heldBack), Math.Min(requests, burst));
            Assert.All(verdicts.Where(verdict => !verdict.IsAllowed), verdict => Assert.Equal(SharedBucket.Wait, verdict.RetryAfter));
        }, iter: 200);

    [Fact]
    public async Task A_caller_in_a_hurry_costs_a_round_trip_for_many_requests()
    {
        var allowance = new LimitOptions.Allowance { PerSecond = 1_000, Burst = 1_000 };
        var shared = new SharedBucket(1_000);
        var lease = new Lease(shared.TakeAsync);

        var remaining = new List<long>();
        for (var request = 0; request < 100; request++)
        {
            remaining.Add((await lease.TakeAsync(allowance)).Remaining);
        }

        Assert.Equal(10, shared.Asked);
        Assert.Equal(Enumerable.Range(1, 100).Select(used => 1_000L - used), remaining);
    }

    [Fact]
    public async Task A_slow_allowance_is_asked_for_one_by_one_so_that_none_is_held_back()
    {
        var allowance = new LimitOptions.Allowance { PerSecond = 99, Burst = 10 };
        var shared = new SharedBucket(10);
        var (left, right) = (new Lease(shared.TakeAsync), new Lease(shared.TakeAsync));

        var verdicts = new List<bool>();
        for (var request = 0; request < 11; request++)
        {
            verdicts.Add((await (request % 2 == 0 ? left : right).TakeAsync(allowance)).IsAllowed);
        }

        Assert.Equal([.. Enumerable.Repeat(true, 10), false], verdicts);
    }

    [Fact]
    public async Task After_a_failure_the_bucket_is_asked_again()
    {
        var allowance = new LimitOptions.Allowance { PerSecond = 1_000, Burst = 1_000 };
        var shared = new SharedBucket(1_000);
        var isAway = true;
        var lease = new Lease((given, wanted) => isAway ? Task.FromException<Grant>(new TimeoutException()) : shared.TakeAsync(given, wanted));

        await Assert.ThrowsAsync<TimeoutException>(() => lease.TakeAsync(allowance).AsTask());
        isAway = false;

        Assert.True((await lease.TakeAsync(allowance)).IsAllowed);
    }

    /// <summary>Gives what it has and is never filled.</summary>
    private sealed class SharedBucket(long tokens)
    {
        public static readonly TimeSpan Wait = TimeSpan.FromSeconds(1);

        private readonly Lock _gate = new();
        private long _left = tokens;

        public int Asked { get; private set; }

        public async Task<Grant> TakeAsync(LimitOptions.Allowance allowance, long wanted)
        {
            await Task.Yield();
            lock (_gate)
            {
                Asked++;
                var taken = Math.Min(wanted, _left);
                _left -= taken;
                return new(taken, _left, taken == 0 ? Wait : TimeSpan.Zero);
            }
        }
    }
}
