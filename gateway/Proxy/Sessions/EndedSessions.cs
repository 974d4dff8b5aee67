using System.Collections.Frozen;
using Aso.Foundation;
using Aso.Gateway.Store;
using Microsoft.EntityFrameworkCore;

namespace Aso.Gateway.Sessions;

/// <summary>Which sessions have ended although tokens of theirs have not: held in memory, for each request asks.</summary>
/// <remarks>What this process ends it knows at once; what another replica ended, within <see cref="Between"/>.</remarks>
internal sealed partial class EndedSessions(IServiceScopeFactory scopes, TimeProvider clock, ILogger<EndedSessions> log) : BackgroundService, IEndedSessions
{
    public static readonly TimeSpan Between = TimeSpan.FromSeconds(5);

    // Longer than any access token lives, the difference of clocks included.
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(15);

    private readonly Lock _changing = new();
    private FrozenDictionary<string, DateTime> _ended = FrozenDictionary<string, DateTime>.Empty;

    /// <summary>Tells of sessions that were not known to have ended before.</summary>
    public event Action<IReadOnlySet<string>>? Ended;

    public bool Has(string session)
    {
        var ended = Volatile.Read(ref _ended);
        return ended.Count > 0 && ended.ContainsKey(session);
    }

    /// <summary>Remembers what has just been ended, and is written down as such.</summary>
    public void Add(IEnumerable<string> sessions)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        Merge(sessions.Select(session => KeyValuePair.Create(session, now)), now);
    }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await RefreshAsync(cancellationToken);   // before the first request is answered
        await base.StartAsync(cancellationToken);
    }

    /// <summary>Reads what any replica has ended.</summary>
    public async Task RefreshAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var since = now - Remembered;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<GatewayDb>();
        var sessions = await db.Sessions.Where(row => row.EndedAt > since).Select(row => new { row.SessionId, row.EndedAt }).ToListAsync(cancel);
        var credentials = await db.EndedCredentials.Where(row => row.EndedAt > since).Select(row => new { row.SessionId, row.EndedAt }).ToListAsync(cancel);
        Merge(
            sessions.Select(row => KeyValuePair.Create(row.SessionId.ToString(), row.EndedAt!.Value))
                .Concat(credentials.Select(row => KeyValuePair.Create(row.SessionId, row.EndedAt))),
            now);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Between, clock);
        var isHeard = true;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RefreshAsync(stoppingToken);
                isHeard = true;
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                // What is known stays known; said once for each outage.
                if (isHeard)
                {
                    LogNotHeard(failure);
                }

                isHeard = false;
            }
        }
    }

    private void Merge(IEnumerable<KeyValuePair<string, DateTime>> found, DateTime now)
    {
        HashSet<string> news;
        lock (_changing)
        {
            var all = _ended.Where(known => known.Value > now - Remembered).ToDictionary();
            news = [.. found.Where(one => all.TryAdd(one.Key, one.Value)).Select(one => one.Key)];
            if (news.Count > 0 || all.Count < _ended.Count)
            {
                Volatile.Write(ref _ended, all.ToFrozenDictionary(StringComparer.Ordinal));
            }
        }

        if (news.Count > 0)
        {
            Ended?.Invoke(news);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Which sessions were ended elsewhere cannot be read; what is known still holds")]
    private partial void LogNotHeard(Exception failure);
}
