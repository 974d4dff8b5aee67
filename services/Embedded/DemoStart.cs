using Aso.Embedded.Demo;
using Aso.Gateway.Tokens;
using Microsoft.Extensions.Options;
using Spectre.Console;

namespace Aso.Embedded;

/// <summary>The first start: loads the demo group through the public interfaces; a later start shows what it amounts to.</summary>
internal static class DemoStart
{
    public static async Task ShowAsync(WebApplication app, Uri address, Uri partners, CancellationToken cancel)
    {
        if (DemoGroup.FindFolder() is not { } folder)
        {
            AnsiConsole.MarkupLine("[yellow]There is no deploy/demo above this program or the current directory: started empty.[/]");
            return;
        }

        var administrator = app.Services.GetRequiredService<IOptions<AuthOptions>>().Value.Administrator;
        using var platform = new PlatformAccess(address, partners, administrator.ClientId!, administrator.Secret!);
        try
        {
            var group = new DemoGroup(platform.Administrator, platform.SignInCarrierAsync, folder);
            DemoConsole.Show(await DemoConsole.LoadAsync(group, cancel), address);
        }
        catch (PlatformRefusalException refusal)
        {
            AnsiConsole.MarkupLineInterpolated($"[red]The demo group was not loaded whole.[/] {refusal.Message}");
        }
    }
}
