using Aso.Foundation.Data;

namespace Aso.Foundation.Messaging;

/// <summary>Numbers messages and queues their rows in the outbox, inside the transaction of what they report.</summary>
internal static class OutboxWrite
{
    private const string Columns = "employer_id, sequence, message_id, kind, after, traceparent, body, enqueued_at";

    /// <summary>The employer's last number is taken first; its row stays locked until the commit, so numbers are in commit order. The first of the rows is so far behind it.</summary>
    private const string Numbered = """
        SELECT given.employer_id, stream.last_sequence - given.behind, given.message_id, given.kind, coalesce(stream.after, ''), given.traceparent, given.body, given.enqueued_at
        FROM given CROSS JOIN (
            SELECT last_sequence, (
                SELECT string_agg(source || '=' || last_sequence, ',' ORDER BY source)
                FROM inbox_cursor WHERE employer_id = (SELECT employer_id FROM given LIMIT 1)) AS after
            FROM outbox_stream WHERE employer_id = (SELECT employer_id FROM given LIMIT 1)) AS stream
        WHERE true ORDER BY given.behind DESC
        """;

    /// <summary>Keeps those that leave later; the next save writes them.</summary>
    public static void Schedule(ServiceDb db, List<Outgoing> outgoing)
    {
        foreach (var later in outgoing.Where(message => message.DueAt is not null))
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
    }

    /// <summary>Queues the rows of those that leave now.</summary>
    public static void Queue(ServiceDb db, List<Outgoing> outgoing)
    {
        // In the order of the keys: two transactions that number the same employers cannot wait for each other in a circle.
        var employers = outgoing.Where(message => message.DueAt is null).GroupBy(message => message.EmployerId).OrderBy(employer => employer.Key)
            .Select(employer => (Id: employer.Key, Messages: employer.ToList())).ToList();
        if (employers.Count == 0)
        {
            return;
        }

        db.Write(new RowsOf(
            "outbox_stream",
            [ColumnOf.From("employer_id", employers, employer => employer.Id), ColumnOf.From("last_sequence", employers, employer => (long)employer.Messages.Count)],
            "ON CONFLICT (employer_id) DO UPDATE SET last_sequence = outbox_stream.last_sequence + excluded.last_sequence"));
        var now = db.Home.Clock.GetUtcNow().UtcDateTime;
        employers.ForEach(employer => db.Write(RowsOf(employer.Messages, now)));
    }

    private static RowsOf RowsOf(List<Outgoing> messages, DateTime now) => new(
        "outbox",
        [
            ColumnOf.From("employer_id", messages, message => message.EmployerId),
            new("behind", Enumerable.Range(1, messages.Count).Select(number => (long)(messages.Count - number)).ToArray()),
            ColumnOf.From("message_id", messages, _ => Guid.CreateVersion7()),
            ColumnOf.From("kind", messages, message => message.Kind),
            ColumnOf.From("traceparent", messages, message => message.Traceparent),
            ColumnOf.From("body", messages, message => message.Body),
            ColumnOf.From("enqueued_at", messages, _ => now),
        ])
    {
        Made = new(Columns, Numbered),
    };
}
