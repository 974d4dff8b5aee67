using Aso.Foundation.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aso.Foundation.Messaging;

/// <summary>Moves messages whose time has come from the schedule into the outbox, each once, whichever replica does it.</summary>
internal sealed partial class ScheduledMessages<TDb>(
    IServiceScopeFactory scopes, DatabaseOf<TDb> database, TimeProvider clock, ILogger<ScheduledMessages<TDb>> log) : BackgroundService
    where TDb : ServiceDb
{
    private const int RowsPerBatchMax = 200;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await MoveDueAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(log, database.Home.Service, failure.GetType().Name);
            }
        }
    }

    private async Task MoveDueAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TDb>();
        var now = clock.GetUtcNow().UtcDateTime;
        if (!await db.Set<ScheduledMessageRow>().AnyAsync(row => row.DueAt <= now, cancel))
        {
            return;
        }

        await db.LockAsync("schedule", Guid.Empty, cancel);
        var due = await db.Set<ScheduledMessageRow>().Where(row => row.DueAt <= now).OrderBy(row => row.DueAt).Take(RowsPerBatchMax).ToListAsync(cancel);
        due.ForEach(db.EnqueueDue);
        db.RemoveRange(due);
        await db.CommitAsync(cancel);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Scheduled messages of {Service} wait ({Failure})")]
    private static partial void LogFailed(ILogger log, string service, string failure);
}
