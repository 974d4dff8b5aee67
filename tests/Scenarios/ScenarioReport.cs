using System.Globalization;
using Aso.Scenarios.Compare;
using Spectre.Console;

namespace Aso.Scenarios;

/// <summary>How one scenario went: as expected, with differences, or not to its end.</summary>
internal sealed record ScenarioResult(string Name, int Steps, TimeSpan Took, IReadOnlyList<Difference> Differences, IReadOnlyList<string> Errors)
{
    public bool IsGood => Differences.Count == 0 && Errors.Count == 0;
}

/// <summary>The table at the end of a run, and below it a line for each thing that is not as it should be.</summary>
internal static class ScenarioReport
{
    public static void Write(IReadOnlyCollection<ScenarioResult> results)
    {
        var ordered = results.OrderBy(result => result.Name, StringComparer.Ordinal).ToList();
        var table = new Table().RoundedBorder().AddColumn("Scenario");
        table.AddColumn(new TableColumn("Steps").RightAligned()).AddColumn(new TableColumn("Seconds").RightAligned()).AddColumn("Result");
        foreach (var result in ordered)
        {
            table.AddRow(
                Markup.Escape(result.Name),
                result.Steps.ToString(CultureInfo.InvariantCulture),
                result.Took.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture),
                Verdict(result));
        }

        AnsiConsole.Write(table);

        // Plain lines, never wrapped: they are for searching and for other programs, too.
        foreach (var result in ordered)
        {
            foreach (var line in result.Errors.Concat(result.Differences.Select(difference => difference.ToString())))
            {
                Console.WriteLine($"{result.Name}: {line}");
            }
        }

        Console.WriteLine($"{ordered.Count(result => result.IsGood)} passed, {ordered.Count(result => !result.IsGood)} failed");
    }

    private static string Verdict(ScenarioResult result) => result switch
    {
        { IsGood: true } => "[green]as expected[/]",
        { Errors.Count: > 0 } => "[red]error[/]",
        { Differences.Count: 1 } => "[red]1 difference[/]",
        _ => $"[red]{result.Differences.Count} differences[/]",
    };
}
