using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Aso.Scenarios;
using Aso.Scenarios.Play;
using Spectre.Console;
using Aso.Embedded.Demo;

namespace Aso.Load;

/// <summary>One measurement, from making its employer to its figures.</summary>
internal static class LoadRun
{
    private const int Clean = 0;
    private const int WithErrors = 1;

    private static readonly TimeSpan CostPatience = TimeSpan.FromSeconds(10);

    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <returns>0 where every claim was accepted and showed in the costs, else 1.</returns>
    public static Task<int> RunAsync(Target target, LoadPlan plan, FileInfo? json, CancellationToken cancel) =>
        target.UseAsync(async (platform, dataDirectory) =>
        {
            var figures = await MeasureAsync(platform, dataDirectory, plan, cancel);
            Show(figures);
            if (json is not null)
            {
                json.Directory?.Create();
                await File.WriteAllTextAsync(json.FullName, JsonSerializer.Serialize(figures, Readable) + "\n", cancel);
            }

            return figures.IsClean ? Clean : WithErrors;
        }, cancel);

    private static async Task<Figures> MeasureAsync(PlatformAccess platform, DirectoryInfo? dataDirectory, LoadPlan plan, CancellationToken cancel)
    {
        if (plan.WarmUp > 0)
        {
            var beforehand = await InsuredGroupAsync(platform, plan, cancel);
            await SubmitAsync(new Submissions(platform.Administrator, beforehand, plan with { Claims = plan.WarmUp, Rate = null }), beforehand, plan.WarmUp, "Warming up", cancel);
        }

        var group = await InsuredGroupAsync(platform, plan, cancel);
        await using var costs = new CostStream(platform.Administrator, group.EmployerId);
        await costs.StartAsync(cancel);
        var before = await Holdings.ReadAsync(platform.Administrator, group.EmployerId, dataDirectory, cancel);
        var watched = WatchedProcesses.ListeningOn(plan.Parts);
        var used = watched.Read();
        var submissions = new Submissions(platform.Administrator, group, plan);
        var (toLastAnswer, toSettled) = await SubmitAsync(submissions, group, plan.Claims, "Submitting", cancel);
        var machine = MachineUse.Between(used, watched.Read(), submissions.Accepted.Count);
        var claimsPaid = await group.ClaimsPaidAsync(cancel);
        await costs.WaitForAsync(claimsPaid, CostPatience, cancel);
        var eligible = plan.StopLossDatabase is { } database ? await EligibleTimes.ReadAsync(database, group.EmployerId, cancel) : null;
        var after = await Holdings.ReadAsync(platform.Administrator, group.EmployerId, dataDirectory, cancel);
        return Figures.Of(plan, submissions, costs, claimsPaid, after.Since(before, submissions.Accepted.Count), toLastAnswer, toSettled, machine, eligible);
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

    private static async Task<(TimeSpan ToLastAnswer, TimeSpan ToSettled)> SubmitAsync(
        Submissions submissions, LoadGroup group, int claims, string description, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        var toLastAnswer = TimeSpan.Zero;
        await AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(async progress =>
            {
                var bar = progress.AddTask(description, maxValue: claims);
                await submissions.RunAsync(() => bar.Increment(1), cancel);
                toLastAnswer = clock.Elapsed;
                bar.Description = "Settling";
                await group.Settlement.SettleAsync(cancel);
            });
        return (toLastAnswer, clock.Elapsed);
    }

    private static void Show(Figures figures)
    {
        var table = new Table().RoundedBorder().AddColumn("Figure").AddColumn(new TableColumn("Value").RightAligned());
        table.AddRow("Claims accepted", $"{figures.Accepted} of {figures.Claims}");
        table.AddRow("Accepted per second", Number(figures.AcceptedPerSecond));
        table.AddRow("Settled per second, end to end", Number(figures.EndToEndPerSecond));
        table.AddRow("Acceptance p50 / p99 / max", Row(figures.AcceptanceMilliseconds));
        table.AddRow("Acceptance to cost p50 / p99 / max", Row(figures.CostMilliseconds));
        table.AddRow("Acceptance to eligible in stop-loss p50 / p99 / max", Row(figures.EligibleMilliseconds));
        table.AddRow("Accepted without a cost event of their own", Number(figures.WithoutCost));
        table.AddRow("Stream of costs opened again", Number(figures.Reconnects));
        table.AddRow("Costs on the stream equal the platform's", figures.CostsAgree ? "yes" : "[red]no[/]");
        table.AddRow("Messages per claim", Number(figures.PerClaim.Messages.Values.Sum()));
        if (!figures.PerClaim.Bytes.IsEmpty)
        {
            table.AddRow("Rows per claim", Number(figures.PerClaim.Rows.Values.Sum()));
            table.AddRow("Bytes on disk per claim", Number(figures.PerClaim.Bytes.Values.Sum()));
        }

        foreach (var (part, seconds) in figures.Machine.CpuSecondsPer1000)
        {
            table.AddRow($"{part}: processor time per 1,000 claims, memory", $"{Number(seconds)} s, {figures.Machine.ResidentMegabytes[part]:#,0} MB");
        }

        if (!figures.Machine.CpuSecondsPer1000.IsEmpty)
        {
            table.AddRow("All of them: processor time per 1,000 claims", $"{Number(figures.Machine.CpuSecondsPer1000.Values.Sum())} s");
        }

        foreach (var (error, count) in figures.Errors)
        {
            table.AddRow($"[red]{Markup.Escape(error)}[/]", Number(count));
        }

        AnsiConsole.Write(table);
    }

    private static string Row(Spread spread) => $"{Number(spread.P50)} / {Number(spread.P99)} / {Number(spread.Max)} ms";

    private static string Number(double? value) => value?.ToString("#,0.###", CultureInfo.InvariantCulture) ?? "-";
}
