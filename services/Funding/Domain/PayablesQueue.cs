namespace Aso.Funding.Domain;

/// <summary>The payables that wait, first in first out. Of a long queue only the head is loaded, page by page.</summary>
/// <remarks>In order: what was loaded, what still lies in the store, what was posted since.</remarks>
internal sealed class PayablesQueue(long storedCount)
{
    private readonly Queue<Payable> _loaded = new();
    private readonly Queue<Payable> _posted = new();
    private readonly HashSet<Guid> _removed = [];
    private long _inStore = storedCount;

    public long Count { get; private set; } = storedCount;

    /// <summary>The position after which the next page begins.</summary>
    public long LoadedThrough { get; private set; }

    public void Add(Payable payable)
    {
        _posted.Enqueue(payable);
        Count++;
    }

    /// <summary>The next stored payables in order of position, as they were queued when the book was loaded.</summary>
    public void Load(IReadOnlyList<Payable> page)
    {
        if (page.Count == 0 || page.Count > _inStore)
        {
            throw new InvalidOperationException($"A page of {page.Count} does not fit: {_inStore} queued payables are left in the store.");
        }

        foreach (var payable in page)
        {
            if (payable.Position <= LoadedThrough)
            {
                throw new InvalidOperationException($"Position {payable.Position} is out of order behind {LoadedThrough}.");
            }

            LoadedThrough = payable.Position;
            _loaded.Enqueue(payable);
        }

        _inStore -= page.Count;
    }

    /// <summary>Takes a payable out of the queue, wherever it waits.</summary>
    public void Remove(Guid id)
    {
        _removed.Add(id);
        Count--;
    }

    /// <summary>The head; null where the queue is empty, or where the head lies in the store and must be loaded.</summary>
    public Payable? Head(out bool liesInStore)
    {
        SkipRemoved(_loaded);
        liesInStore = _loaded.Count == 0 && _inStore > 0;
        if (liesInStore)
        {
            return null;
        }

        SkipRemoved(_posted);
        return _loaded.TryPeek(out var head) || _posted.TryPeek(out head) ? head : null;
    }

    public void Dequeue()
    {
        _ = _loaded.TryDequeue(out _) || _posted.TryDequeue(out _);
        Count--;
    }

    private void SkipRemoved(Queue<Payable> part)
    {
        while (part.TryPeek(out var head) && _removed.Contains(head.Id))
        {
            part.Dequeue();
        }
    }
}
