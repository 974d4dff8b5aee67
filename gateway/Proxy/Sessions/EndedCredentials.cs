using Aso.Gateway.Store;

namespace Aso.Gateway.Sessions;

/// <summary>Writes down that what a client's tokens came of was withdrawn, so that every replica refuses them.</summary>
internal sealed class EndedCredentials(GatewayDb db, EndedSessions ended, TimeProvider clock)
{
    /// <param name="session">See <see cref="Tokens.ClientRecords.SessionOfAsync"/>; each ends once.</param>
    public async Task AddAsync(string session, CancellationToken cancel)
    {
        ended.Add([session]);
        db.EndedCredentials.Add(new() { SessionId = session, EndedAt = clock.GetUtcNow().UtcDateTime });
        await db.SaveChangesAsync(cancel);
    }
}
