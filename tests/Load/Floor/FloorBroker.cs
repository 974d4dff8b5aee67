using System.Text.Json;
using Npgsql;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Aso.Load.Floor;

/// <summary>Frames between the stages: written to an outbox with the work, sent with the broker's confirmation, acknowledged when the next stage has committed.</summary>
internal sealed class FloorBroker(IConnection connection, NpgsqlDataSource database) : IAsyncDisposable
{
    private const string Exchange = "floor";

    private readonly List<IChannel> _channels = [];

    public static async Task<FloorBroker> OpenAsync(Uri address, NpgsqlDataSource database, CancellationToken cancel) =>
        new(await new ConnectionFactory { Uri = address }.CreateConnectionAsync("aso floor", cancel), database);

    /// <summary>A quorum queue for each listener of each source, empty.</summary>
    public async Task DeclareAsync(IEnumerable<(string Source, string Listener)> bindings, CancellationToken cancel)
    {
        var channel = await ChannelAsync(confirms: false, cancel);
        foreach (var (source, listener) in bindings)
        {
            await channel.ExchangeDeclareAsync($"{Exchange}.{source}", ExchangeType.Fanout, durable: true, cancellationToken: cancel);
            await channel.QueueDeclareAsync($"{Exchange}.{listener}", durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" }, cancellationToken: cancel);
            await channel.QueuePurgeAsync($"{Exchange}.{listener}", cancel);
            await channel.QueueBindAsync($"{Exchange}.{listener}", $"{Exchange}.{source}", "", cancellationToken: cancel);
        }
    }

    /// <summary>Keeps a frame beside the work that it reports, in the same transaction.</summary>
    public static async Task KeepAsync(NpgsqlConnection work, string source, long id, byte[] frame, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("INSERT INTO floor.outbox (source, id, body) VALUES ($1, $2, $3)", work);
        command.Parameters.Add(new() { Value = source });
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = frame });
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Sends kept frames one after the other and removes each once the broker has it.</summary>
    public async Task<Func<long, byte[], Task>> SenderAsync(string source, CancellationToken cancel)
    {
        var channel = await ChannelAsync(confirms: true, cancel);
        return async (id, frame) =>
        {
            await channel.BasicPublishAsync($"{Exchange}.{source}", "", mandatory: true, new BasicProperties { Persistent = true }, frame, cancel);
            await using var command = database.CreateCommand("DELETE FROM floor.outbox WHERE source = $1 AND id = $2");
            command.Parameters.Add(new() { Value = source });
            command.Parameters.Add(new() { Value = id });
            await command.ExecuteNonQueryAsync(cancel);
        };
    }

    /// <summary>Hands each frame to <paramref name="work"/>, one at a time, and acknowledges it when that is done.</summary>
    public async Task ListenAsync(string listener, Func<List<FloorClaim>, Task> work, CancellationToken cancel)
    {
        var channel = await ChannelAsync(confirms: false, cancel);
        await channel.BasicQosAsync(0, 64, global: false, cancel);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            await work(JsonSerializer.Deserialize<List<FloorClaim>>(delivery.Body.Span)!);
            await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false, cancel);
        };
        await channel.BasicConsumeAsync($"{Exchange}.{listener}", autoAck: false, consumer, cancel);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var channel in _channels)
        {
            await channel.DisposeAsync();
        }

        await connection.DisposeAsync();
    }

    private async Task<IChannel> ChannelAsync(bool confirms, CancellationToken cancel)
    {
        var channel = await connection.CreateChannelAsync(new(confirms, confirms), cancel);
        _channels.Add(channel);
        return channel;
    }
}
