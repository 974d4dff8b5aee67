using Aso.Foundation.Data;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aso.Foundation.Messaging;

/// <summary>Applies a batch of messages: receipts and work in one transaction, in sequence, each once, causes before effects.</summary>
/// <remarks>
/// A message that came too early is parked as waiting, one that cannot be applied as poison; both are committed before the
/// broker is told, so nothing acknowledged is lost, and what follows a poison message of an employer waits while all else goes on.
/// </remarks>
internal sealed partial class Inbox<TDb>(
    IServiceScopeFactory scopes, DatabaseOf<TDb> database, AppliedMarks marks, InboxOf<TDb> inbox, TimeProvider clock, ILogger<Inbox<TDb>> log)
    where TDb : ServiceDb
{
    /// <summary>Of each source at a time: behind a poison message very many may wait.</summary>
    private const int WaitingTakenMax = 256;

    private readonly DatabaseOf _home = database.Home;

    /// <summary>Applies what can be applied and parks the rest; returns when that is committed.</summary>
    /// <exception cref="Exception">The database is out of reach; nothing was applied, nothing may be acknowledged.</exception>
    public async Task ApplyAsync(IReadOnlyList<StreamMessage> batch, CancellationToken cancel)
    {
        try
        {
            foreach (var employerId in await ApplyTogetherAsync(batch, cancel))
            {
                await ResumeAsync(employerId, cancel);
            }
        }
        catch (Exception failure) when (!Transient.Is(failure) && !cancel.IsCancellationRequested)
        {
            if (batch.Count == 1)
            {
                await ApplyAloneAsync(batch[0], cancel);
                return;
            }

            await ApplyAsync([.. batch.Take(batch.Count / 2)], cancel);
            await ApplyAsync([.. batch.Skip(batch.Count / 2)], cancel);
        }
    }

    /// <summary>Applies what waits for an employer and whose turn has come; what cannot be applied is set aside as poison.</summary>
    public async Task ResumeAsync(Guid employerId, CancellationToken cancel)
    {
        var taking = Taking.ArrivedAndWaiting;
        while (true)
        {
            StreamMessage? tried = null;
            try
            {
                var step = await InTransactionAsync((db, handler, reached) =>
                    ApplyEmployerAsync(db, handler, employerId, [], taking, reached, message => tried = message, cancel), cancel);
                if (step.Applied == 0)
                {
                    return;
                }
            }
            catch (Exception failure) when (tried is not null && !Transient.Is(failure) && !cancel.IsCancellationRequested)
            {
                if (taking == Taking.FirstWaiting)
                {
                    await ParkAsync(tried, failure, cancel);
                    taking = Taking.ArrivedAndWaiting;
                }
                else
                {
                    // One by one up to the one at fault.
                    taking = Taking.FirstWaiting;
                }
            }
        }
    }

    private async Task ApplyAloneAsync(StreamMessage message, CancellationToken cancel)
    {
        try
        {
            await InTransactionAsync((db, handler, reached) =>
                ApplyEmployerAsync(db, handler, message.EmployerId, [message], Taking.Arrived, reached, _ => { }, cancel), cancel);
        }
        catch (Exception failure) when (!Transient.Is(failure) && !cancel.IsCancellationRequested)
        {
            await ParkAsync(message, failure, cancel);
            return;
        }

        await ResumeAsync(message.EmployerId, cancel);
    }

    /// <returns>The employers for whom more waits that can be applied.</returns>
    private Task<List<Guid>> ApplyTogetherAsync(IReadOnlyList<StreamMessage> batch, CancellationToken cancel) =>
        InTransactionAsync(async (db, handler, reached) =>
        {
            var unfinished = new List<Guid>();
            var first = true;

            // In the order of the keys, as every replica does: no two wait for each other in a circle.
            foreach (var employer in batch.GroupBy(message => message.EmployerId).OrderBy(group => group.Key))
            {
                if (!first)
                {
                    await db.CommitAsync(cancel);
                    db.ChangeTracker.Clear();
                }

                first = false;
                var step = await ApplyEmployerAsync(db, handler, employer.Key, [.. employer], Taking.ArrivedAndWaiting, reached, _ => { }, cancel);
                if (step.MoreWaits)
                {
                    unfinished.Add(employer.Key);
                }
            }

            return unfinished;
        }, cancel);

    private async Task<T> InTransactionAsync<T>(Func<TDb, IInbox<TDb>, List<Reached>, Task<T>> work, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TDb>();
        var reached = new List<Reached>();
        await db.BeginOuterAsync(cancel);
        var result = await work(db, scope.ServiceProvider.GetRequiredService<IInbox<TDb>>(), reached);
        await db.CommitOuterAsync(cancel);
        foreach (var (source, employerId, sequence) in reached)
        {
            marks.Report(_home.Service, source, employerId, sequence);
        }

        return result;
    }

    private async Task<Step> ApplyEmployerAsync(
        TDb db, IInbox<TDb> handler, Guid employerId, List<StreamMessage> arrived, Taking taking,
        List<Reached> reached, Action<StreamMessage> trying, CancellationToken cancel)
    {
        var (cursors, line) = await InboxPosition.LockAsync(db, employerId, cancel);
        var turn = new Turn(inbox.Hears, cursors.ToDictionary(cursor => cursor.Key, cursor => cursor.Value.LastSequence));

        // What is parked already is decided about where it is.
        var candidates = arrived.Where(message => !line.Has(message)).DistinctBy(message => (message.Source, message.Sequence)).ToList();
        var early = candidates.ToList();
        var moreWaits = false;
        if (taking != Taking.Arrived)
        {
            (var next, moreWaits) = await line.NextAsync(db, turn.Reached, candidates, WaitingTakenMax, cancel);
            candidates.AddRange(next);
        }

        var ready = turn.Take(candidates, onlyFirst: taking == Taking.FirstWaiting);
        if (ready.Count > 0)
        {
            trying(ready[0]);
            await handler.ApplyAsync(db, employerId, [.. ready.Select(IncomingMessage.Read)], cancel);
        }

        foreach (var (source, sequence) in turn.Reached)
        {
            if (cursors.TryGetValue(source, out var cursor))
            {
                cursor.LastSequence = sequence;
            }
            else if (sequence > 0)
            {
                db.Add(new InboxCursorRow { EmployerId = employerId, Source = source, LastSequence = sequence });
            }

            reached.Add(new(source, employerId, sequence));
        }

        await line.RemoveAsync(db, turn.Reached, cancel);
        foreach (var message in early.Where(message => message.Sequence > turn.Reached.GetValueOrDefault(message.Source)))
        {
            db.Insert(ToRow(message, ParkedState.Waiting, reason: null));
        }

        return new(ready.Count, moreWaits);
    }

    private async Task ParkAsync(StreamMessage message, Exception failure, CancellationToken cancel)
    {
        LogParked(log, message.MessageId, message.Kind, message.Source, message.Sequence, failure.GetType().Name, failure.StackTrace);
        await InTransactionAsync(async (db, _, _) =>
        {
            await db.LockAsync(InboxPosition.Lock, message.EmployerId, cancel);
            if (await db.FindAsync<ParkedMessageRow>([message.EmployerId, message.Source, message.Sequence], cancel) is { } parked)
            {
                parked.State = ParkedState.Poison;
                parked.Reason = failure.GetType().Name;
            }
            else
            {
                db.Add(ToRow(message, ParkedState.Poison, failure.GetType().Name));
            }

            return true;
        }, cancel);
    }

    private ParkedMessageRow ToRow(StreamMessage message, ParkedState state, string? reason) => new()
    {
        EmployerId = message.EmployerId,
        Source = message.Source,
        Sequence = message.Sequence,
        State = state,
        MessageId = message.MessageId,
        Kind = message.Kind,
        After = message.After,
        Traceparent = message.Traceparent,
        Body = message.Body.Utf8.ToArray(),
        Reason = reason,
        ParkedAt = clock.GetUtcNow().UtcDateTime,
    };

    // The exception's text may quote a person's data; its type and where it came from do not.
    [LoggerMessage(Level = LogLevel.Error, Message = "Parked message {MessageId} ({Kind}) of {Source} #{Sequence}: {Failure} {Where}")]
    private static partial void LogParked(ILogger log, Guid messageId, string kind, string source, long sequence, string failure, string? where);
}

/// <summary>Which messages an attempt takes.</summary>
internal enum Taking
{
    ArrivedAndWaiting,
    Arrived,
    FirstWaiting,
}

/// <param name="MoreWaits">Whether more waits in line than was taken at once.</param>
internal readonly record struct Step(int Applied, bool MoreWaits);

internal readonly record struct Reached(string Source, Guid EmployerId, long Sequence);

/// <summary>What the inbox of one service hears.</summary>
/// <param name="CanWait">The kinds of messages that others follow in a moment, and for which alone nobody waits.</param>
internal sealed record InboxOf<TDb>(IReadOnlyList<string> Hears, IReadOnlySet<string> CanWait)
    where TDb : ServiceDb;
