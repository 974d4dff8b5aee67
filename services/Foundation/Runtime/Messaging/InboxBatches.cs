using Aso.Foundation.Data;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aso.Foundation.Messaging;

/// <summary>Collects what the bus delivers and applies what is waiting as one batch: large under load, single when quiet.</summary>
internal sealed partial class InboxBatches<TDb>(Inbox<TDb> inbox, InboxOf<TDb> heard, DatabaseOf<TDb> database, ILogger<InboxBatches<TDb>> log) : BackgroundService
    where TDb : ServiceDb
{
    /// <summary>In messages. The wait is long enough that a service that hears two streams gets both into one batch.</summary>
    private static readonly BatchLimits Limits = new(Max: 256, BusyFrom: 32, TimeSpan.FromMilliseconds(40)) { Patience = TimeSpan.FromMilliseconds(30) };

    private const int FramesWaitingMax = 4_096;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    // An employer's messages always meet the same worker: two workers never wait for one employer's lock.
    private readonly Channel<Delivery>[] _workers = [.. Enumerable
        .Range(0, database.Home.IsPostgres ? 2 : 1)
        .Select(_ => Channel.CreateBounded<Delivery>(FramesWaitingMax))];

    /// <summary>Returns when every one of the messages is applied or parked, and that is committed.</summary>
    public Task DeliverAsync(IReadOnlyList<StreamMessage> messages, CancellationToken cancel) =>
        Task.WhenAll(messages.GroupBy(WorkerOf).Select(share => DeliverAsync(share.Key, [.. share], cancel)));

    private async Task DeliverAsync(int worker, IReadOnlyList<StreamMessage> messages, CancellationToken cancel)
    {
        var delivery = new Delivery(messages);
        await _workers[worker].Writer.WriteAsync(delivery, cancel);
        await delivery.Settled.WaitAsync(cancel);
    }

    private int WorkerOf(StreamMessage message) => (message.EmployerId.GetHashCode() & int.MaxValue) % _workers.Length;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(_workers.Select(worker => Task.Run(() => WorkAsync(worker.Reader, stoppingToken), stoppingToken)));

    private async Task WorkAsync(ChannelReader<Delivery> waiting, CancellationToken stopping)
    {
        var batches = new BatchReader<Delivery>(waiting, delivery => delivery.Messages.Count, Limits, database.Home.IsPostgres && heard.CanWait.Count > 0 ? CanWait : null);
        while (await batches.NextAsync(stopping) is { } batch)
        {
            await ApplyUntilDoneAsync(batch, stopping);
        }
    }

    private bool CanWait(Delivery delivery) => delivery.Messages.All(message => heard.CanWait.Contains(message.Kind));

    /// <summary>Retries while the database is out of reach: the messages stay unacknowledged with the broker.</summary>
    private async Task ApplyUntilDoneAsync(IReadOnlyList<Delivery> batch, CancellationToken stopping)
    {
        List<StreamMessage> messages = [.. batch.SelectMany(delivery => delivery.Messages)];
        var pause = TimeSpan.FromMilliseconds(20);
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await inbox.ApplyAsync(messages, stopping);
                foreach (var delivery in batch)
                {
                    delivery.Settle();
                }

                return;
            }
            catch (Exception failure) when (!stopping.IsCancellationRequested)
            {
                LogRetry(log, messages.Count, failure.GetType().Name, pause.TotalMilliseconds);
                await Task.Delay(pause, stopping);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }

        foreach (var delivery in batch)
        {
            delivery.Abandon();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Messages} messages wait for the database ({Failure}); next attempt in {PauseMilliseconds} ms")]
    private static partial void LogRetry(ILogger log, int messages, string failure, double pauseMilliseconds);
}
