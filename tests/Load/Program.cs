using System.CommandLine;
using Aso.Load.Floor;
using Aso.Load.Lists;
using Aso.Load.PassThrough;
using Aso.Load.Targets;
using Aso.Scenarios;

namespace Aso.Load;

/// <summary>The command line: a platform's run, and beside it the floor and the gateway alone.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        var command = new RootCommand("Submits claims to a platform and measures how fast they are accepted and show in the employer's costs.")
        {
            LoadOptions.ByFile, Target.BaseUrlOption, Target.ClientIdOption, Target.ClientSecretOption,
        };
        foreach (var option in LoadOptions.OfEveryRun)
        {
            command.Options.Add(option);
        }

        command.Subcommands.Add(FloorRun.Command());
        command.Subcommands.Add(FloorStage.Command());
        command.Subcommands.Add(PassThroughRun.Command());
        command.Subcommands.Add(ListsRun.Command());
        command.Subcommands.Add(Door.Command());
        command.Subcommands.Add(TargetsReport.Command());
        command.SetAction((line, cancel) => LoadRun.RunAsync(Target.Of(line), LoadOptions.PlanOf(line), line.GetValue(LoadOptions.Json), cancel));
        return await command.Parse(args).InvokeAsync();
    }
}
