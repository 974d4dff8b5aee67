using System.CommandLine;
using System.Diagnostics;
using System.Net.Http.Json;

namespace Aso.Load.Floor;

/// <summary>What this machine could do: the claims of a platform's run, by the same client, through three programs of nothing but two drivers.</summary>
/// <remarks>See <see cref="FloorStage"/> for what they have and what not. A platform that comes to half of it spends as much on all the rest together.</remarks>
internal sealed class FloorRun : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan WithoutProgressMax = TimeSpan.FromSeconds(30);

    private readonly LoadPlan _plan;
    private readonly Dictionary<string, HttpClient> _stages;

    private FloorRun(LoadPlan plan)
    {
        _plan = plan;
        var ports = plan.Parts.ToDictionary();
        _stages = StageNames.All.ToDictionary(name => name, name => new HttpClient { BaseAddress = new UriBuilder(Uri.UriSchemeHttp, "127.0.0.1", ports[name]).Uri });
    }

    public static Command Command()
    {
        var command = new Command("floor", $"Submits claims to the three programs of floor-stage, which are the parts that --process names {string.Join(", ", StageNames.All)}.");
        foreach (var option in LoadOptions.OfEveryRun)
        {
            command.Options.Add(option);
        }

        command.Validators.Add(line =>
        {
            if (StageNames.All.Except(LoadOptions.PartsOf(line).Select(part => part.Key)).Any())
            {
                line.AddError($"Name where each of the stages listens: {string.Join(" ", StageNames.All.Select(name => $"--process {name}=PORT"))}");
            }
        });
        command.SetAction(async (line, cancel) =>
        {
            using var run = new FloorRun(LoadOptions.PlanOf(line));
            return await FiguresReport.TellAsync(await run.MeasureAsync(cancel), line.GetValue(LoadOptions.Json), cancel);
        });
        return command;
    }

    public void Dispose()
    {
        foreach (var stage in _stages.Values)
        {
            stage.Dispose();
        }
    }

    private async Task<Figures> MeasureAsync(CancellationToken cancel)
    {
        if (_plan.WarmUp > 0)
        {
            await SubmitAsync(Guid.CreateVersion7(), _plan.Beforehand, "Warming up", cancel);
        }

        var employerId = Guid.CreateVersion7();
        var watched = WatchedProcesses.ListeningOn(_plan.Parts);
        var used = watched.Read();
        var (submissions, toLastAnswer, toSettled) = await SubmitAsync(employerId, _plan, "Submitting", cancel);
        var machine = MachineUse.Between(used, watched.Read(), submissions.Accepted.Count);
        var eligible = _plan.StopLossDatabase is { } database ? await EligibleTimes.ReadAsync(database, employerId, cancel) : null;
        var sums = await Task.WhenAll(StageNames.All.Select(stage => SumAsync(stage, employerId, cancel)));
        return Figures.Of(_plan, submissions, toLastAnswer, toSettled, machine, eligible, sumsAgree: sums.Distinct().Count() == 1);
    }

    private async Task<(Submissions Submissions, TimeSpan ToLastAnswer, TimeSpan ToSettled)> SubmitAsync(Guid employerId, LoadPlan plan, string description, CancellationToken cancel)
    {
        var door = _stages[StageNames.Claims];
        var submissions = new Submissions(new($"v1/employers/{employerId}/claims", new LoadClaims(plan.Employees, plan.Lines).BodyOf, door.SendAsync), plan);
        var (toLastAnswer, toSettled) = await submissions.CarryThroughAsync(description, stop => SettleAsync(employerId, submissions, stop), cancel);
        return (submissions, toLastAnswer, toSettled);
    }

    /// <summary>Waits until the last stage has committed every claim that the first accepted.</summary>
    private async Task SettleAsync(Guid employerId, Submissions submissions, CancellationToken cancel)
    {
        var (arrived, sinceProgress) = (-1L, Stopwatch.StartNew());
        while (arrived < submissions.Accepted.Count)
        {
            var (before, accepted) = (arrived, submissions.Accepted.Count);
            arrived = (await SumAsync(StageNames.StopLoss, employerId, cancel)).Claims;
            if (arrived > before)
            {
                sinceProgress.Restart();
            }
            else if (sinceProgress.Elapsed > WithoutProgressMax)
            {
                throw new TimeoutException($"The floor stands still: {arrived} of {accepted} claims have come to its last stage.");
            }

            await Task.Delay(Pause, cancel);
        }
    }

    private Task<StageSum> SumAsync(string stage, Guid employerId, CancellationToken cancel) =>
        _stages[stage].GetFromJsonAsync($"v1/employers/{employerId}", FloorJson.Default.StageSum, cancel);
}
