using System.Diagnostics.Metrics;
using Aso.Claims.Store;
using Aso.Foundation.Telemetry;
using Microsoft.EntityFrameworkCore;

namespace Aso.Claims.Review;

/// <summary>What operations watch: how many claims are in review and appeals open, and how many of them are due soon or overdue.</summary>
internal sealed class WorkGauges : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    private readonly IServiceScopeFactory _scopes;
    private readonly TimeProvider _clock;
    private Dictionary<(WorkKind Kind, WorkAlarm Alarm), int> _open = [];

    public WorkGauges(IServiceScopeFactory scopes, TimeProvider clock)
    {
        _scopes = scopes;
        _clock = clock;
        AsoTelemetry.Meter.CreateObservableGauge("aso.review.open", () => Measure(WorkAlarm.None), "{item}", "Claims in review and appeals that are open.");
        AsoTelemetry.Meter.CreateObservableGauge("aso.review.due_soon", () => Measure(WorkAlarm.DueSoon, WorkAlarm.DueSoon), "{item}", "Of these: due within the days that are set.");
        AsoTelemetry.Meter.CreateObservableGauge("aso.review.overdue", () => Measure(WorkAlarm.Overdue), "{item}", "Of these: past their last day.");
    }

    /// <summary>How many open items of the kind have an alarm from <paramref name="from"/> to <paramref name="to"/>, as last counted.</summary>
    public int Count(WorkKind kind, WorkAlarm from, WorkAlarm to) =>
        _open.Where(count => count.Key.Kind == kind && count.Key.Alarm >= from && count.Key.Alarm <= to).Sum(count => count.Value);

    /// <summary>Counts anew.</summary>
    public async Task ReadAsync(CancellationToken cancel)
    {
        await using var scope = _scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ClaimsDb>();
        _open = await db.WorkItems.Where(item => item.ClosedOn == null)
            .GroupBy(item => new { item.Kind, item.Alarm })
            .Select(group => new { group.Key.Kind, group.Key.Alarm, Count = group.Count() })
            .ToDictionaryAsync(group => (group.Kind, group.Alarm), group => group.Count, cancel);
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

    private IEnumerable<Measurement<int>> Measure(WorkAlarm from, WorkAlarm to = WorkAlarm.Overdue) =>
        Enum.GetValues<WorkKind>().Select(kind => new Measurement<int>(
            Count(kind, from, to),
            new KeyValuePair<string, object?>("kind", kind == WorkKind.Review ? "review" : "appeal")));
}
