using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Aso.Gateway.Audit;
using Aso.Gateway.People;
using Aso.Gateway.Store;
using Aso.Gateway.Tokens;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Aso.Gateway.Sessions;

/// <summary>The sign-ins of people: opened by a password, ended at once everywhere.</summary>
internal sealed class SignedInSessions(
    GatewayDb db, EndedSessions ended, IOpenIddictAuthorizationManager authorizations, IOpenIddictTokenManager tokens,
    IOptions<AuthOptions> options, TimeProvider clock)
{
    private const string SessionProperty = "aso_session";
    private const int BrowserLengthMax = 200;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <returns>The session, and the key that its cookie holds.</returns>
    public async Task<(SessionRow Session, string Key)> OpenAsync(PersonRow person, HttpRequest request, CancellationToken cancel)
    {
        var key = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32));
        var browser = new string([.. request.Headers.UserAgent.ToString().Where(sign => !char.IsControl(sign)).Take(BrowserLengthMax)]);
        var session = new SessionRow
        {
            SessionId = Guid.CreateVersion7(clock.GetUtcNow()),
            PersonId = person.PersonId,
            KeyHash = HashOf(key),
            StartedAt = Now,
            EndsAt = Now.AddHours(options.Value.SessionHours),
            LastSeenAt = Now,
            Address = ShortAddress.Of(request.HttpContext.Connection.RemoteIpAddress),
            Browser = browser,
        };
        db.Sessions.Add(session);
        await db.SaveChangesAsync(cancel);
        return (session, key);
    }

    /// <summary>The session that a cookie names, while it lasts.</summary>
    public async Task<SessionRow?> FindAsync(string? sessionId, string? key, CancellationToken cancel) =>
        key is not null && await FindAsync(sessionId, cancel) is { } session && session.KeyHash == HashOf(key) ? session : null;

    /// <summary>The session that a token names, while it lasts.</summary>
    public async Task<SessionRow?> FindAsync(string? sessionId, CancellationToken cancel)
    {
        var now = Now;
        return Guid.TryParse(sessionId, out var id)
            ? await db.Sessions.AsNoTracking().SingleOrDefaultAsync(row => row.SessionId == id && row.EndedAt == null && row.EndsAt > now, cancel)
            : null;
    }

    /// <summary>Those of a person that last, the newest first.</summary>
    public async Task<List<SessionRow>> OfAsync(Guid personId, CancellationToken cancel)
    {
        var now = Now;
        return await db.Sessions.AsNoTracking()
            .Where(row => row.PersonId == personId && row.EndedAt == null && row.EndsAt > now)
            .OrderByDescending(row => row.SessionId).ToListAsync(cancel);
    }

    /// <summary>Notes that tokens were fetched.</summary>
    public async Task SeeAsync(SessionRow session, CancellationToken cancel)
    {
        var now = Now;
        await db.Sessions.Where(row => row.SessionId == session.SessionId).ExecuteUpdateAsync(set => set.SetProperty(row => row.LastSeenAt, now), cancel);
    }

    /// <summary>An authorization of its own for each code, which ends with the session.</summary>
    /// <returns>Its id, for the tokens.</returns>
    public async Task<string?> AuthorizeAsync(SessionRow session, string? applicationId, ImmutableArray<string> scopes, CancellationToken cancel)
    {
        var descriptor = new OpenIddictAuthorizationDescriptor
        {
            ApplicationId = applicationId,
            CreationDate = clock.GetUtcNow(),
            Status = Statuses.Valid,
            Subject = session.PersonId.ToString(),
            Type = AuthorizationTypes.AdHoc,
            Properties = { [SessionProperty] = JsonSerializer.SerializeToElement(session.SessionId) },
        };
        descriptor.Scopes.UnionWith(scopes);
        return await authorizations.GetIdAsync(await authorizations.CreateAsync(descriptor, cancel), cancel);
    }

    /// <summary>Ends one session: its cookie, its codes and refresh tokens, its access tokens and streams.</summary>
    /// <returns>False where there is no such session that lasts.</returns>
    public async Task<bool> EndAsync(Guid personId, Guid sessionId, CancellationToken cancel) =>
        (await EndAsync(personId, row => row.SessionId == sessionId, cancel)).Count > 0;

    /// <summary>Ends every session of a person, but the one that is kept.</summary>
    public async Task<int> EndAllAsync(Guid personId, CancellationToken cancel, Guid? kept = null) =>
        (await EndAsync(personId, row => row.SessionId != kept, cancel)).Count;

    private async Task<IReadOnlyList<Guid>> EndAsync(
        Guid personId, System.Linq.Expressions.Expression<Func<SessionRow, bool>> which, CancellationToken cancel)
    {
        var now = Now;
        var lasting = db.Sessions.Where(row => row.PersonId == personId && row.EndedAt == null && row.EndsAt > now).Where(which);
        var ids = await lasting.Select(row => row.SessionId).ToListAsync(cancel);
        if (ids.Count == 0)
        {
            return ids;
        }

        DateTime? at = now;
        await db.Sessions.Where(row => ids.Contains(row.SessionId) && row.EndedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.EndedAt, at), cancel);
        ended.Add(ids.Select(id => id.ToString()));
        await RevokeAsync(personId, ids, cancel);
        return ids;
    }

    // A code or refresh token of an ended session is refused as it is; this is so that none can come to life again.
    private async Task RevokeAsync(Guid personId, List<Guid> sessionIds, CancellationToken cancel)
    {
        var all = new List<object>();
        await foreach (var authorization in authorizations.FindBySubjectAsync(personId.ToString(), cancel))
        {
            all.Add(authorization);
        }

        foreach (var authorization in all)
        {
            var properties = await authorizations.GetPropertiesAsync(authorization, cancel);
            if (properties.TryGetValue(SessionProperty, out var of) && of.TryGetGuid(out var session) && sessionIds.Contains(session)
                && await authorizations.HasStatusAsync(authorization, Statuses.Valid, cancel))
            {
                await authorizations.TryRevokeAsync(authorization, cancel);
                await tokens.RevokeByAuthorizationIdAsync((await authorizations.GetIdAsync(authorization, cancel))!, cancel);
            }
        }
    }

    private static string HashOf(string key) => Base64UrlEncoder.Encode(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
