using Aso.Foundation.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aso.Foundation.Messaging;

/// <summary>Sends what the outbox holds over the bus of this process, and keeps each row until every listener has applied it: here the outbox is the queue.</summary>
internal sealed partial class InProcessRelay<TDb>(
    IServiceScopeFactory scopes, DatabaseOf<TDb> database, StreamPublisher publisher, AppliedMarks marks, TimeProvider clock, IHostApplicationLifetime lifetime, ILogger<InProcessRelay<TDb>> log)
    : BackgroundService
    where TDb : ServiceDb
{
    private const int RowsPerBatchMax = 256;

    /// <summary>Removing at most this often keeps the cost of a removal from every message.</summary>
    private static readonly TimeSpan RemovalPause = TimeSpan.FromMilliseconds(200);

    /// <summary>A row that is older was lost on the bus (a consumer that faulted) and is sent again.</summary>
    private static readonly TimeSpan ResendAfter = TimeSpan.FromSeconds(30);

    private readonly DatabaseOf _home = database.Home;
    private readonly IReadOnlyList<string> _listeners = Topology.ListenersOf(database.Home.Service);
    private readonly Dictionary<Guid, long> _unapplied = [];
    private long _lastSent;
    private long _lastRemoval;
    private long _lastResend;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The bus may be stopped before this is.
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lifetime.ApplicationStopping);
        await RelayAsync(stopping.Token);
    }

    private async Task RelayAsync(CancellationToken stoppingToken)
    {
        marks.Watch(_home.Service, _home.OutboxSignal);
        await publisher.ReadyAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            var sent = 0;
            try
            {
                sent = await SendBatchAsync(stoppingToken);
                if (clock.GetElapsedTime(_lastRemoval) >= RemovalPause)
                {
                    await RemoveAppliedAsync(stoppingToken);
                    _lastRemoval = clock.GetTimestamp();
                }
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(log, _home.Service, failure.GetType().Name);
                await Task.Delay(RemovalPause, stoppingToken);
            }

            if (sent < RowsPerBatchMax)
            {
                await _home.OutboxSignal.WaitAsync(_unapplied.Count > 0 ? RemovalPause : ResendAfter, stoppingToken);
            }
        }
    }

    // One writer at a time, so ids are in commit order and a cursor misses none.
    private async Task<int> SendBatchAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TDb>();
        var rows = await db.Set<OutboxRow>().Where(row => row.Id > _lastSent).OrderBy(row => row.Id).Take(RowsPerBatchMax).AsNoTracking().ToArrayAsync(cancel);
        if (rows.Length == 0)
        {
            return 0;
        }

        await publisher.SendAsync(_home.Service, rows, cancel);
        _lastSent = rows[^1].Id;
        foreach (var row in rows)
        {
            _unapplied[row.EmployerId] = Math.Max(_unapplied.GetValueOrDefault(row.EmployerId), row.Sequence);
        }

        return rows.Length;
    }

    private async Task RemoveAppliedAsync(CancellationToken cancel)
    {
        var removable = _unapplied.Keys
            .Select(employerId => (EmployerId: employerId, Through: marks.AppliedByAll(_home.Service, employerId, _listeners)))
            .Where(mark => mark.Through > 0).ToList();
        if (_unapplied.Count == 0)
        {
            return;
        }

        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TDb>();
        await db.BeginOuterAsync(cancel);
        foreach (var (employerId, through) in removable)
        {
            await db.Set<OutboxRow>().Where(row => row.EmployerId == employerId && row.Sequence <= through).ExecuteDeleteAsync(cancel);
            if (_unapplied[employerId] <= through)
            {
                _unapplied.Remove(employerId);
            }
        }

        var overdue = clock.GetUtcNow().UtcDateTime - ResendAfter;
        var oldest = await db.Set<OutboxRow>().Where(row => row.Id <= _lastSent && row.EnqueuedAt < overdue).OrderBy(row => row.Id).Select(row => row.Id).FirstOrDefaultAsync(cancel);
        await db.CommitOuterAsync(cancel);
        if (oldest > 0 && clock.GetElapsedTime(_lastResend) >= ResendAfter)
        {
            LogResend(log, _home.Service);
            _lastSent = oldest - 1;
            _lastResend = clock.GetTimestamp();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The outbox of {Service} could not be sent ({Failure}); it is kept and tried again")]
    private static partial void LogFailed(ILogger log, string service, string failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Messages of {Service} have not been applied for a while; sending them again")]
    private static partial void LogResend(ILogger log, string service);
}
