using System.Collections.Concurrent;
using System.Globalization;
using Aso.StopLoss.Store;
using Grpc.Core;

namespace Aso.StopLoss.Partners;

/// <summary>The open streams of carriers in this process.</summary>
/// <remarks>
/// A stream looks behind its cursor, sends what it finds, and looks again: at once when this process commits news for the
/// carrier, and after a pause, because another replica may have. Nothing depends on which replica serves the stream.
/// </remarks>
internal sealed class Watches(FeedSignals signals, IHostApplicationLifetime lifetime, TimeProvider clock)
{
    /// <summary>Of one carrier in one process.</summary>
    private const int StreamsPerCarrierMax = 16;

    private const int PageSize = 200;

    private static readonly TimeSpan LookPause = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<Guid, int> _open = new();

    /// <summary>Sends pages until the caller or the platform ends the stream, or the caller's token expires.</summary>
    /// <param name="readAsync">Gives at most so many items behind a cursor.</param>
    public async Task RunAsync<T>(
        ServerCallContext context, Guid carrierId, long after,
        Func<long, int, CancellationToken, Task<List<T>>> readAsync, Func<T, string> cursorOf, IServerStreamWriter<T> stream)
    {
        if (_open.AddOrUpdate(carrierId, 1, (_, open) => open + 1) > StreamsPerCarrierMax)
        {
            Leave(carrierId);
            throw new PartnerRefusal(StatusCode.ResourceExhausted, "too-many-watches", $"At most {StreamsPerCarrierMax} watches may be open: share one among your processes.").ToException();
        }

        using var expiry = new CancellationTokenSource(UntilExpiry(context), clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping, expiry.Token);
        try
        {
            await SendAsync(carrierId, after, readAsync, cursorOf, stream, end.Token);
        }
        catch (OperationCanceledException) when (!context.CancellationToken.IsCancellationRequested && end.IsCancellationRequested)
        {
            throw (expiry.IsCancellationRequested
                ? new PartnerRefusal(StatusCode.Unauthenticated, "token-expired", "Fetch a new token and watch on behind the last cursor.")
                : new PartnerRefusal(StatusCode.Unavailable, "restarting", "Watch on behind the last cursor.")).ToException();
        }
        finally
        {
            Leave(carrierId);
        }
    }

    private async Task SendAsync<T>(
        Guid carrierId, long after, Func<long, int, CancellationToken, Task<List<T>>> readAsync, Func<T, string> cursorOf,
        IServerStreamWriter<T> stream, CancellationToken cancel)
    {
        while (true)
        {
            var news = signals.NextAsync(carrierId);
            var page = await readAsync(after, PageSize, cancel);
            foreach (var item in page)
            {
                await stream.WriteAsync(item, cancel);
            }

            if (page.Count > 0)
            {
                after = long.Parse(cursorOf(page[^1]), NumberStyles.None, CultureInfo.InvariantCulture);
            }

            if (page.Count < PageSize)
            {
                await Task.WhenAny(news, Task.Delay(LookPause, clock, cancel));
                cancel.ThrowIfCancellationRequested();
            }
        }
    }

    private void Leave(Guid carrierId) => _open.AddOrUpdate(carrierId, 0, (_, open) => open - 1);

    /// <summary>A stream outlives no token: a carrier whose access ended would go on hearing of members.</summary>
    private TimeSpan UntilExpiry(ServerCallContext context) =>
        long.TryParse(context.GetHttpContext().User.FindFirst("exp")?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(Math.Clamp(seconds - clock.GetUtcNow().ToUnixTimeSeconds(), 0, 86_400))
            : TimeSpan.FromDays(1);
}
