using Aso.Foundation.Data;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aso.Foundation.Messaging;

/// <summary>Collects what the bus delivers and applies what is waiting as one batch: large under load, single when quiet, never delayed.</summary>
internal sealed partial class InboxBatches<TDb>(Inbox<TDb> inbox, DatabaseOf<TDb> database, ILogger<InboxBatches<TDb>> log) : BackgroundService
    where TDb : ServiceDb
{
    private const int MessagesPerBatchMax = 256;
    private const int WaitingMax = 4_096;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    // An employer's messages always meet the same worker: two workers never wait for one employer's lock.
    private readonly Channel<Delivery>[] _workers = [.. Enumerable
        .Range(0, database.Home.IsPostgres ? 2 : 1)
        .Select(_ => Channel.CreateBounded<Delivery>(WaitingMax))];

    /// <summary>Returns when the message is applied or parked, and that is committed.</summary>
    public async Task DeliverAsync(StreamMessage message, CancellationToken cancel)
    {
        var delivery = new Delivery(message);
        var worker = (message.EmployerId.GetHashCode() & int.MaxValue) % _workers.Length;
        await _workers[worker].Writer.WriteAsync(delivery, cancel);
        await delivery.Settled.WaitAsync(cancel);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(_workers.Select(worker => Task.Run(() => WorkAsync(worker.Reader, stoppingToken), stoppingToken)));

    private async Task WorkAsync(ChannelReader<Delivery> waiting, CancellationToken stopping)
    {
        var batch = new List<Delivery>();
        while (await waiting.WaitToReadAsync(stopping))
        {
            batch.Clear();
            while (batch.Count < MessagesPerBatchMax && waiting.TryRead(out var delivery))
            {
                batch.Add(delivery);
            }

            await ApplyUntilDoneAsync(batch, stopping);
        }
    }

    /// <summary>Retries while the database is out of reach: the messages stay unacknowledged with the broker.</summary>
    private async Task ApplyUntilDoneAsync(List<Delivery> batch, CancellationToken stopping)
    {
        var pause = TimeSpan.FromMilliseconds(20);
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await inbox.ApplyAsync([.. batch.Select(delivery => delivery.Message)], stopping);
                batch.ForEach(delivery => delivery.Settle());
                return;
            }
            catch (Exception failure) when (!stopping.IsCancellationRequested)
            {
                LogRetry(log, batch.Count, failure.GetType().Name, pause.TotalMilliseconds);
                await Task.Delay(pause, stopping);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }

        batch.ForEach(delivery => delivery.Abandon());
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Messages} messages wait for the database ({Failure}); next attempt in {PauseMilliseconds} ms")]
    private static partial void LogRetry(ILogger log, int messages, string failure, double pauseMilliseconds);
}
