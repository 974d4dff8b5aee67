using System.CommandLine;
using System.Data.Common;
using System.Text.Json;
using Aso.Verifier.Ledger;
using Aso.Verifier.Reading;
using Aso.Verifier.Reporting;
using Spectre.Console;

namespace Aso.Verifier;

/// <summary>Proves the books of a platform from its databases, without any of its code.</summary>
internal static class Program
{
    private const int Proved = 0;
    private const int NotProved = 1;
    private const int CouldNotRun = 2;

    public static int Main(string[] args)
    {
        var data = new Option<string?>("--data") { Description = "The data directory of an embedded host (SQLite files)." };
        var claims = ConnectionOption(Installation.ClaimsName);
        var funding = ConnectionOption(Installation.FundingName);
        var stopLoss = ConnectionOption(Installation.StopLossName);
        var employers = new Option<Guid[]>("--employer") { Description = "Prove this employer's book only; may be given several times." };
        var json = new Option<string?>("--json") { Description = "Write the report to this file." };
        var since = new Option<string?>("--since") { Description = "An earlier report: each journal must still pass through the head that it recorded." };
        var wait = new Option<int>("--wait") { Description = "Seconds to wait for messages on their way between services.", DefaultValueFactory = _ => 30 };
        var command = new RootCommand("Proves the books of a platform from its databases: every sum, every hash, and the agreement of the services.")
        {
            data, claims, funding, stopLoss, employers, json, since, wait, JournalCommand.Create(),
        };
        command.SetAction((parsed, cancel) => Task.FromResult(Run(
            () => ReadInstallation(parsed.GetValue(data), parsed.GetValue(claims), parsed.GetValue(funding), parsed.GetValue(stopLoss)),
            new(parsed.GetValue(employers) ?? [], parsed.GetValue(json), parsed.GetValue(since), TimeSpan.FromSeconds(parsed.GetValue(wait))),
            cancel)));
        return command.Parse(args).InvokeAsync().GetAwaiter().GetResult();
    }

    private static Option<string?> ConnectionOption(string service) => new($"--{service}")
    {
        Description = $"PostgreSQL connection string of {service}; also read from the variable ConnectionStrings__{service}.",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable($"ConnectionStrings__{service}"),
    };

    /// <exception cref="ArgumentException">No databases are named, or not all.</exception>
    /// <exception cref="FileNotFoundException">The directory is not an embedded host's.</exception>
    private static Installation ReadInstallation(string? data, string? claims, string? funding, string? stopLoss)
    {
        if (data is not null)
        {
            return Installation.Embedded(data);
        }

        return claims is { Length: > 0 } && funding is { Length: > 0 } && stopLoss is { Length: > 0 }
            ? Installation.Separate(claims, funding, stopLoss)
            : throw new ArgumentException("Name the databases: --data with the directory of an embedded host, or all of --claims, --funding and --stop-loss.");
    }

    private static int Run(Func<Installation> installation, Asked asked, CancellationToken cancel)
    {
        try
        {
            var report = Verify(installation(), asked, cancel);
            ReportTable.Show(AnsiConsole.Console, report);
            if (asked.Json is { } file)
            {
                report.Write(file);
            }

            return report.Verdict == Verdict.Proved ? Proved : NotProved;
        }
        catch (Exception failure) when (failure is DbException or IOException or ArgumentException or JsonException or UnauthorizedAccessException)
        {
            AnsiConsole.MarkupLineInterpolated($"[red]Could not verify.[/] {failure.Message}");
            return CouldNotRun;
        }
        catch (OperationCanceledException)
        {
            AnsiConsole.MarkupLine("[red]Could not verify:[/] it was ended early.");
            return CouldNotRun;
        }
    }

    private static VerificationReport Verify(Installation installation, Asked asked, CancellationToken cancel)
    {
        var anchors = asked.Since is { } earlier ? VerificationReport.HeadsOf(earlier) : new Dictionary<Guid, Head>();
        return AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .Start(progress => new Verification(installation, anchors, new ProgressBars(progress)).Run(asked.Employers, asked.Wait, cancel));
    }

    /// <param name="Employers">All where empty.</param>
    private sealed record Asked(Guid[] Employers, string? Json, string? Since, TimeSpan Wait);
}
