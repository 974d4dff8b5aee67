using System.Security.Cryptography;
using System.Text;
using Aso.Claims.Store;
using Aso.Foundation.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Aso.Claims.ReExecution;

/// <summary>Settings of the section <c>Claims:ReExecution</c>.</summary>
internal sealed class ReExecutionOptions
{
    /// <summary>The hour, in UTC, from which on a day's sample is taken: 0 to 23.</summary>
    public int HourUtc { get; set; } = 3;

    /// <summary>Claims of a sample, over all employers.</summary>
    public int SampleClaims { get; set; } = 1_000;

    /// <summary>How often it is asked whether the hour has come.</summary>
    public TimeSpan Poll { get; set; } = TimeSpan.FromMinutes(5);
}

/// <summary>Decides a sample of all claims again every night, keeps what came of it, and raises the alarm where anything differs.</summary>
/// <remarks>However many replicas run, a night's sample is taken once. The night's date is the seed: who examines a night again draws the same claims.</remarks>
internal sealed partial class NightlySample : BackgroundService
{
    private readonly IServiceScopeFactory _scopes;
    private readonly TimeProvider _clock;
    private readonly ReExecutionOptions _options;
    private readonly ILogger<NightlySample> _log;
    private int _differing;

    public NightlySample(IServiceScopeFactory scopes, TimeProvider clock, IOptions<ReExecutionOptions> options, ILogger<NightlySample> log)
    {
        (_scopes, _clock, _options, _log) = (scopes, clock, options.Value, log);
        AsoTelemetry.Meter.CreateObservableGauge("aso.claims.re_execution.differing", () => _differing, "{claim}", "Claims of the last nightly sample that were decided otherwise again.");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var poll = new PeriodicTimer(_options.Poll, _clock);
        do
        {
            try
            {
                var now = _clock.GetUtcNow();
                if (now.Hour >= _options.HourUtc)
                {
                    await TakeAsync(DateOnly.FromDateTime(now.UtcDateTime), stoppingToken);
                }
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                // The database is away: the next round tries again.
                LogFailed(_log, failure.GetType().Name);
            }
        }
        while (await poll.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Takes the night's sample, unless it was taken.</summary>
    internal async Task TakeAsync(DateOnly night, CancellationToken cancel)
    {
        await using var scope = _scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ClaimsDb>();
        if (await db.ReExecutions.AsNoTracking().SingleOrDefaultAsync(row => row.Night == night, cancel) is { } taken)
        {
            // Every replica's gauge shows the same, whichever took it.
            _differing = taken.Differing;
            return;
        }

        var report = await new ClaimsDecidedAgain(db).ExamineAsync(SampleAsync(db, night, cancel), cancel);
        await db.LockAsync("re-execution", Guid.Empty, cancel);
        if (!await db.ReExecutions.AnyAsync(row => row.Night == night, cancel))
        {
            db.Add(new ReExecutionRow
            {
                Night = night,
                FinishedAt = _clock.GetUtcNow().UtcDateTime,
                Examined = report.Examined,
                Differing = report.Differing.Count,
                DifferingClaimIds = [.. report.Differing.Select(claim => claim.ClaimId).Take(ReExecutionRow.ClaimIdsMax)],
            });
        }

        await db.CommitAsync(cancel);
        _differing = report.Differing.Count;
        foreach (var claim in report.Differing)
        {
            LogDiffers(_log, claim.ClaimId, claim.Differences[0].Field, claim.Differences.Count);
        }
    }

    /// <summary>Claims from a place that the night picks on: their ids are made from hashes, so any stretch of them is a fair sample.</summary>
    private async IAsyncEnumerable<ClaimRow> SampleAsync(ClaimsDb db, DateOnly night, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var start = new Guid(SHA256.HashData(Encoding.ASCII.GetBytes(night.ToString("O", System.Globalization.CultureInfo.InvariantCulture))).AsSpan(0, 16));
        var taken = 0;
        foreach (var stretch in new[] { db.Claims.Where(row => row.ClaimId >= start), db.Claims.Where(row => row.ClaimId < start) })
        {
            await foreach (var row in ClaimsDecidedAgain.PageByPageAsync(stretch, _options.SampleClaims - taken, cancel))
            {
                taken++;
                yield return row;
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Claim {ClaimId} was decided otherwise again: {Field} first, {Differences} in all")]
    private static partial void LogDiffers(ILogger log, Guid claimId, string field, int differences);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The nightly sample was not taken ({Failure}); it is tried again")]
    private static partial void LogFailed(ILogger log, string failure);
}
