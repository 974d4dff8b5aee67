using System.Collections.Concurrent;
using Npgsql;
using NpgsqlTypes;
using RabbitMQ.Client;

namespace Aso.Load.Floor;

/// <summary>The frames that a stage says: kept with the work that they report, sent while the next transaction is under way, removed by a later one when the broker has them on disk.</summary>
internal sealed class FrameOutbox(IChannel channel, string exchange)
{
    private static readonly BasicProperties OnDisk = new() { Persistent = true };

    private readonly Columns<(Guid Id, byte[] Body)> _kept = new Columns<(Guid Id, byte[] Body)>().With(NpgsqlDbType.Uuid, frame => frame.Id).With(NpgsqlDbType.Bytea, frame => frame.Body);
    private readonly Columns<Guid> _removed = new Columns<Guid>().With(NpgsqlDbType.Uuid, id => id);
    private readonly ConcurrentQueue<Guid> _confirmed = [];
    private (Guid Id, byte[] Body)[] _next = [];
    private volatile Exception? _failure;

    /// <summary>Sends what an earlier process of this stage has left.</summary>
    public async Task SendLeftAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("SELECT frame_id, body FROM outbox ORDER BY frame_id", connection);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            _ = SendAsync(reader.GetGuid(0), reader.GetFieldValue<byte[]>(1));
        }
    }

    /// <summary>Adds the statements that keep the next frame and remove those that are confirmed.</summary>
    public void AddTo(RoundTrip write) =>
        write.Insert("outbox", _kept).Then("DELETE FROM outbox WHERE frame_id = ANY ($1)", _removed.Parameters);

    /// <summary>Sets what these statements keep and remove.</summary>
    /// <param name="claims">Of the frame; without any there is none.</param>
    /// <exception cref="InvalidOperationException">An earlier frame could not be sent; it is still kept.</exception>
    public void Keep(FloorClaim[] claims)
    {
        if (_failure is { } failure)
        {
            throw new InvalidOperationException("A frame was not confirmed.", failure);
        }

        var frame = new FloorFrame(Guid.CreateVersion7(), claims);
        _next = claims.Length == 0 ? [] : [(frame.Id, frame.ToBytes())];
        _kept.Set(_next);
        var confirmed = new List<Guid>();
        while (_confirmed.TryDequeue(out var id))
        {
            confirmed.Add(id);
        }

        _removed.Set(confirmed);
    }

    /// <summary>Starts to send what was kept last, now that it is committed.</summary>
    public void Send()
    {
        foreach (var (id, body) in _next)
        {
            _ = SendAsync(id, body);
        }
    }

    private async Task SendAsync(Guid id, byte[] body)
    {
        try
        {
            await channel.BasicPublishAsync(exchange, "", mandatory: true, OnDisk, body);
            _confirmed.Enqueue(id);
        }
        catch (Exception failure)
        {
            _failure = failure;
        }
    }
}
