using Aso.Foundation.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aso.Foundation.Messaging;

/// <summary>Goes on with messages that still wait although their turn has come: whoever was to apply them, after those before them, ended in between.</summary>
internal sealed partial class InboxResumption<TDb>(
    IServiceScopeFactory scopes, Inbox<TDb> inbox, DatabaseOf<TDb> database, TimeProvider clock, ILogger<InboxResumption<TDb>> log) : BackgroundService
    where TDb : ServiceDb
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        do
        {
            try
            {
                foreach (var employerId in await WithWaitingNextAsync(stoppingToken))
                {
                    await inbox.ResumeAsync(employerId, stoppingToken);
                }
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(log, database.Home.Service, failure.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<List<Guid>> WithWaitingNextAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TDb>();
        return await db.Set<ParkedMessageRow>()
            .Where(row => row.State == ParkedState.Waiting
                && row.Sequence == 1 + (db.Set<InboxCursorRow>()
                    .Where(cursor => cursor.EmployerId == row.EmployerId && cursor.Source == row.Source)
                    .Select(cursor => (long?)cursor.LastSequence).FirstOrDefault() ?? 0))
            .Select(row => row.EmployerId).Distinct().ToListAsync(cancel);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Messages of {Service} whose turn has come wait ({Failure}); the next round looks again")]
    private static partial void LogFailed(ILogger log, string service, string failure);
}
