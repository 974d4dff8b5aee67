using Aso.Embedded.Demo;
using Aso.Scenarios;
using Spectre.Console;

namespace Aso.Load;

/// <summary>One measurement, from making its employer to its figures.</summary>
internal static class LoadRun
{
    private static readonly TimeSpan CostPatience = TimeSpan.FromSeconds(10);

    /// <returns>0 where every claim was accepted and showed in the costs, else 1.</returns>
    public static Task<int> RunAsync(Target target, LoadPlan plan, FileInfo? json, CancellationToken cancel) =>
        target.UseAsync(async (platform, dataDirectory) =>
        {
            var figures = await MeasureAsync(platform, dataDirectory, plan, cancel);
            return await FiguresReport.TellAsync(figures, json, cancel);
        }, cancel);

    private static async Task<Figures> MeasureAsync(PlatformAccess platform, DirectoryInfo? dataDirectory, LoadPlan plan, CancellationToken cancel)
    {
        if (plan.WarmUp > 0)
        {
            var beforehand = await InsuredGroupAsync(platform, plan, cancel);
            await new Submissions(beforehand.Destination, plan.Beforehand).CarryThroughAsync("Warming up", beforehand.Settlement.SettleAsync, cancel);
        }

        var group = await InsuredGroupAsync(platform, plan, cancel);
        await using var costs = new CostStream(platform.Administrator, group.EmployerId);
        await costs.StartAsync(cancel);
        var before = await Holdings.ReadAsync(platform.Administrator, group.EmployerId, dataDirectory, cancel);
        var watched = WatchedProcesses.ListeningOn(plan.Parts);
        var used = watched.Read();
        var submissions = new Submissions(group.Destination, plan);
        var (toLastAnswer, toSettled) = await submissions.CarryThroughAsync("Submitting", group.Settlement.SettleAsync, cancel);
        var machine = MachineUse.Between(used, watched.Read(), submissions.Accepted.Count);
        var claimsPaid = await group.ClaimsPaidAsync(cancel);
        await costs.WaitForAsync(claimsPaid, CostPatience, cancel);
        var eligible = plan.StopLossDatabase is { } database ? await EligibleTimes.ReadAsync(database, group.EmployerId, cancel) : null;
        var after = await Holdings.ReadAsync(platform.Administrator, group.EmployerId, dataDirectory, cancel);
        return Figures.Of(plan, submissions, toLastAnswer, toSettled, machine, eligible, sumsAgree: costs.ClaimsPaid == claimsPaid)
            .With(costs, submissions) with { PerClaim = after.Since(before, submissions.Accepted.Count) };
    }

    private static async Task<LoadGroup> InsuredGroupAsync(PlatformAccess platform, LoadPlan plan, CancellationToken cancel)
    {
        var group = new LoadGroup(platform.Administrator, plan.Employees, plan.Lines);
        await AnsiConsole.Status().StartAsync($"Enrolling {plan.Employees} families", async _ =>
        {
            await group.SetUpAsync(cancel);
            await group.InsureAsync(await platform.CreateCarrierAsync("Load Re", cancel), specificDeductible: "50000.00", cancel);
        });
        return group;
    }
}
