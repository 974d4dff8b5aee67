using System.Security.Claims;
using Microsoft.Extensions.DependencyInjection;

namespace Aso.Foundation.Files;

/// <summary>Follows a job by its row, so that it does not matter which replica runs it.</summary>
internal sealed class FileJobWatch<TDb>(IServiceScopeFactory scopes, TimeProvider clock)
    where TDb : ServiceDb
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(500);

    /// <summary>The job, where it exists for whoever asks.</summary>
    public async Task<FileJobAnswer?> ReadAsync(Guid employerId, Guid jobId, ClaimsPrincipal user, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var job = await FileJobEndpoints.FindAsync(scope.ServiceProvider.GetRequiredService<TDb>(), employerId, jobId, user, cancel);
        return job is null ? null : FileJobAnswer.Of(job);
    }

    /// <summary>Writes the job, then every change of it, until it has ended.</summary>
    public async Task RunAsync(ServerSentEvents stream, Guid employerId, FileJobAnswer job, ClaimsPrincipal user, CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(Glance, clock);
        FileJobAnswer? shown = null;
        var quietSince = clock.GetTimestamp();
        while (true)
        {
            if (shown is null || Stand(job) != Stand(shown))
            {
                await stream.WriteAsync("progress", shown = job, cancel);
                quietSince = clock.GetTimestamp();
            }
            else if (clock.GetElapsedTime(quietSince) >= ServerSentEvents.Heartbeat)
            {
                await stream.BeatAsync(cancel);
                quietSince = clock.GetTimestamp();
            }

            await stream.FlushAsync(cancel);
            if (job.State.HasEnded())
            {
                return;
            }

            await timer.WaitForNextTickAsync(cancel);
            job = await ReadAsync(employerId, job.JobId, user, cancel) ?? job;
        }
    }

    private static (FileJobState, int?, int, int, int) Stand(FileJobAnswer job) =>
        (job.State, job.RecordsRead, job.RecordsApplied, job.RecordsUnchanged, job.RecordsRefused);
}
