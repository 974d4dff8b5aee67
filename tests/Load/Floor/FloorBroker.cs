using RabbitMQ.Client;

namespace Aso.Load.Floor;

/// <summary>A stage's connection to RabbitMQ: an exchange for each stage that speaks, a quorum queue for each that hears.</summary>
internal sealed class FloorBroker : IAsyncDisposable
{
    private static readonly (string Source, string Listener)[] Bindings = [(StageNames.Claims, StageNames.Ledger), (StageNames.Ledger, StageNames.StopLoss)];

    private readonly IConnection _connection;

    private FloorBroker(IConnection connection) => _connection = connection;

    /// <summary>Connects and declares all exchanges and queues: whichever stage is first, no frame is without a queue.</summary>
    public static async Task<FloorBroker> OpenAsync(Uri address, CancellationToken cancel)
    {
        var broker = new FloorBroker(await new ConnectionFactory { Uri = address }.CreateConnectionAsync("aso floor", cancel));
        await using var channel = await broker._connection.CreateChannelAsync(cancellationToken: cancel);
        foreach (var (source, listener) in Bindings)
        {
            await channel.ExchangeDeclareAsync(NameOf(source), ExchangeType.Fanout, durable: true, cancellationToken: cancel);
            await channel.QueueDeclareAsync(NameOf(listener), durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" }, cancellationToken: cancel);
            await channel.QueueBindAsync(NameOf(listener), NameOf(source), "", cancellationToken: cancel);
        }

        return broker;
    }

    public async Task<FrameOutbox> OutboxAsync(string source, CancellationToken cancel) =>
        new(await _connection.CreateChannelAsync(new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), cancel), NameOf(source));

    public async Task<FrameQueue> ListenAsync(string listener, CancellationToken cancel) =>
        await FrameQueue.OpenAsync(await _connection.CreateChannelAsync(cancellationToken: cancel), NameOf(listener), cancel);

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private static string NameOf(string stage) => $"floor.{stage}";
}
