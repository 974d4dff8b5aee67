using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Aso.Load;

/// <summary>What every run is told: how many claims, how fast, and where the figures go.</summary>
internal static class LoadOptions
{
    public static readonly Option<bool> ByFile = new("--file") { Description = "Submit the claims by 837 files of 1,000, one file after the other." };

    public static readonly Option<FileInfo?> Json = new("--json") { Description = "Write the figures here, too." };

    private static readonly Option<int> Claims = new("--claims") { Description = "Claims to submit.", Required = true };

    private static readonly Option<int> Connections = new("--connections") { Description = "Claims under way at the same time, at most.", DefaultValueFactory = _ => 64 };

    private static readonly Option<int?> Rate = new("--rate") { Description = "Claims per second, whether or not earlier ones are answered; without it each connection sends as soon as it is answered." };

    private static readonly Option<int> Employees = new("--employees") { Description = "Employees of the employer that the claims are spread over, each with a spouse.", DefaultValueFactory = _ => 200 };

    private static readonly Option<int> Lines = new("--lines") { Description = "Service lines of each claim, 1 to 3.", DefaultValueFactory = _ => 3 };

    private static readonly Option<string[]> Processes = new("--process")
    {
        Description = "NAME=PORT of a part that runs on this machine, once for each: what processor time and memory it uses is measured, by the port that it listens on.",
        HelpName = "NAME=PORT",
    };

    private static readonly Option<int> WarmUp = new("--warm-up")
    {
        Description = "Claims to submit beforehand for an employer of their own, as fast as they are answered: then programs at work are measured, not some that have just started.",
    };

    private static readonly Option<string?> StopLossDatabase = new("--stop-loss-database")
    {
        Description = "The connection string of stop-loss's PostgreSQL database, with track_commit_timestamp on: when each payment became eligible is read there.",
    };

    static LoadOptions()
    {
        foreach (var option in new Option<int>[] { Claims, Connections, Employees })
        {
            option.Validators.Add(given =>
            {
                if (given.GetValueOrDefault<int>() < 1)
                {
                    given.AddError($"{option.Name} must be 1 or more.");
                }
            });
        }

        Processes.Validators.Add(given =>
        {
            foreach (var wrong in given.Tokens.Where(token => !TryReadPart(token.Value, out _)))
            {
                given.AddError($"{wrong.Value} is no part to watch; write it as claims=8081.");
            }
        });
    }

    /// <summary>Those that a run takes whatever it measures.</summary>
    public static IEnumerable<Option> OfEveryRun => [Claims, WarmUp, Connections, Rate, Employees, Lines, Processes, StopLossDatabase, Json];

    public static LoadPlan PlanOf(ParseResult line) => new(
        line.GetValue(Claims),
        line.GetValue(Connections),
        line.GetValue(Rate),
        line.GetValue(Employees),
        line.GetValue(Lines),
        PartsOf(line.CommandResult),
        line.GetValue(ByFile),
        line.GetValue(StopLossDatabase))
    {
        WarmUp = line.GetValue(WarmUp),
    };

    /// <summary>The parts to watch, as far as they are written as such.</summary>
    public static IReadOnlyList<KeyValuePair<string, int>> PartsOf(CommandResult line)
    {
        var parts = new List<KeyValuePair<string, int>>();
        foreach (var text in line.GetValue(Processes) ?? [])
        {
            if (TryReadPart(text, out var part))
            {
                parts.Add(part);
            }
        }

        return parts;
    }

    private static bool TryReadPart(string text, out KeyValuePair<string, int> part)
    {
        var fields = text.Split('=');
        part = fields is [{ Length: > 0 } name, var number] && ushort.TryParse(number, CultureInfo.InvariantCulture, out var port) ? new(name, port) : default;
        return part.Key is not null;
    }
}
