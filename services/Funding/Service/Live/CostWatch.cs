using System.Threading.Channels;

namespace Aso.Funding.Live;

/// <summary>One watcher's news, in a buffer of limited length. Whoever does not keep up loses what is buffered and learns of it.</summary>
internal sealed class CostWatch(Guid employerId, Action<CostWatch> leave) : IDisposable
{
    /// <summary>News per watcher; each may tell of many claims.</summary>
    public const int NewsMax = 256;

    private readonly Channel<CostNews> _news = Channel.CreateBounded<CostNews>(new BoundedChannelOptions(NewsMax) { SingleReader = true });
    private int _lost;

    public Guid EmployerId => employerId;

    public bool IsOver { get; private set; }

    /// <summary>Keeps the news for the watcher. Never waits.</summary>
    public void Offer(CostNews news)
    {
        if (!_news.Writer.TryWrite(news))
        {
            Lose();
        }
    }

    /// <summary>News may have been missed: the watcher must read the whole anew.</summary>
    public void Lose()
    {
        Volatile.Write(ref _lost, 1);

        // Wakes a watcher whose buffer is empty; a full one wakes it anyhow.
        _news.Writer.TryWrite(new CostNews(employerId, default, null, Whole: true, []));
    }

    /// <summary>Whether more is buffered.</summary>
    public bool HasMore => _news.Reader.TryPeek(out _);

    /// <summary>Waits for news.</summary>
    /// <returns>The next; null where some were lost, and with them all that were buffered.</returns>
    public async ValueTask<CostNews?> NextAsync(CancellationToken cancel)
    {
        var next = await _news.Reader.ReadAsync(cancel);
        if (Interlocked.Exchange(ref _lost, 0) == 0)
        {
            return next;
        }

        while (_news.Reader.TryRead(out _))
        {
            // Older than the whole that is read now.
        }

        return null;
    }

    public void Dispose()
    {
        IsOver = true;
        leave(this);
    }
}
