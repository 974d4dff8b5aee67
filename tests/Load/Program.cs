using System.CommandLine;
using System.Globalization;
using Aso.Load.Floor;
using Aso.Load.PassThrough;
using Aso.Scenarios;

namespace Aso.Load;

/// <summary>The command line: how many claims, how fast, and where the figures go.</summary>
internal static class Program
{
    private static readonly Option<int> Claims = new("--claims") { Description = "Claims to submit.", Required = true };

    private static readonly Option<int> Connections = new("--connections") { Description = "Claims under way at the same time, at most.", DefaultValueFactory = _ => 64 };

    private static readonly Option<int?> Rate = new("--rate") { Description = "Claims per second, whether or not earlier ones are answered; without it each connection sends as soon as it is answered." };

    private static readonly Option<int> Employees = new("--employees") { Description = "Employees of the employer that the claims are spread over, each with a spouse.", DefaultValueFactory = _ => 200 };

    private static readonly Option<int> Lines = new("--lines") { Description = "Service lines of each claim, 1 to 3.", DefaultValueFactory = _ => 3 };

    private static readonly Option<string[]> Processes = new("--process")
    {
        Description = "NAME=PORT of a part of the platform that runs on this machine, once for each: what processor time and memory it uses is measured, by the port that it listens on.",
        HelpName = "NAME=PORT",
    };

    private static readonly Option<bool> ByFile = new("--file") { Description = "Submit the claims by 837 files of 1,000, one file after the other." };

    private static readonly Option<int> WarmUp = new("--warm-up")
    {
        Description = "Claims to submit beforehand for an employer of their own, as fast as they are answered: then a platform at work is measured, not one that has just started.",
    };

    private static readonly Option<string?> StopLossDatabase = new("--stop-loss-database")
    {
        Description = "The connection string of stop-loss's PostgreSQL database, with track_commit_timestamp on: when each payment became eligible is read there.",
    };

    private static readonly Option<bool> OfTheFloor = new("--floor")
    {
        Description = "Measure no platform but the machine: the same rows, commits and confirmed messages by hand, on the servers that ASO_PG and ASO_AMQP name.",
    };

    private static readonly Option<FileInfo?> Json = new("--json") { Description = "Write the figures here, too." };

    public static async Task<int> Main(string[] args)
    {
        var command = new RootCommand("Submits claims to a platform and measures how fast they are accepted and show in the employer's costs.")
        {
            Claims, WarmUp, Connections, Rate, Employees, Lines, ByFile, Processes, StopLossDatabase, OfTheFloor, Json, Target.BaseUrlOption, Target.ClientIdOption, Target.ClientSecretOption,
        };
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
        command.Subcommands.Add(PassThroughRun.Command());
        command.Subcommands.Add(Door.Command());
        command.SetAction(RunAsync);
        return await command.Parse(args).InvokeAsync();
    }

    private static Task<int> RunAsync(ParseResult line, CancellationToken cancel)
    {
        var target = Target.Of(line);
        var plan = new LoadPlan(line.GetValue(Claims), line.GetValue(Connections), line.GetValue(Rate), line.GetValue(Employees), line.GetValue(Lines), [.. (line.GetValue(Processes) ?? []).Select(PartOf)],
            line.GetValue(ByFile), line.GetValue(StopLossDatabase)) { WarmUp = line.GetValue(WarmUp) };
        return line.GetValue(OfTheFloor)
            ? FloorRun.RunAsync(Server("ASO_PG"), new Uri(Server("ASO_AMQP")), plan, cancel)
            : LoadRun.RunAsync(target, plan, line.GetValue(Json), cancel);
    }

    private static string Server(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } named ? named : throw new InvalidOperationException($"Set {variable}, as tests/servers prints it.");

    private static KeyValuePair<string, int> PartOf(string text) => TryReadPart(text, out var part) ? part : throw new ArgumentException(text, nameof(text));

    private static bool TryReadPart(string text, out KeyValuePair<string, int> part)
    {
        var fields = text.Split('=');
        part = fields is [{ Length: > 0 } name, var number] && ushort.TryParse(number, CultureInfo.InvariantCulture, out var port) ? new(name, port) : default;
        return part.Key is not null;
    }
}
