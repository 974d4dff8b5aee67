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
        var parked = new Dictionary<(string, long), ParkedState>();
        var fetch = db.Fetch();
        fetch.Lock(Lock, [employerId]);
        var cursors = fetch.Tracked<InboxCursorRow>($"employer_id = {employerId}");
        fetch.Read(
            $"SELECT source, sequence, state FROM parked_message WHERE employer_id = {employerId}",
            row => parked.Add((row.GetString(0), row.GetInt64(1)), (ParkedState)row.GetInt32(2)));
        await fetch.RunAsync(cancel);
        return new(cursors.ToDictionary(cursor => cursor.Source), new(employerId, parked));
    }
}
