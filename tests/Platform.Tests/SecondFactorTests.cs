using System.Text.Json.Nodes;
using Aso.Portal.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Aso.Platform.Tests;

/// <summary>A person adds a passkey and signs in with it, in a real browser whose security key is simulated.</summary>
[Collection("embedded")]
public sealed class SecondFactorTests(EmbeddedInProcess platform, Browser browser) : IClassFixture<Browser>
{
    private const string Password = "a long enough pass phrase";

    private Uri Localhost => new UriBuilder(platform.Address) { Host = "localhost" }.Uri;

    [Theory]
    [InlineData(1400, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(1400, ColorScheme.Dark)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task A_passkey_is_added_at_the_account_and_asked_for_after_the_password_and_each_page_is_for_everyone(int width, ColorScheme scheme)
    {
        var (page, name) = await SignedInAsync(Localhost, width, scheme);
        var refused = new List<string>();
        page.Console += (_, message) => refused.AddRange(message.Text.Contains("Content Security Policy", StringComparison.Ordinal) ? [message.Text] : []);
        await WithSecurityKeyAsync(page);

        await page.GetByRole(AriaRole.Link, new() { Name = "Account", Exact = true }).ClickAsync();
        await IsForEveryoneAsync(page, "Your account");
        await page.GetByRole(AriaRole.Link, new() { Name = "Second factors" }).ClickAsync();
        await IsForEveryoneAsync(page, "Second factors");
        await page.GetByLabel("Current password").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Add an authenticator app" }).ClickAsync();
        await IsForEveryoneAsync(page, "Add an authenticator app");
        await page.GetByRole(AriaRole.Link, new() { Name = "Back" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Add a passkey" }).ClickAsync();
        await IsForEveryoneAsync(page, "Add a passkey");
        await page.GetByLabel("A name for it").FillAsync("Key <of the test>");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add the passkey" }).ClickAsync();
        await IsForEveryoneAsync(page, "Your recovery codes");
        await page.GetByRole(AriaRole.Link, new() { Name = "go on" }).ClickAsync();
        await IsForEveryoneAsync(page, "Second factors");
        await Expect(page.GetByText("Key <of the test>")).ToBeVisibleAsync();

        await page.Context.ClearCookiesAsync();
        await page.GotoAsync("/");
        await SignInAsync(page, name);
        await IsForEveryoneAsync(page, "Second step");
        await page.GetByLabel("One of your recovery codes").FillAsync("aaaa-bbbb-cccc-dddd");
        await page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await Expect(page.GetByText("That was not right.")).ToBeVisibleAsync();
        await IsForEveryoneAsync(page, "Second step");
        await page.GetByRole(AriaRole.Button, new() { Name = "Use a passkey" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Sign out" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Account", Exact = true })).ToBeVisibleAsync();
        Assert.Empty(refused);
        await page.Context.DisposeAsync();
    }

    [Fact]
    public async Task At_an_ip_address_the_page_says_that_passkeys_do_not_work_there_and_where_they_do()
    {
        var (page, _) = await SignedInAsync(platform.Address);

        await page.GotoAsync("/account/second-factors");
        await page.GetByLabel("Current password").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();

        await Expect(page.GetByText($"Open {Localhost} in place of it")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Add a passkey" })).ToHaveCountAsync(0);
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Add an authenticator app" })).ToBeVisibleAsync();
        await page.Context.DisposeAsync();
    }

    [Theory]
    [InlineData(1400, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task The_page_of_an_invitation_is_for_everyone(int width, ColorScheme scheme)
    {
        var invitation = new JsonObject { ["userName"] = $"{Guid.NewGuid():N}@staff.example", ["kind"] = "administrator" };
        var link = (await platform.Administrator.PostAsync("v1/people/invitations", invitation, CancellationToken.None))["link"]!.GetValue<string>();
        var page = await browser.OpenAsync(platform.Address, width, scheme);

        await page.GotoAsync(link);

        await IsForEveryoneAsync(page, "Set your password");
        await page.Context.DisposeAsync();
    }

    private async Task<(IPage Page, string Name)> SignedInAsync(Uri address, int width = 1280, ColorScheme scheme = ColorScheme.Light)
    {
        var name = $"{Guid.NewGuid():N}@staff.example";
        await platform.Administrator.PostAsync(
            "v1/people", new JsonObject { ["userName"] = name, ["password"] = Password, ["kind"] = "administrator" }, CancellationToken.None);
        var page = await browser.OpenAsync(address, width, scheme);
        await page.GotoAsync("/");
        await SignInAsync(page, name);
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Sign out" })).ToBeVisibleAsync();
        return (page, name);
    }

    private static async Task SignInAsync(IPage page, string name)
    {
        await page.Locator("#userName").FillAsync(name);
        await page.Locator("#password").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }

    private static async Task IsForEveryoneAsync(IPage page, string title)
    {
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(title);
        Assert.Empty(await Axe.FindAsync(page));
    }

    /// <summary>A device of the browser's own making that always says yes.</summary>
    private static async Task WithSecurityKeyAsync(IPage page)
    {
        var tools = await page.Context.NewCDPSessionAsync(page);
        await tools.SendAsync("WebAuthn.enable");
        await tools.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true, ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
    }
}
