using Aso.Gateway.Store;

namespace Aso.Gateway.Sessions;

/// <summary>Writes down that what a client's tokens came of was withdrawn, so that every replica refuses them.</summary>
internal sealed class EndedCredentials(GatewayDb db, EndedSessions ended, TimeProvider clock)
{
    /// <summary>Does what takes a client's credentials away, and ends what was fetched with them: all or nothing.</summary>
    /// <param name="session">See <see cref="Tokens.ClientRecords.SessionOfAsync"/>; each ends once. Null where what was fetched goes on.</param>
    public async Task EndAsync(string? session, Func<Task> actAsync, CancellationToken cancel)
    {
        await db.TogetherAsync(
            async () =>
            {
                await actAsync();
                if (session is not null)
                {
                    db.EndedCredentials.Add(new() { SessionId = session, EndedAt = clock.GetUtcNow().UtcDateTime });
                    await db.SaveChangesAsync(cancel);
                }
            },
            cancel);
        if (session is not null)
        {
            ended.Add([session]);
        }
    }
}
