using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Aso.Gateway.Limits;

/// <summary>Buckets that all replicas of the gateway share. Redis may lose them at any time: they are then full again.</summary>
internal sealed partial class RedisBuckets(
    string connectionString, LocalBuckets local, IOptions<LimitOptions> options, TimeProvider clock, ILogger<RedisBuckets> log)
    : IHostedService, IAsyncDisposable
{
    /// <summary>After a failure, so long nobody asks Redis: a dead server must not cost every request its patience.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>Callers whose tokens are kept here; beyond it what is held is forgotten, which only takes from them.</summary>
    private const int LeasesMax = 10_000;

    // Bucket.Take, on the server's own clock, of several tokens in one step; of -1 it is GiveBack. Numbers stay below 2^53, where Lua's are exact.
    private const string Script = """
        local token, burst, rate, wanted = 1000000 * tonumber(ARGV[4]), tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
        local time = redis.call('TIME')
        local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
        local full = burst * token
        local kept = redis.call('HMGET', KEYS[1], 'micros', 'at')
        local micros = full
        if kept[1] then
          local elapsed = math.min(math.max(now - tonumber(kept[2]), 0), math.floor(full / rate) + 1)
          micros = math.min(full, tonumber(kept[1]) + elapsed * rate)
        end
        local taken, wait = math.min(wanted, math.floor(micros / token)), 0
        micros = math.min(full, micros - taken * token)
        if taken == 0 then
          wait = math.ceil((token - micros) / rate)
        end
        redis.call('HSET', KEYS[1], 'micros', string.format('%.0f', micros), 'at', string.format('%.0f', now))
        redis.call('PEXPIRE', KEYS[1], math.ceil((full - micros) / rate / 1000) + 1000)
        return {taken, math.floor(micros / token), wait}
        """;

    private readonly TimeSpan _patience = TimeSpan.FromMilliseconds(options.Value.RedisPatience);
    private readonly Lazy<Task<ConnectionMultiplexer>> _redis = Connecting(ConfigurationOptions.Parse(connectionString));
    private readonly ConcurrentDictionary<string, Lease> _leases = new(StringComparer.Ordinal);
    private long _pausedUntil = long.MinValue;

    /// <summary>Begins to connect, so that the first requests need not wait for it; nor does the start.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ = _redis.Value;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask<Verdict> TakeAsync(string key, LimitOptions.Allowance allowance)
    {
        if (clock.GetTimestamp() < Volatile.Read(ref _pausedUntil))
        {
            return new(local.Take(key, allowance));
        }

        var lease = _leases.TryGetValue(key, out var known) ? known : LeaseOf(key);
        var taken = lease.TakeAsync(allowance);
        return taken.IsCompletedSuccessfully ? taken : OrLocallyAsync(taken, key, allowance);
    }

    /// <summary>Takes a token that may be given back: from the bucket itself, never from what is held here.</summary>
    public async ValueTask<Verdict> TakeOneAsync(string key, LimitOptions.Allowance allowance)
    {
        if (clock.GetTimestamp() < Volatile.Read(ref _pausedUntil))
        {
            return local.Take(key, allowance);
        }

        async ValueTask<Verdict> TakenAsync()
        {
            var grant = await AskAsync(key, allowance, wanted: 1).WaitAsync(_patience, clock);
            return new(grant.Tokens > 0, grant.Remaining, grant.RetryAfter);
        }

        return await OrLocallyAsync(TakenAsync(), key, allowance);
    }

    /// <summary>Puts one back. Where Redis is away it stays taken there, and comes back with time.</summary>
    public async ValueTask GiveBackAsync(string key, LimitOptions.Allowance allowance)
    {
        local.GiveBack(key, allowance);
        if (clock.GetTimestamp() < Volatile.Read(ref _pausedUntil))
        {
            return;
        }

        try
        {
            await AskAsync(key, allowance, wanted: -1).WaitAsync(_patience, clock);
        }
        catch (Exception failure) when (failure is RedisException or TimeoutException)
        {
            LogPaused(log, failure.GetType().Name);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_redis is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await (await _redis.Value).DisposeAsync();
        }
    }

    private Lease LeaseOf(string key)
    {
        if (_leases.Count >= LeasesMax)
        {
            _leases.Clear();
        }

        return _leases.GetOrAdd(key, new Lease((allowance, wanted) => AskAsync(key, allowance, wanted).WaitAsync(_patience, clock)));
    }

    private async ValueTask<Verdict> OrLocallyAsync(ValueTask<Verdict> taken, string key, LimitOptions.Allowance allowance)
    {
        try
        {
            return await taken;
        }
        catch (Exception failure) when (failure is RedisException or TimeoutException)
        {
            Volatile.Write(ref _pausedUntil, clock.GetTimestamp() + (long)(Pause.TotalSeconds * clock.TimestampFrequency));
            LogPaused(log, failure.GetType().Name);
            return local.Take(key, allowance);
        }
    }

    private async Task<Grant> AskAsync(string key, LimitOptions.Allowance allowance, long wanted)
    {
        var redis = await _redis.Value;
        var answer = (long[])(await redis.GetDatabase().ScriptEvaluateAsync(
            Script, [new RedisKey("aso:limit:" + key)], [allowance.Burst, allowance.PerSecond, wanted, allowance.Seconds]))!;
        return new(answer[0], answer[1], TimeSpan.FromMicroseconds(answer[2]));
    }

    private static Lazy<Task<ConnectionMultiplexer>> Connecting(ConfigurationOptions options)
    {
        options.AbortOnConnectFail = false;   // comes back by itself once the server does
        options.BacklogPolicy = BacklogPolicy.FailFast;
        return new(() => ConnectionMultiplexer.ConnectAsync(options));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Redis gave no verdict ({Reason}); requests are limited per replica until it does")]
    private static partial void LogPaused(ILogger log, string reason);
}
