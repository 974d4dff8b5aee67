using Aso.Foundation.Data;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aso.Foundation.Messaging;

/// <summary>How far apart a service's batches of messages leave at least. What comes after a pause leaves at once.</summary>
/// <remarks>
/// For a service whose work comes one by one and fast: what hears it then applies several at once, for hardly more than one. Who passes on what it has heard is paced by that already.
/// A batch that took long tells of a machine that is short of processors: the next one waits longer and is larger, so that less is done for each message.
/// </remarks>
public sealed record RelayPace<TDb>(TimeSpan Apart)
    where TDb : ServiceDb
{
    /// <summary>A batch takes this part of the time until the next.</summary>
    private const int Share = 4;

    /// <summary>In units of <see cref="Apart"/>: longer than this no batch waits for another.</summary>
    private const int ApartMost = 3;

    /// <summary>Waits until the next batch may leave.</summary>
    /// <param name="began">When the last one began to, by the clock.</param>
    /// <param name="took">How long it took until the broker had it.</param>
    internal Task KeepAsync(long began, TimeSpan took, TimeProvider clock, CancellationToken cancel)
    {
        var apart = TimeSpan.FromTicks(Math.Clamp(took.Ticks * Share, Apart.Ticks, Apart.Ticks * ApartMost));
        var early = apart - clock.GetElapsedTime(began);
        return early > TimeSpan.Zero ? Task.Delay(early, clock, cancel) : Task.CompletedTask;
    }
}

/// <summary>Sends what the outbox holds, oldest first, and removes it once the broker has it on disk. Any number of replicas.</summary>
internal sealed partial class OutboxRelay<TDb>(
    IServiceScopeFactory scopes, DatabaseOf<TDb> database, StreamPublisher publisher, TimeProvider clock, ILogger<OutboxRelay<TDb>> log,
    RelayPace<TDb>? pace = null) : BackgroundService
    where TDb : ServiceDb
{
    /// <summary>The window of unconfirmed messages: beyond it nothing is gained (measured on quorum queues).</summary>
    internal const int RowsPerBatchMax = 256;

    /// <summary>Who holds it sends; a service has one outbox.</summary>
    private const string Lock = "relay";

    private static readonly TimeSpan IdlePause = TimeSpan.FromSeconds(1);

    private readonly DatabaseOf _home = database.Home;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await publisher.ReadyAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            var sent = 0;
            var began = clock.GetTimestamp();
            try
            {
                sent = await SendBatchAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(log, _home.Service, failure.GetType().Name);
                await Task.Delay(IdlePause, stoppingToken);
            }

            if (sent < RowsPerBatchMax)
            {
                var took = clock.GetElapsedTime(began);
                await _home.OutboxSignal.WaitAsync(IdlePause, stoppingToken);
                await (pace?.KeepAsync(began, took, clock, stoppingToken) ?? Task.CompletedTask);
            }
        }
    }

    /// <summary>Sends and removes the oldest rows, as many as go together.</summary>
    /// <returns>How many there were; they stay where the broker did not confirm all.</returns>
    internal async Task<int> SendBatchAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TDb>();
        await db.BeginOuterAsync(cancel);

        var rows = await TakeAsync(db, cancel);
        if (rows.Count == 0)
        {
            await db.AbandonAsync();
            return 0;
        }

        var confirmed = await publisher.SendAsync(_home.Service, [.. rows], cancel);
        if (confirmed.Count == rows.Count)
        {
            await db.CommitOuterAsync(cancel);
            return rows.Count;
        }

        // All stay, those confirmed too: who has applied a message does not apply it again.
        await db.AbandonAsync();
        LogUnconfirmed(log, rows.Count - confirmed.Count, _home.Service);
        await Task.Delay(IdlePause, cancel);
        return rows.Count;
    }

    /// <summary>Removes the oldest, which counts once the transaction commits. One replica at a time: the broker gets an employer's messages in sequence, and receivers have none to put back.</summary>
    private static async Task<List<OutboxRow>> TakeAsync(TDb db, CancellationToken cancel)
    {
        var rows = new List<OutboxRow>();
        var fetch = db.Fetch();
        fetch.Lock(Lock, [Guid.Empty]);
        fetch.Read(
            $"""
            DELETE FROM outbox WHERE id = ANY (ARRAY(SELECT id FROM outbox ORDER BY id LIMIT {RowsPerBatchMax}))
            RETURNING id, employer_id, sequence, message_id, kind, after, traceparent, body, enqueued_at
            """,
            row => rows.Add(new()
            {
                Id = row.GetInt64(0),
                EmployerId = row.GetGuid(1),
                Sequence = row.GetInt64(2),
                MessageId = row.GetGuid(3),
                Kind = row.GetString(4),
                After = row.GetString(5),
                Traceparent = row.IsDBNull(6) ? null : row.GetString(6),
                Body = row.GetFieldValue<byte[]>(7),
                EnqueuedAt = row.GetDateTime(8),
            }));
        await fetch.RunAsync(cancel);
        rows.Sort((one, other) => one.Id.CompareTo(other.Id));
        return rows;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The outbox of {Service} could not be sent ({Failure}); it is kept and tried again")]
    private static partial void LogFailed(ILogger log, string service, string failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Messages} messages of {Service} were not confirmed by the broker; they and those sent with them are kept and sent again")]
    private static partial void LogUnconfirmed(ILogger log, int messages, string service);
}
