using System.CommandLine;

namespace Aso.Scenarios;

/// <summary>The command line: what to play, into which platform, and what to do with what comes out.</summary>
internal static class Program
{
    private static readonly Argument<FileInfo[]> Files = new("FILE") { Description = "Scenarios (JSON).", Arity = ArgumentArity.ZeroOrMore };

    private static readonly Option<DirectoryInfo?> Actual = new("--actual") { Description = "Write what came out here, one <scenario>.json each, and compare nothing." };

    private static readonly Option<bool> Demo = new("--demo") { Description = "Load the demo group of deploy/demo instead of playing files." };

    private static readonly Option<int> Parallel = new("--parallel") { Description = "Scenarios played at the same time.", DefaultValueFactory = _ => 4 };

    public static async Task<int> Main(string[] args)
    {
        var command = new RootCommand("Plays business scenarios through the platform's public interfaces and compares what comes out.")
        {
            Files, Actual, Demo, Parallel, Target.BaseUrlOption, Target.GrpcUrlOption, Target.ClientIdOption, Target.ClientSecretOption,
        };
        command.Validators.Add(line =>
        {
            var hasFiles = line.GetValue(Files) is { Length: > 0 };
            if (hasFiles == line.GetValue(Demo))
            {
                line.AddError(hasFiles ? "--demo takes no files." : "Name at least one scenario, or --demo.");
            }
        });
        Parallel.Validators.Add(option =>
        {
            if (option.GetValueOrDefault<int>() < 1)
            {
                option.AddError("--parallel must be 1 or more.");
            }
        });
        command.SetAction(RunAsync);
        return await command.Parse(args).InvokeAsync();
    }

    private static Task<int> RunAsync(ParseResult line, CancellationToken cancel)
    {
        var target = Target.Of(line);
        return line.GetValue(Demo)
            ? DemoRun.RunAsync(target, cancel)
            : ScenarioRun.RunAsync(target, line.GetValue(Files)!, line.GetValue(Actual), line.GetValue(Parallel), cancel);
    }
}
