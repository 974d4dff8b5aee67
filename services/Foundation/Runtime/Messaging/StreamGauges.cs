using System.Diagnostics.Metrics;
using Aso.Foundation.Data;
using Aso.Foundation.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aso.Foundation.Messaging;

/// <summary>What operations watch: how much waits to leave, how long the oldest has waited, and how much is parked.</summary>
internal sealed class StreamGauges<TDb> : BackgroundService
    where TDb : ServiceDb
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly IServiceScopeFactory _scopes;
    private readonly TimeProvider _clock;
    private long _leaving;
    private long _oldestSeconds;
    private long _waiting;
    private long _poison;

    public StreamGauges(IServiceScopeFactory scopes, DatabaseOf<TDb> database, TimeProvider clock)
    {
        _scopes = scopes;
        _clock = clock;
        var service = new KeyValuePair<string, object?>("aso.service", database.Home.Service);
        AsoTelemetry.Meter.CreateObservableGauge("aso.outbox.messages", () => new Measurement<long>(_leaving, service), "{message}", "Messages that wait to leave.");
        AsoTelemetry.Meter.CreateObservableGauge("aso.outbox.oldest", () => new Measurement<long>(_oldestSeconds, service), "s", "How long the oldest of them has waited.");
        AsoTelemetry.Meter.CreateObservableGauge("aso.inbox.waiting", () => new Measurement<long>(_waiting, service), "{message}", "Messages that came before one that they must follow.");
        AsoTelemetry.Meter.CreateObservableGauge("aso.inbox.poison", () => new Measurement<long>(_poison, service), "{message}", "Messages that cannot be applied.");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, _clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await ReadAsync(stoppingToken);
            }
            catch (Exception) when (!stoppingToken.IsCancellationRequested)
            {
                // Whatever it is, a service must not end for it: the gauges keep their last reading, and the health check says that the database is out of reach.
            }
        }
    }

    private async Task ReadAsync(CancellationToken cancel)
    {
        await using var scope = _scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TDb>();
        _leaving = await db.Set<OutboxRow>().LongCountAsync(cancel);
        var oldest = await db.Set<OutboxRow>().OrderBy(row => row.Id).Select(row => (DateTime?)row.EnqueuedAt).FirstOrDefaultAsync(cancel);
        _oldestSeconds = oldest is { } since ? (long)(_clock.GetUtcNow().UtcDateTime - since).TotalSeconds : 0;
        _waiting = await db.Set<ParkedMessageRow>().LongCountAsync(row => row.State == ParkedState.Waiting, cancel);
        _poison = await db.Set<ParkedMessageRow>().LongCountAsync(row => row.State == ParkedState.Poison, cancel);
    }
}
