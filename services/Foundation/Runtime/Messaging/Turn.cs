namespace Aso.Foundation.Messaging;

/// <summary>Picks, among messages about one employer, those whose turn has come. Pure.</summary>
/// <param name="hears">The sources that this service hears: a vector's other entries do not concern it.</param>
/// <param name="reached">The last sequence applied of each source.</param>
internal sealed class Turn(IReadOnlyList<string> hears, Dictionary<string, long> reached)
{
    /// <summary>The last sequence of each source, those picked included.</summary>
    public IReadOnlyDictionary<string, long> Reached => reached;

    /// <summary>In the order in which to apply them: gapless per source, and each after all that its sender had applied.</summary>
    public List<StreamMessage> Take(IReadOnlyList<StreamMessage> candidates, bool onlyFirst)
    {
        var queues = candidates
            .GroupBy(message => message.Source)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new Queue<StreamMessage>(group.OrderBy(message => message.Sequence)))
            .ToList();
        foreach (var message in candidates)
        {
            reached.TryAdd(message.Source, 0);
        }

        var ready = new List<StreamMessage>();
        var moved = true;
        while (moved && !(onlyFirst && ready.Count > 0))
        {
            moved = false;
            foreach (var queue in queues)
            {
                while (queue.TryPeek(out var next) && Comes(next) is { } taken && !(onlyFirst && ready.Count > 0))
                {
                    queue.Dequeue();
                    moved = true;
                    if (taken)
                    {
                        reached[next.Source] = next.Sequence;
                        ready.Add(next);
                    }
                }
            }
        }

        return ready;
    }

    /// <returns>True: apply. False: applied before, drop. Null: too early.</returns>
    private bool? Comes(StreamMessage message)
    {
        var last = reached[message.Source];
        if (message.Sequence <= last)
        {
            return false;
        }

        return message.Sequence == last + 1 && CausesApplied(message) ? true : null;
    }

    private bool CausesApplied(StreamMessage message)
    {
        foreach (var (source, sequence) in StreamVector.Read(message.After))
        {
            if (hears.Contains(source) && source != message.Source && reached.GetValueOrDefault(source) < sequence)
            {
                return false;
            }
        }

        return true;
    }
}
