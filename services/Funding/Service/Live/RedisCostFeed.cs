using System.Text.Json;
using StackExchange.Redis;

namespace Aso.Funding.Live;

/// <summary>The feed across replicas, by Redis publish/subscribe.</summary>
/// <remarks>
/// Redis out of reach costs postings nothing: then a replica's watchers hear that replica at once, and the others' commits
/// when they next look at the book, or when Redis is back.
/// </remarks>
internal sealed partial class RedisCostFeed : ICostFeed, IAsyncDisposable
{
    /// <summary>Changes in one Redis message; a commit with more is told in parts.</summary>
    private const int ChangesPerMessageMax = 500;

    private readonly LocalCostFeed _local;
    private readonly ILogger<RedisCostFeed> _log;
    private readonly Guid _replica = Guid.CreateVersion7();
    private readonly Task<ConnectionMultiplexer> _connecting;

    public RedisCostFeed(LocalCostFeed local, ILogger<RedisCostFeed> log, string address)
    {
        _local = local;
        _log = log;
        var options = ConfigurationOptions.Parse(address);
        options.AbortOnConnectFail = false;
        options.BacklogPolicy = BacklogPolicy.FailFast;
        _connecting = ConnectAsync(options);
    }

    private ConnectionMultiplexer? Connection => _connecting.IsCompletedSuccessfully ? _connecting.Result : null;

    public void Publish(CostNews news)
    {
        _local.Publish(news);
        try
        {
            if (Connection is { IsConnected: true } connection)
            {
                Send(connection.GetSubscriber(), news);
            }
        }
        catch (RedisException failure)
        {
            LogUnreachable(_log, failure.GetType().Name);
        }
    }

    public CostWatch Watch(Guid employerId)
    {
        Action<RedisChannel, RedisValue>? hear = null;
        var watch = _local.Watch(employerId, _ => Connection?.GetSubscriber().Unsubscribe(ChannelOf(employerId), hear, CommandFlags.FireAndForget));
        hear = (_, payload) => Hear(watch, payload);

        _ = HearOthersAsync(watch, hear);
        return watch;
    }

    /// <summary>Done when subscriptions made so far are heard.</summary>
    internal async Task ConnectedAsync() => await (await _connecting).GetSubscriber().PingAsync();

    public async ValueTask DisposeAsync()
    {
        if (Connection is { } connection)
        {
            await connection.DisposeAsync();
        }
    }

    private async Task<ConnectionMultiplexer> ConnectAsync(ConfigurationOptions options)
    {
        var connection = await ConnectionMultiplexer.ConnectAsync(options);

        // What was published while the connection was away is gone.
        connection.ConnectionRestored += (_, _) => _local.LoseAll();
        return connection;
    }

    /// <summary>Once connected, at once; a subscription outlives lost connections.</summary>
    private async Task HearOthersAsync(CostWatch watch, Action<RedisChannel, RedisValue> hear)
    {
        var connection = await _connecting;
        if (!watch.IsOver)
        {
            connection.GetSubscriber().Subscribe(ChannelOf(watch.EmployerId), hear, CommandFlags.FireAndForget);
        }
    }

    private void Send(ISubscriber subscriber, CostNews news)
    {
        foreach (var changes in news.Changes.Count == 0 ? [[]] : news.Changes.Chunk(ChangesPerMessageMax))
        {
            var message = JsonSerializer.SerializeToUtf8Bytes(new Envelope(_replica, news with { Changes = changes }), JsonSerializerOptions.Web);
            subscriber.Publish(ChannelOf(news.EmployerId), message, CommandFlags.FireAndForget);
        }
    }

    private void Hear(CostWatch watch, RedisValue payload)
    {
        try
        {
            // One's own news were told at once.
            if (JsonSerializer.Deserialize<Envelope>((byte[])payload!, JsonSerializerOptions.Web) is { } message && message.Replica != _replica)
            {
                watch.Offer(message.News);
            }
        }
        catch (JsonException)
        {
            // Another release's news: the watcher reads the whole instead.
            watch.Lose();
        }
    }

    private static RedisChannel ChannelOf(Guid employerId) => RedisChannel.Literal($"aso:costs:{employerId:N}");

    private sealed record Envelope(Guid Replica, CostNews News);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Live costs reach this replica's watchers only: Redis does not answer ({Failure})")]
    private static partial void LogUnreachable(ILogger log, string failure);
}
