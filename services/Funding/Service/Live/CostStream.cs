using Aso.Foundation;

namespace Aso.Funding.Live;

/// <summary>Writes one client's stream. Whenever anything may have been missed the whole is sent anew: nothing is dropped silently.</summary>
internal sealed class CostStream(ServerSentEvents events, ReportReader reader, CostWatch watch, TimeProvider clock)
{
    private CostReport _report = null!;
    private long _startedAt;
    private long _heardThrough;
    private bool _stale;

    /// <param name="report">What the stream starts with; read after the watch began.</param>
    public async Task RunAsync(CostReport report, CancellationToken cancel)
    {
        _startedAt = report.Sequence;
        await SendWholeAsync(report, cancel);
        Task<CostNews?>? next = null;
        while (true)
        {
            next ??= watch.NextAsync(cancel).AsTask();
            if (await ArrivesAsync(next, cancel))
            {
                await SendAsync(await next, cancel);
                next = null;
            }
            else
            {
                await BeatAsync(cancel);
            }

            await events.FlushAsync(cancel);
        }
    }

    private async Task<bool> ArrivesAsync(Task<CostNews?> next, CancellationToken cancel)
    {
        if (next.IsCompleted)
        {
            return true;
        }

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var first = await Task.WhenAny(next, Task.Delay(ServerSentEvents.Heartbeat, clock, ending.Token));
        await ending.CancelAsync();
        return first == next;
    }

    /// <summary>With the sign of life the book is looked at: news may have stayed behind with another replica.</summary>
    private async Task BeatAsync(CancellationToken cancel)
    {
        var (sequence, businessDate) = await reader.StandAsync(cancel);
        if (sequence > _heardThrough || businessDate != _report.BusinessDate)
        {
            await SendAnewAsync(cancel);
        }
        else
        {
            await events.BeatAsync(cancel);
        }
    }

    /// <param name="news">Null where some were lost.</param>
    private async Task SendAsync(CostNews? news, CancellationToken cancel)
    {
        _stale |= news is null or { Whole: true };
        foreach (var change in news?.Changes ?? [])
        {
            // What the first report had is no news; a later one tells where the month stands, not each claim.
            if (change.Sequence > _startedAt)
            {
                await SendAsync(change, news!, cancel);
            }
        }

        // Of many changes of the whole in a row, the last is read.
        if (_stale && !watch.HasMore)
        {
            await SendAnewAsync(cancel);
        }
    }

    private async Task SendAsync(CostChange change, CostNews news, CancellationToken cancel)
    {
        _heardThrough = Math.Max(_heardThrough, change.Sequence);
        var month = _report.Take(change);
        if (month is null)
        {
            await SendAnewAsync(cancel);
            month = _report.Take(change);
        }

        if (month is not null)
        {
            await events.WriteAsync("cost", new LiveCost(month, change.ClaimId, news.At, news.BusinessDate), cancel);
        }
    }

    private async Task SendAnewAsync(CancellationToken cancel) => await SendWholeAsync(await reader.ReadAsync(cancel) ?? _report, cancel);

    private async Task SendWholeAsync(CostReport report, CancellationToken cancel)
    {
        _report = report;
        _heardThrough = Math.Max(_heardThrough, report.Sequence);
        _stale = false;
        await events.WriteAsync("costs", report.ToDocument(), cancel);
        await events.FlushAsync(cancel);
    }
}
