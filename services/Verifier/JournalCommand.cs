using System.CommandLine;
using System.Text.Json;
using Aso.Verifier.Ledger;
using Aso.Verifier.Reporting;
using Spectre.Console;

namespace Aso.Verifier;

/// <summary>Proves an exported journal offline: the pages of <c>GET …/ledger/entries</c>, in order.</summary>
internal static class JournalCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("files") { Description = "The pages of GET …/ledger/entries, in order.", Arity = ArgumentArity.OneOrMore };
        var employer = new Option<Guid>("--employer") { Description = "The employer whose journal it is.", Required = true };
        var head = new Option<string?>("--head") { Description = "The lastHash of GET …/ledger, which the journal must end with." };
        var command = new Command("journal", "Prove an exported journal, without any database.") { files, employer, head };
        command.SetAction(parsed => Run(parsed.GetValue(files)!, parsed.GetValue(employer), parsed.GetValue(head)));
        return command;
    }

    private static int Run(string[] files, Guid employer, string? head)
    {
        try
        {
            var clock = System.Diagnostics.Stopwatch.StartNew();
            var checks = new JournalChecks();
            var journal = new Journal(employer, checks);
            foreach (var entry in files.SelectMany(file => ExportedJournal.Read(file, employer, checks.Balance)))
            {
                journal.Read(entry);
            }

            var last = Convert.ToHexStringLower(journal.LastHash);
            if (head is not null)
            {
                checks.Chain.Same(new Place(employer, Sequence: journal.LastSequence), "head", head.ToLowerInvariant(), last);
            }

            ReportTable.Show(AnsiConsole.Console, new(DateTimeOffset.UtcNow, clock.Elapsed, [.. checks.All], [new(employer, journal.LastSequence, last)]));
            AnsiConsole.MarkupLineInterpolated($"{journal.LastSequence} entries; the last hash is {last}");
            return checks.All.Any(check => check.Found > 0) ? 1 : 0;
        }
        catch (Exception failure) when (failure is IOException or JsonException or UnauthorizedAccessException)
        {
            AnsiConsole.MarkupLineInterpolated($"[red]Could not verify.[/] {failure.Message}");
            return 2;
        }
    }
}
