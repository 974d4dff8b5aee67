using System.Collections.Concurrent;

namespace Aso.Funding.Live;

/// <summary>The feed within one process.</summary>
internal sealed class LocalCostFeed : ICostFeed
{
    private readonly ConcurrentDictionary<Guid, ConcurrentDictionary<CostWatch, byte>> _watches = new();

    public void Publish(CostNews news)
    {
        if (_watches.TryGetValue(news.EmployerId, out var watches))
        {
            foreach (var watch in watches.Keys)
            {
                watch.Offer(news);
            }
        }
    }

    public CostWatch Watch(Guid employerId) => Watch(employerId, _ => { });

    /// <param name="left">Called when the watch ends.</param>
    public CostWatch Watch(Guid employerId, Action<CostWatch> left)
    {
        var watch = new CostWatch(employerId, ending =>
        {
            Leave(ending);
            left(ending);
        });
        _watches.GetOrAdd(employerId, _ => new()).TryAdd(watch, 0);
        return watch;
    }

    /// <summary>Tells every watcher that news may have been missed.</summary>
    public void LoseAll()
    {
        foreach (var watch in _watches.Values.SelectMany(watches => watches.Keys))
        {
            watch.Lose();
        }
    }

    // The employer's empty entry stays: taking it out could race with one who comes, and there are few employers.
    private void Leave(CostWatch watch)
    {
        if (_watches.TryGetValue(watch.EmployerId, out var watches))
        {
            watches.TryRemove(watch, out _);
        }
    }
}
