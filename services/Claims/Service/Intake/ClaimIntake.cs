using System.Threading.Channels;
using Aso.Claims.Store;
using Aso.Foundation.Data;
using Aso.Foundation.Messaging;
using Microsoft.EntityFrameworkCore;

namespace Aso.Claims.Intake;

/// <summary>Where claims queue up to be decided. What waits is decided together, in one transaction: a claim that comes alone waits for nobody.</summary>
/// <remarks>
/// An employer's claims pass through one lane of this process in order of receipt; across replicas the family's lock keeps
/// them one at a time. A batch that fails is halved until the claim at fault stands alone.
/// </remarks>
internal sealed class ClaimIntake : BackgroundService
{
    private const int WaitingMax = 10_000;
    private const int LanesOnPostgres = 4;

    /// <summary>In claims. Under load the callers just answered are back with their next claims within the wait.</summary>
    private static readonly BatchLimits Limits = new(Max: 100, BusyFrom: 16, TimeSpan.FromMilliseconds(10)) { CallersReturn = true };

    private readonly IServiceScopeFactory _scopes;
    private readonly Channel<Waiting>[] _lanes;

    public ClaimIntake(IServiceScopeFactory scopes, DatabaseOf<ClaimsDb> database)
    {
        _scopes = scopes;

        // SQLite has one writer at a time: more lanes would only stand in line behind each other.
        _lanes = [.. Enumerable.Range(0, database.Home.IsPostgres ? LanesOnPostgres : 1)
            .Select(_ => Channel.CreateBounded<Waiting>(new BoundedChannelOptions(WaitingMax) { SingleReader = true }))];
    }

    /// <summary>Returns when the claim's decision is committed, or the claim refused.</summary>
    /// <exception cref="Exception">It could not be decided; nothing was stored.</exception>
    public async Task<Outcome> DecideAsync(Submission submission, CancellationToken cancel)
    {
        var waiting = new Waiting(submission);
        var lane = _lanes[unchecked((uint)submission.EmployerId.GetHashCode()) % (uint)_lanes.Length];
        await lane.Writer.WriteAsync(waiting, cancel);
        return await waiting.Answer.Task.WaitAsync(cancel);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        stoppingToken.Register(() => Array.ForEach(_lanes, lane => lane.Writer.TryComplete()));
        return Task.WhenAll(_lanes.Select(lane => Task.Run(() => RunAsync(lane.Reader), CancellationToken.None)));
    }

    /// <summary>Until the lane is closed and empty: what was taken in is answered.</summary>
    private async Task RunAsync(ChannelReader<Waiting> lane)
    {
        var batches = new BatchReader<Waiting>(lane, _ => 1, Limits);
        while (await batches.NextAsync(CancellationToken.None) is { } batch)
        {
            await DecideTogetherAsync([.. batch], again: true);
        }
    }

    /// <param name="again">Whether a claim that failed alone is tried once more: another replica may just have taken its number.</param>
    private async Task DecideTogetherAsync(List<Waiting> batch, bool again)
    {
        try
        {
            await using var scope = _scopes.CreateAsyncScope();
            var outcomes = await scope.ServiceProvider.GetRequiredService<ClaimBatch>()
                .DecideAsync(batch.ConvertAll(waiting => waiting.Submission), CancellationToken.None);
            for (var index = 0; index < outcomes.Length; index++)
            {
                batch[index].Answer.TrySetResult(outcomes[index]);
            }
        }
        catch (Exception failure) when (batch.Count > 1 && !Outages.Is(failure))
        {
            // Halving would not bring a database back: in an outage all fail at once.
            await DecideTogetherAsync(batch[..(batch.Count / 2)], again);
            await DecideTogetherAsync(batch[(batch.Count / 2)..], again);
        }
        catch (DbUpdateException failure) when (again && !Outages.Is(failure))
        {
            await DecideTogetherAsync(batch, again: false);
        }
        catch (Exception failure)
        {
            batch.ForEach(waiting => waiting.Answer.TrySetException(failure));
        }
    }

    private sealed record Waiting(Submission Submission)
    {
        public TaskCompletionSource<Outcome> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
