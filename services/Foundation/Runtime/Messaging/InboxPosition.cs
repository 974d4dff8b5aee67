using Aso.Foundation.Data;

namespace Aso.Foundation.Messaging;

/// <summary>How far a service has come with an employer's messages: locked and read with one round trip, since that precedes every batch.</summary>
/// <param name="Cursors">Tracked, by source: what changes in them is saved with the commit.</param>
internal readonly record struct InboxPosition(Dictionary<string, InboxCursorRow> Cursors, WaitingLine Line)
{
    /// <summary>Who holds it for an employer applies that employer's messages.</summary>
    public const string Lock = "inbox";

    public static async Task<InboxPosition> LockAsync(ServiceDb db, Guid employerId, CancellationToken cancel)
    {
        var cursors = new Dictionary<string, InboxCursorRow>();
        var parked = new Dictionary<(string, long), ParkedState>();
        await db.ReadLockedAsync(
            Lock, employerId,
            "SELECT source, last_sequence FROM inbox_cursor WHERE employer_id = @key; SELECT source, sequence, state FROM parked_message WHERE employer_id = @key;",
            async reader =>
            {
                while (await reader.ReadAsync(cancel))
                {
                    cursors.Add(reader.GetString(0), new() { EmployerId = employerId, Source = reader.GetString(0), LastSequence = reader.GetInt64(1) });
                }

                await reader.NextResultAsync(cancel);
                while (await reader.ReadAsync(cancel))
                {
                    parked.Add((reader.GetString(0), reader.GetInt64(1)), (ParkedState)reader.GetInt32(2));
                }
            },
            cancel);
        db.AttachRange(cursors.Values);
        return new(cursors, new(employerId, parked));
    }
}
