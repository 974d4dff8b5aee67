using Aso.Embedded.Demo;

namespace Aso.Scenarios;

/// <summary>Loads the demo group into a platform, as the embedded host does at its first start.</summary>
internal static class DemoRun
{
    public static Task<int> RunAsync(Target target, CancellationToken cancel) =>
        target.UseAsync(async (platform, _) =>
        {
            var folder = DemoGroup.FindFolder() ?? throw new DirectoryNotFoundException("There is no deploy/demo above this program or the current directory.");
            var group = new DemoGroup(platform.Administrator, platform.SignInCarrierAsync, folder);
            DemoConsole.Show(await DemoConsole.LoadAsync(group, cancel), platform.Administrator.Address);
            return 0;
        }, cancel);
}
