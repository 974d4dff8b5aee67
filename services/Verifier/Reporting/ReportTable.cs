using System.Globalization;
using Spectre.Console;

namespace Aso.Verifier.Reporting;

/// <summary>The report for a person at a terminal.</summary>
internal static class ReportTable
{
    private const int FindingsShownMax = 25;

    public static void Show(IAnsiConsole console, VerificationReport report)
    {
        console.Write(Checks(report));
        var findings = report.Findings.Take(FindingsShownMax).ToList();
        findings.ForEach(finding => Show(console, finding));
        var found = report.Checks.Sum(check => check.Found);
        if (found > findings.Count)
        {
            console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"The first {findings.Count} of {found} findings; --json writes them to a file.");
        }

        Conclude(console, report, found);
    }

    private static void Conclude(IAnsiConsole console, VerificationReport report, long found)
    {
        var books = report.Heads.Count == 1 ? "1 book" : string.Create(CultureInfo.InvariantCulture, $"{report.Heads.Count} books");
        var seconds = report.Elapsed.TotalSeconds;
        switch (report.Verdict)
        {
            case Verdict.Proved:
                console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[green]Proved[/]: {books} in {seconds:0.0} s.");
                break;
            case Verdict.Unsettled:
                console.MarkupLineInterpolated(
                    CultureInfo.InvariantCulture,
                    $"[yellow]Not settled[/]: nothing is wrong in {books}, but messages are still on their way between services. Start the platform, or wait longer with --wait.");
                break;
            default:
                console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[red]Not proved[/]: {(found == 1 ? "1 finding" : $"{found} findings")} in {books}, {seconds:0.0} s.");
                break;
        }
    }

    private static Table Checks(VerificationReport report)
    {
        var table = new Table().RoundedBorder().AddColumn("Check").AddColumn(new TableColumn("Checked").RightAligned()).AddColumn("Result");
        foreach (var check in report.Checks)
        {
            var result = check switch
            {
                { Found: > 0 } => $"[red]{check.Found.ToString("N0", CultureInfo.InvariantCulture)} findings[/]",
                { Unsettled: > 0 } => $"[yellow]{check.Unsettled.ToString("N0", CultureInfo.InvariantCulture)} on their way[/]",
                _ => "[green]holds[/]",
            };
            table.AddRow(new Text(check.Title), new Text(check.Checked.ToString("N0", CultureInfo.InvariantCulture)), new Markup(result));
        }

        return table;
    }

    /// <summary>A line each: ids are long, and a person copies them.</summary>
    private static void Show(IAnsiConsole console, Finding finding)
    {
        var where = new List<string> { $"book {finding.Book}" };
        if (finding.Sequence is { } sequence)
        {
            where.Add(string.Create(CultureInfo.InvariantCulture, $"entry {sequence}"));
        }

        if (finding.Subject is { } subject)
        {
            where.Add($"subject {subject}");
        }

        console.MarkupLineInterpolated(
            CultureInfo.InvariantCulture, $"[red]{finding.Check}[/] {string.Join(", ", where)}: [bold]{finding.Field}[/] expected {finding.Expected}, found {finding.Found}");
    }
}
