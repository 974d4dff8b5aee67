using Aso.Foundation.Data;

namespace Aso.Foundation.Messaging;

/// <summary>Numbers messages and queues their rows in the outbox, inside the transaction of what they report.</summary>
internal static class OutboxWrite
{
    public static async Task QueueAsync(ServiceDb db, List<Outgoing> outgoing, CancellationToken cancel)
    {
        if (outgoing.Count == 0)
        {
            return;
        }

        var now = db.Home.Clock.GetUtcNow().UtcDateTime;
        var leaving = new List<OutboxRow>(outgoing.Count);

        // In the order of the keys: two transactions that number the same employers cannot wait for each other in a circle.
        foreach (var employer in outgoing.GroupBy(message => message.EmployerId).OrderBy(group => group.Key))
        {
            var due = employer.Where(message => message.DueAt is null).ToList();
            if (due.Count > 0)
            {
                var (last, after) = await NumberAsync(db, employer.Key, due.Count, cancel);
                leaving.AddRange(due.Select((message, index) => ToRow(message, last - due.Count + 1 + index, after, now)));
            }
        }

        List<Outgoing> scheduled = outgoing.FindAll(message => message.DueAt is not null);
        foreach (var later in scheduled)
        {
            db.Add(new ScheduledMessageRow
            {
                MessageId = Guid.CreateVersion7(),
                EmployerId = later.EmployerId,
                Kind = later.Kind,
                Traceparent = later.Traceparent,
                Body = later.Body,
                DueAt = later.DueAt!.Value,
            });
        }

        if (scheduled.Count > 0)
        {
            await db.SaveChangesAsync(cancel);
        }

        Queue(db, leaving);
    }

    /// <summary>Takes the next numbers of the employer's stream. The row stays locked until the commit, so numbers are in commit order.</summary>
    private static async Task<(long Last, string After)> NumberAsync(ServiceDb db, Guid employerId, int count, CancellationToken cancel)
    {
        await using var command = db.Command(
            """
            INSERT INTO outbox_stream (employer_id, last_sequence) VALUES (@employer, @count)
            ON CONFLICT (employer_id) DO UPDATE SET last_sequence = outbox_stream.last_sequence + excluded.last_sequence
            RETURNING last_sequence;
            SELECT source, last_sequence FROM inbox_cursor WHERE employer_id = @employer ORDER BY source;
            """);
        command.Add("@employer", employerId);
        command.Add("@count", (long)count);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        await reader.ReadAsync(cancel);
        var last = reader.GetInt64(0);
        await reader.NextResultAsync(cancel);
        var vector = new List<(string, long)>();
        while (await reader.ReadAsync(cancel))
        {
            vector.Add((reader.GetString(0), reader.GetInt64(1)));
        }

        return (last, StreamVector.Write(vector));
    }

    private static OutboxRow ToRow(Outgoing message, long sequence, string after, DateTime now) => new()
    {
        EmployerId = message.EmployerId,
        Sequence = sequence,
        MessageId = Guid.CreateVersion7(),
        Kind = message.Kind,
        After = after,
        Traceparent = message.Traceparent,
        Body = message.Body,
        EnqueuedAt = now,
    };

    private static void Queue(ServiceDb db, List<OutboxRow> rows) => db.Write(
        "outbox",
        [
            ColumnOf.From("employer_id", rows, row => row.EmployerId),
            ColumnOf.From("sequence", rows, row => row.Sequence),
            ColumnOf.From("message_id", rows, row => row.MessageId),
            ColumnOf.From("kind", rows, row => row.Kind),
            ColumnOf.From("after", rows, row => row.After),
            ColumnOf.From("traceparent", rows, row => row.Traceparent),
            ColumnOf.From("body", rows, row => row.Body),
            ColumnOf.From("enqueued_at", rows, row => row.EnqueuedAt),
        ]);
}
