using System.Threading.Channels;

namespace Aso.Foundation.Messaging;

/// <summary>Takes what waits in a channel as one batch: what comes alone at once, and under load after a moment in which more comes.</summary>
/// <remarks>
/// What a batch costs (a transaction, its round trips, a commit to disk, a message to the next service) hardly depends on its
/// size. Under load the wait makes what follows a claim a little later, and leaves the processors to others meanwhile.
/// </remarks>
/// <param name="sizeOf">What an item counts, in units of <paramref name="limits"/>.</param>
/// <param name="canWait">Of items for which nobody waits: until one comes that cannot, for <see cref="BatchLimits.Patience"/> at most, they are no batch.</param>
public sealed class BatchReader<T>(ChannelReader<T> waiting, Func<T, int> sizeOf, BatchLimits limits, Func<T, bool>? canWait = null)
{
    private readonly List<T> _batch = [];
    private int _size;
    private bool _urgent;

    // What is to come; asked for once until it has.
    private Task<bool>? _more;

    /// <summary>The next batch, of one item or more, valid until the next call; null where the channel is completed and empty.</summary>
    public async Task<IReadOnlyList<T>?> NextAsync(CancellationToken cancel)
    {
        var before = _size;
        var expected = limits.CallersReturn ? Math.Min(before + waiting.Count, limits.Max) : limits.Max;
        _batch.Clear();
        (_size, _urgent) = (0, false);

        // What was announced may have gone with the batch before.
        while (_batch.Count == 0)
        {
            if (!await MoreAsync(cancel))
            {
                return null;
            }

            Take();
        }

        await TakeUntilAsync(() => _urgent || _size >= limits.Max, limits.Patience, cancel);
        if (Math.Max(before, _size) >= limits.BusyFrom)
        {
            await TakeUntilAsync(() => _size >= expected, limits.Wait, cancel);
        }

        return _batch;
    }

    /// <summary>Takes what comes until it is enough, the channel completed, or the time over.</summary>
    private async Task TakeUntilAsync(Func<bool> isEnough, TimeSpan time, CancellationToken cancel)
    {
        if (isEnough())
        {
            return;
        }

        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var end = Task.Delay(time, over.Token);
        while (!isEnough() && !end.IsCompleted)
        {
            var more = MoreAsync(cancel);
            if (await Task.WhenAny(more, end) == end || !await more)
            {
                break;
            }

            Take();
        }

        await over.CancelAsync();
        cancel.ThrowIfCancellationRequested();
    }

    private Task<bool> MoreAsync(CancellationToken cancel) => _more ??= waiting.WaitToReadAsync(cancel).AsTask();

    private void Take()
    {
        if (_more is { IsCompleted: true })
        {
            _more = null;
        }

        while (_size < limits.Max && waiting.TryRead(out var next))
        {
            _batch.Add(next);
            _size += sizeOf(next);
            _urgent |= canWait is null || !canWait(next);
        }
    }
}

/// <summary>How much is taken together.</summary>
/// <param name="Max">Nothing more is taken from this size on; the last item may reach across.</param>
/// <param name="BusyFrom">A batch of this size, or one right after it, waits for more.</param>
/// <param name="Wait">How long. Work that comes at less than <paramref name="BusyFrom"/> in this time, and the time a batch takes, never waits for long.</param>
public readonly record struct BatchLimits(int Max, int BusyFrom, TimeSpan Wait)
{
    /// <summary>How long items wait that can. Zero: not at all.</summary>
    public TimeSpan Patience { get; init; }

    /// <summary>Whether each item has a caller who is answered with its batch and then comes again: as many as were answered, and as were waiting, are worth waiting for. Items are of size one then.</summary>
    public bool CallersReturn { get; init; }
}
