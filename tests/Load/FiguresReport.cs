using System.Globalization;
using Spectre.Console;

namespace Aso.Load;

/// <summary>Tells a run's figures: as a table, and as JSON where a file is named.</summary>
internal static class FiguresReport
{
    private const int Clean = 0;
    private const int WithErrors = 1;

    /// <returns>The program's: 0 where every claim was accepted and the sums agree, else 1.</returns>
    public static async Task<int> TellAsync(Figures figures, FileInfo? json, CancellationToken cancel)
    {
        Show(figures);
        await FiguresFile.WriteAsync(figures, json, cancel);
        return figures.IsClean ? Clean : WithErrors;
    }

    private static void Show(Figures figures)
    {
        var table = new Table().RoundedBorder().AddColumn("Figure").AddColumn(new TableColumn("Value").RightAligned());
        table.AddRow("Claims accepted", $"{figures.Accepted} of {figures.Claims}");
        table.AddRow("Accepted per second", Number(figures.AcceptedPerSecond));
        table.AddRow("Settled per second, end to end", Number(figures.EndToEndPerSecond));
        table.AddRow("Acceptance p50 / p99 / max", Row(figures.AcceptanceMilliseconds));
        table.AddRow("Acceptance to eligible in stop-loss p50 / p99 / max", Row(figures.EligibleMilliseconds));
        if (figures.CostMilliseconds is { } cost)
        {
            table.AddRow("Acceptance to cost p50 / p99 / max", Row(cost));
            table.AddRow("Accepted without a cost event of their own", Number(figures.WithoutCost));
            table.AddRow("Stream of costs opened again", Number(figures.Reconnects));
        }

        table.AddRow("Sums agree to the cent", figures.SumsAgree ? "yes" : "[red]no[/]");
        ShowConsumption(table, figures.PerClaim);
        ShowMachine(table, figures.Machine);
        foreach (var (error, count) in figures.Errors)
        {
            table.AddRow($"[red]{Markup.Escape(error)}[/]", Number(count));
        }

        AnsiConsole.Write(table);
    }

    private static void ShowConsumption(Table table, Consumption? perClaim)
    {
        if (perClaim is not null)
        {
            table.AddRow("Messages per claim", Number(perClaim.Messages.Values.Sum()));
        }

        if (perClaim is { Bytes.IsEmpty: false })
        {
            table.AddRow("Rows per claim", Number(perClaim.Rows.Values.Sum()));
            table.AddRow("Bytes on disk per claim", Number(perClaim.Bytes.Values.Sum()));
        }
    }

    private static void ShowMachine(Table table, MachineUse machine)
    {
        foreach (var (part, seconds) in machine.CpuSecondsPer1000)
        {
            table.AddRow($"{part}: processor time per 1,000 claims, memory", $"{Number(seconds)} s, {machine.ResidentMegabytes[part]:#,0} MB");
        }

        if (!machine.CpuSecondsPer1000.IsEmpty)
        {
            table.AddRow("All of them: processor time per 1,000 claims", $"{Number(machine.CpuSeconds)} s");
        }

        table.AddRow("Load average", Number(machine.LoadAverage));
    }

    private static string Row(Spread spread) => $"{Number(spread.P50)} / {Number(spread.P99)} / {Number(spread.Max)} ms";

    private static string Number(double? value) => value?.ToString("#,0.###", CultureInfo.InvariantCulture) ?? "-";
}
