using System.Threading.Channels;

namespace Aso.Foundation.Messaging;

/// <summary>Takes what waits in a channel as one batch: what comes alone at once, and under load after a moment in which more comes.</summary>
/// <remarks>
/// What a batch costs (a transaction, its round trips, a commit to disk, a message to the next service) hardly depends on its
/// size. Under load the wait makes what follows a claim a little later, and leaves the processors to others meanwhile.
/// </remarks>
/// <param name="sizeOf">What an item counts, in units of <paramref name="limits"/>.</param>
public sealed class BatchReader<T>(ChannelReader<T> waiting, Func<T, int> sizeOf, BatchLimits limits)
{
    private readonly List<T> _batch = [];
    private int _size;

    /// <summary>The next batch, of one item or more, valid until the next call; null where the channel is completed and empty.</summary>
    public async Task<IReadOnlyList<T>?> NextAsync(CancellationToken cancel)
    {
        if (!await waiting.WaitToReadAsync(cancel))
        {
            return null;
        }

        var before = _size;
        _batch.Clear();
        _size = 0;
        Take();
        if (Math.Max(before, _size) >= limits.BusyFrom && _size < limits.Max)
        {
            await Task.Delay(limits.Wait, cancel);
            Take();
        }

        return _batch;
    }

    private void Take()
    {
        while (_size < limits.Max && waiting.TryRead(out var next))
        {
            _batch.Add(next);
            _size += sizeOf(next);
        }
    }
}

/// <summary>How much is taken together.</summary>
/// <param name="Max">Nothing more is taken from this size on; the last item may reach across.</param>
/// <param name="BusyFrom">A batch of this size, or one right after it, waits for more.</param>
/// <param name="Wait">How long. Work that comes at less than <paramref name="BusyFrom"/> in this time, and the time a batch takes, never waits for long.</param>
public readonly record struct BatchLimits(int Max, int BusyFrom, TimeSpan Wait);
