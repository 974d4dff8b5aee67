using System.CommandLine;

namespace Aso.Scenarios;

/// <summary>The command line: what to play, into which platform, and what to do with what comes out.</summary>
internal static class Program
{
    private static readonly Argument<FileInfo[]> Files = new("FILE") { Description = "Scenarios (JSON).", Arity = ArgumentArity.ZeroOrMore };

    private static readonly Option<DirectoryInfo?> Actual = new("--actual") { Description = "Write what came out here, one <scenario>.json each, and compare nothing." };

    private static readonly Option<bool> Demo = new("--demo") { Description = "Load the demo group of deploy/demo instead of playing files." };

    private static readonly Option<int> Parallel = new("--parallel") { Description = "Scenarios played at the same time.", DefaultValueFactory = _ => 4 };

    private static readonly Option<int?> Random = new("--random") { Description = "Draw this many scenarios by chance and write them, with what must come out, to --out." };

    private static readonly Option<int> Seed = new("--seed") { Description = "The first of the seeds that --random draws from, one for each scenario." };

    private static readonly Option<DirectoryInfo?> Out = new("--out") { Description = "Where --random writes, one <scenario>.json each." };

    public static async Task<int> Main(string[] args)
    {
        var command = new RootCommand("Plays business scenarios through the platform's public interfaces and compares what comes out.")
        {
            Files, Actual, Demo, Random, Seed, Out, Parallel, Target.BaseUrlOption, Target.GrpcUrlOption, Target.ClientIdOption, Target.ClientSecretOption,
        };
        command.Validators.Add(line =>
        {
            var hasFiles = line.GetValue(Files) is { Length: > 0 };
            var others = (line.GetValue(Demo) ? 1 : 0) + (line.GetValue(Random) is null ? 0 : 1);
            if (others + (hasFiles ? 1 : 0) != 1)
            {
                line.AddError(others == 0 ? "Name at least one scenario, or --demo, or --random." : "--demo and --random stand alone and take no files.");
            }

            if ((line.GetValue(Random) is null) != (line.GetValue(Out) is null))
            {
                line.AddError("--random and --out go together.");
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
        if (line.GetValue(Random) is { } count)
        {
            return RandomRun.WriteAsync(count, line.GetValue(Seed), line.GetValue(Out)!, cancel);
        }

        var target = Target.Of(line);
        return line.GetValue(Demo)
            ? DemoRun.RunAsync(target, cancel)
            : ScenarioRun.RunAsync(target, line.GetValue(Files)!, line.GetValue(Actual), line.GetValue(Parallel), cancel);
    }
}
