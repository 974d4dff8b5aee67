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

    // Bucket.Take, on the server's own clock, in one step. Numbers stay below 2^53, where Lua's are exact.
    private const string Script = """
        local token, burst, rate = 1000000, tonumber(ARGV[1]), tonumber(ARGV[2])
        local time = redis.call('TIME')
        local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
        local full = burst * token
        local kept = redis.call('HMGET', KEYS[1], 'micros', 'at')
        local micros = full
        if kept[1] then
          local elapsed = math.min(math.max(now - tonumber(kept[2]), 0), full)
          micros = math.min(full, tonumber(kept[1]) + elapsed * rate)
        end
        local allowed, wait = 0, 0
        if micros >= token then
          allowed, micros = 1, micros - token
        else
          wait = math.ceil((token - micros) / rate)
        end
        redis.call('HSET', KEYS[1], 'micros', string.format('%.0f', micros), 'at', string.format('%.0f', now))
        redis.call('PEXPIRE', KEYS[1], math.ceil((full - micros) / rate / 1000) + 1000)
        return {allowed, math.floor(micros / token), wait}
        """;

    private readonly TimeSpan _patience = TimeSpan.FromMilliseconds(options.Value.RedisPatience);
    private readonly Lazy<Task<ConnectionMultiplexer>> _redis = Connecting(ConfigurationOptions.Parse(connectionString));
    private long _pausedUntil = long.MinValue;

    /// <summary>Begins to connect, so that the first requests need not wait for it; nor does the start.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ = _redis.Value;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async ValueTask<Verdict> TakeAsync(string key, LimitOptions.Allowance allowance)
    {
        if (clock.GetTimestamp() < Volatile.Read(ref _pausedUntil))
        {
            return local.Take(key, allowance);
        }

        try
        {
            return await AskAsync(key, allowance).WaitAsync(_patience, clock);
        }
        catch (Exception failure) when (failure is RedisException or TimeoutException)
        {
            Volatile.Write(ref _pausedUntil, clock.GetTimestamp() + (long)(Pause.TotalSeconds * clock.TimestampFrequency));
            LogPaused(log, failure.GetType().Name);
            return local.Take(key, allowance);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_redis is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await (await _redis.Value).DisposeAsync();
        }
    }

    private async Task<Verdict> AskAsync(string key, LimitOptions.Allowance allowance)
    {
        var redis = await _redis.Value;
        var answer = (long[])(await redis.GetDatabase().ScriptEvaluateAsync(
            Script, [new RedisKey("aso:limit:" + key)], [allowance.Burst, allowance.PerSecond]))!;
        return new(answer[0] == 1, answer[1], TimeSpan.FromMicroseconds(answer[2]));
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
