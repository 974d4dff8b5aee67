using System.CommandLine;
using Aso.Scenarios;

namespace Aso.Load;

/// <summary>The command line: how many claims, how fast, and where the figures go.</summary>
internal static class Program
{
    private static readonly Option<int> Claims = new("--claims") { Description = "Claims to submit.", Required = true };

    private static readonly Option<int> Connections = new("--connections") { Description = "Claims under way at the same time, at most.", DefaultValueFactory = _ => 64 };

    private static readonly Option<int?> Rate = new("--rate") { Description = "Claims per second, whether or not earlier ones are answered; without it each connection sends as soon as it is answered." };

    private static readonly Option<int> Employees = new("--employees") { Description = "Employees of the employer that the claims are spread over, each with a spouse.", DefaultValueFactory = _ => 200 };

    private static readonly Option<FileInfo?> Json = new("--json") { Description = "Write the figures here, too." };

    public static async Task<int> Main(string[] args)
    {
        var command = new RootCommand("Submits claims to a platform and measures how fast they are accepted and show in the employer's costs.")
        {
            Claims, Connections, Rate, Employees, Json, Target.BaseUrlOption, Target.ClientIdOption, Target.ClientSecretOption,
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

        command.SetAction(RunAsync);
        return await command.Parse(args).InvokeAsync();
    }

    private static Task<int> RunAsync(ParseResult line, CancellationToken cancel)
    {
        var target = Target.Of(line);
        var plan = new LoadPlan(line.GetValue(Claims), line.GetValue(Connections), line.GetValue(Rate), line.GetValue(Employees));
        return LoadRun.RunAsync(target, plan, line.GetValue(Json), cancel);
    }
}
