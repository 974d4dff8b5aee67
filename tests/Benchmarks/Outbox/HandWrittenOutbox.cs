using System.Buffers;
using System.Text.Json;
using Aso.Foundation.Messaging;
using Npgsql;
using NpgsqlTypes;
using RabbitMQ.Client;

namespace Aso.Benchmarks.Outbox;

/// <summary>The same rows and frames by hand: one connection to each server, statements prepared once, one round trip to write.</summary>
internal sealed class HandWrittenOutbox : IAsyncDisposable
{
    private const int RowsPerFrame = 64;

    private static readonly BasicProperties OnDisk = new() { Persistent = true };

    private readonly NpgsqlConnection _connection;
    private readonly IConnection _broker;
    private readonly IChannel _channel;
    private readonly NpgsqlBatch _write;
    private readonly NpgsqlBatch _take;
    private readonly NpgsqlBatch _commit;
    private readonly NpgsqlParameter<Guid> _employer = new() { NpgsqlDbType = NpgsqlDbType.Uuid };
    private readonly NpgsqlParameter<long> _count = new() { NpgsqlDbType = NpgsqlDbType.Bigint };
    private readonly NpgsqlParameter<Guid[]> _ids = new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid };
    private readonly NpgsqlParameter<byte[][]> _bodies = new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea };
    private readonly NpgsqlParameter<string> _kind = new() { NpgsqlDbType = NpgsqlDbType.Text };
    private readonly ArrayBufferWriter<byte> _frame = new();

    private HandWrittenOutbox(NpgsqlConnection connection, IConnection broker, IChannel channel)
    {
        (_connection, _broker, _channel) = (connection, broker, channel);
        _write = Batch(
            new("BEGIN"),
            new(
                """
                WITH stream AS (
                    INSERT INTO outbox_stream (employer_id, last_sequence) VALUES ($1, $2)
                    ON CONFLICT (employer_id) DO UPDATE SET last_sequence = outbox_stream.last_sequence + excluded.last_sequence
                    RETURNING last_sequence)
                INSERT INTO outbox (employer_id, sequence, message_id, kind, after, body, enqueued_at)
                SELECT $1, last_sequence - $2 + message.number, message.id, $5, '', message.body, now()
                FROM stream CROSS JOIN unnest($3, $4) WITH ORDINALITY AS message(id, body, number)
                """)
            { Parameters = { _employer, _count, _ids, _bodies, _kind } },
            new("COMMIT"));
        _take = Batch(
            new("BEGIN"),
            new(
                """
                DELETE FROM outbox WHERE id = ANY (ARRAY(SELECT id FROM outbox ORDER BY id LIMIT 256 FOR UPDATE SKIP LOCKED))
                RETURNING id, employer_id, sequence, message_id, kind, after, body
                """));
        _commit = Batch(new NpgsqlBatchCommand("COMMIT"));
    }

    public static async Task<HandWrittenOutbox> OpenAsync(string database, Uri broker)
    {
        var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        var toBroker = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync();
        var outbox = new HandWrittenOutbox(
            connection, toBroker, await toBroker.CreateChannelAsync(new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true)));
        foreach (var batch in new[] { outbox._write, outbox._take, outbox._commit })
        {
            await batch.PrepareAsync();
        }

        return outbox;
    }

    /// <summary>Numbers messages of one kind about one employer, writes them and commits.</summary>
    public async Task WriteAsync(Guid employerId, string kind, byte[][] bodies)
    {
        (_employer.TypedValue, _count.TypedValue, _kind.TypedValue, _bodies.TypedValue) = (employerId, bodies.Length, kind, bodies);
        _ids.TypedValue = [.. bodies.Select(_ => Guid.CreateVersion7())];
        await _write.ExecuteNonQueryAsync();
    }

    /// <summary>Takes 256 rows out, sends them in frames of 64 and commits once all are confirmed.</summary>
    public async Task RelayAsync(string source)
    {
        var rows = new List<Row>();
        await using (var reader = await _take.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                rows.Add(new(
                    reader.GetInt64(0), reader.GetGuid(1), reader.GetInt64(2), reader.GetGuid(3), reader.GetString(4), reader.GetString(5), reader.GetFieldValue<byte[]>(6)));
            }
        }

        rows.Sort((one, other) => one.Id.CompareTo(other.Id));
        await Task.WhenAll(rows.Chunk(RowsPerFrame).Select(frame =>
            _channel.BasicPublishAsync(Topology.ExchangeOf(source), "", mandatory: true, OnDisk, FrameOf(source, frame)).AsTask()));
        await _commit.ExecuteNonQueryAsync();
    }

    /// <summary>Empties the queues that hear <paramref name="source"/>.</summary>
    public async Task PurgeAsync(string source)
    {
        foreach (var listener in Topology.ListenersOf(source))
        {
            await _channel.QueuePurgeAsync(Topology.QueueOf(listener));
        }
    }

    /// <summary>Fills the outbox with messages of one kind and body about a new employer.</summary>
    public async Task FillAsync(int rows, string kind, byte[] body)
    {
        await using var command = new NpgsqlCommand(
            """
            INSERT INTO outbox (employer_id, sequence, message_id, kind, after, body, enqueued_at)
            SELECT $1, number, gen_random_uuid(), $2, 'enrollment=12', $3, now() FROM generate_series(1, $4) AS number
            """,
            _connection)
        {
            Parameters = { new() { Value = Guid.CreateVersion7() }, new() { Value = kind }, new() { Value = body }, new() { Value = rows } },
        };
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _broker.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private NpgsqlBatch Batch(params IEnumerable<NpgsqlBatchCommand> commands)
    {
        var batch = new NpgsqlBatch(_connection);
        foreach (var command in commands)
        {
            batch.BatchCommands.Add(command);
        }

        return batch;
    }

    private byte[] FrameOf(string source, Row[] rows)
    {
        _frame.ResetWrittenCount();
        using var json = new Utf8JsonWriter(_frame);
        json.WriteStartObject();
        json.WriteStartArray("messages"u8);
        foreach (var row in rows)
        {
            json.WriteStartObject();
            json.WriteString("messageId"u8, row.MessageId);
            json.WriteString("kind"u8, row.Kind);
            json.WriteString("source"u8, source);
            json.WriteString("employerId"u8, row.EmployerId);
            json.WriteNumber("sequence"u8, row.Sequence);
            json.WriteString("after"u8, row.After);
            json.WritePropertyName("body"u8);
            json.WriteRawValue(row.Body, skipInputValidation: true);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return _frame.WrittenSpan.ToArray();
    }

    private sealed record Row(long Id, Guid EmployerId, long Sequence, Guid MessageId, string Kind, string After, byte[] Body);
}
