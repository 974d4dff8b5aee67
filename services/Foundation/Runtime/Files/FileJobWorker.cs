using System.Diagnostics;
using Aso.Foundation.Data;
using Aso.Foundation.Messaging;
using Aso.Foundation.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aso.Foundation.Files;

/// <summary>Runs the file jobs of a service. Any number of replicas: a job is run by one at a time, an employer's jobs one after the other.</summary>
internal sealed partial class FileJobWorker<TDb>(
    IServiceScopeFactory scopes, FileJobs<TDb> jobs, DatabaseOf<TDb> database, TimeProvider clock, ILogger<FileJobWorker<TDb>> log) : BackgroundService
    where TDb : ServiceDb
{
    /// <summary>So that a long file keeps nobody waiting but its own employer; more would only share the processor.</summary>
    private const int RunsAtOnce = 2;

    private static readonly TimeSpan IdlePause = TimeSpan.FromSeconds(1);

    private readonly string _service = database.Home.Service;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, RunsAtOnce).Select(_ => Task.Run(() => RunAllAsync(stoppingToken), stoppingToken)));

    private async Task RunAllAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                while (await TakeAsync(stopping) is { } taken)
                {
                    // The other line may find work, too.
                    jobs.Received.Raise();
                    await RunAsync(taken.Job, taken.Run, stopping);
                }
            }
            catch (Exception failure) when (!stopping.IsCancellationRequested)
            {
                LogWaiting(log, _service, failure.GetType().Name);
            }

            await jobs.Received.WaitAsync(IdlePause, stopping);
        }
    }

    /// <summary>Takes the oldest job that nobody runs and that is its employer's first.</summary>
    private async Task<(FileJobRow Job, Guid Run)?> TakeAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TDb>();
        var now = clock.GetUtcNow().UtcDateTime;
        if (!await Takeable(db, now).AnyAsync(cancel))
        {
            return null;
        }

        await db.LockAsync("file-jobs", Guid.Empty, cancel);
        if (await Takeable(db, now).OrderBy(row => row.ReceivedAt).FirstOrDefaultAsync(cancel) is not { } job)
        {
            return null;
        }

        var run = Guid.NewGuid();
        var isExhausted = FileJobRules.IsExhausted(job.Attempts);
        if (isExhausted)
        {
            GiveUp(job, now);
        }
        else
        {
            (job.State, job.Run, job.LeasedUntil) = (FileJobState.Running, run, now + FileJobRules.Lease);
            job.StartedAt ??= now;
            job.Attempts++;
        }

        await db.CommitAsync(cancel);
        return isExhausted ? await TakeAsync(cancel) : (job, run);
    }

    private static IQueryable<FileJobRow> Takeable(TDb db, DateTime now)
    {
        var open = db.Set<FileJobRow>().Where(row => row.State == FileJobState.Waiting || row.State == FileJobState.Running);
        return open.Where(row => (row.LeasedUntil == null || row.LeasedUntil <= now)
            && !open.Any(earlier => earlier.EmployerId == row.EmployerId
                && (earlier.ReceivedAt < row.ReceivedAt || (earlier.ReceivedAt == row.ReceivedAt && earlier.JobId < row.JobId))));
    }

    private async Task RunAsync(FileJobRow job, Guid run, CancellationToken stopping)
    {
        using var activity = AsoTelemetry.Source.StartActivity($"{_service} file job", ActivityKind.Internal, job.Traceparent);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var renewal = RenewAsync(job, run, ending);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<TDb>();
            await scope.ServiceProvider.GetRequiredService<IFileWork<TDb>>().RunAsync(new(db, job, run, clock), ending.Token);
            LogEnded(log, _service, job.JobId);
        }
        catch (LeaseLostException)
        {
            // Whoever has the job now goes on with it.
        }
        catch (Exception failure)
        {
            if (!ending.IsCancellationRequested)
            {
                LogFailed(log, _service, job.JobId, failure.GetType().Name, failure.StackTrace);
            }

            await ReleaseAsync(job, run, failure, stopping.IsCancellationRequested);
        }
        finally
        {
            await ending.CancelAsync();
            await renewal;
        }
    }

    /// <summary>Says that the run is alive, until it ends; ends it where another has taken its job.</summary>
    private async Task RenewAsync(FileJobRow job, Guid run, CancellationTokenSource ending)
    {
        using var timer = new PeriodicTimer(FileJobRules.Renewal, clock);
        while (!ending.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(ending.Token);
                await using var scope = scopes.CreateAsyncScope();
                await new FileRun(scope.ServiceProvider.GetRequiredService<TDb>(), job, run, clock).RenewAsync(ending.Token);
            }
            catch (LeaseLostException)
            {
                await ending.CancelAsync();
            }
            catch (Exception failure) when (!ending.IsCancellationRequested)
            {
                // The data store is away. Should the lease be lost meanwhile, what the run writes is refused.
                LogWaiting(log, _service, failure.GetType().Name);
            }
            catch (OperationCanceledException)
            {
                // The run has ended.
            }
        }
    }

    /// <summary>Gives the job back: at once where this process ends, after a pause where the run failed.</summary>
    private async Task ReleaseAsync(FileJobRow job, Guid run, Exception failure, bool isStopping)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<TDb>();
            await db.LockAsync("file-jobs", Guid.Empty, CancellationToken.None);
            if (await db.Set<FileJobRow>().SingleOrDefaultAsync(row => row.JobId == job.JobId && row.Run == run) is { } held)
            {
                var now = clock.GetUtcNow().UtcDateTime;
                var isNoFault = isStopping || Transient.IsOutage(failure);
                held.Attempts = isNoFault ? Math.Max(0, held.Attempts - 1) : held.Attempts;
                (held.Run, held.LeasedUntil) = (null, isStopping ? now : now + FileJobRules.PauseAfter(held.Attempts));
                await db.CommitAsync(CancellationToken.None);
            }
        }
        catch (Exception outage)
        {
            // The lease ends by itself.
            LogWaiting(log, _service, outage.GetType().Name);
        }
    }

    private static void GiveUp(FileJobRow job, DateTime now)
    {
        (job.State, job.Run, job.LeasedUntil, job.FinishedAt) = (FileJobState.Failed, null, null, now);
        job.Errors = [new("file-job-failed", "", "The platform failed on this file again and again. What was applied stays; send the same file again and it goes on where it stopped.")];
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "File jobs of {Service} wait ({Failure})")]
    private static partial void LogWaiting(ILogger log, string service, string failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "File job {JobId} of {Service} failed and is tried again: {Failure} {Where}")]
    private static partial void LogFailed(ILogger log, string service, Guid jobId, string failure, string? where);

    [LoggerMessage(Level = LogLevel.Information, Message = "File job {JobId} of {Service} has ended")]
    private static partial void LogEnded(ILogger log, string service, Guid jobId);
}
