namespace Aso.Foundation.Messaging;

/// <summary>Messages between the bus and their receipt: completed when the receipt, or the parking, of all of them is committed.</summary>
internal sealed class Delivery(IReadOnlyList<StreamMessage> messages)
{
    private readonly TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<StreamMessage> Messages => messages;

    public Task Settled => _settled.Task;

    public void Settle() => _settled.TrySetResult();

    public void Abandon() => _settled.TrySetCanceled();
}

/// <summary>Who tells whom how far messages have been applied, within one process.</summary>
/// <remarks>With the in-memory bus the outbox row is all that survives a crash: it stays until every listener has reported here.</remarks>
internal sealed class AppliedMarks
{
    private readonly Dictionary<(string Source, Guid EmployerId, string Listener), long> _applied = [];
    private readonly Dictionary<string, Signal> _sources = [];
    private readonly Lock _lock = new();

    public void Watch(string source, Signal signal)
    {
        lock (_lock)
        {
            _sources[source] = signal;
        }
    }

    public void Report(string listener, string source, Guid employerId, long sequence)
    {
        lock (_lock)
        {
            _applied[(source, employerId, listener)] = sequence;
            _sources.GetValueOrDefault(source)?.Raise();
        }
    }

    /// <summary>The last sequence that all <paramref name="listeners"/> have applied; zero where one has reported nothing yet.</summary>
    public long AppliedByAll(string source, Guid employerId, IReadOnlyList<string> listeners)
    {
        lock (_lock)
        {
            return listeners.Min(listener => _applied.GetValueOrDefault((source, employerId, listener)));
        }
    }
}
