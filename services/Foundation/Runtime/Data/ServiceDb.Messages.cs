using System.Diagnostics;
using System.Text.Json;
using Aso.Contracts;
using Aso.Foundation.Data;

namespace Aso.Foundation;

/// <summary>What a transaction tells others once it has committed.</summary>
public abstract partial class ServiceDb
{
    private readonly List<Outgoing> _outgoing = [];
    private readonly List<Action> _afterCommit = [];

    // Whether this transaction leaves messages in the outbox.
    private bool _tells;

    /// <summary>Queues a message about an employer; it leaves only if <see cref="CommitAsync"/> commits, in the order of these calls.</summary>
    public void Enqueue<T>(Guid employerId, T message)
        where T : class
    {
        var kind = MessageCatalog.Of(typeof(T));
        _outgoing.Add(new(employerId, kind.Name, JsonSerializer.SerializeToUtf8Bytes(message, MessageCatalog.JsonOf(kind)), Activity.Current?.Id, DueAt: null));
    }

    /// <summary>As <see cref="Enqueue"/>, to leave at <paramref name="dueAt"/> (UTC) or soon after.</summary>
    public void EnqueueAt<T>(Guid employerId, T message, DateTime dueAt)
        where T : class
    {
        var kind = MessageCatalog.Of(typeof(T));
        _outgoing.Add(new(employerId, kind.Name, JsonSerializer.SerializeToUtf8Bytes(message, MessageCatalog.JsonOf(kind)), Activity.Current?.Id, dueAt));
    }

    /// <summary>Runs once the transaction has committed, never if it does not: for what may be lost, such as waking those who watch. Must not throw or wait.</summary>
    public void AfterCommit(Action told) => _afterCommit.Add(told);

    internal void EnqueueDue(ScheduledMessageRow due) =>
        _outgoing.Add(new(due.EmployerId, due.Kind, due.Body, due.Traceparent, DueAt: null));

    /// <summary>Wakes the relay where there is something to send.</summary>
    private void Tell()
    {
        if (_tells)
        {
            _tells = false;
            Home.OutboxSignal.Raise();
        }
    }
}

/// <summary>A message between <see cref="ServiceDb.Enqueue"/> and the outbox.</summary>
internal readonly record struct Outgoing(Guid EmployerId, string Kind, byte[] Body, string? Traceparent, DateTime? DueAt);
