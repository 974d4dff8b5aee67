using System.Text.Json.Nodes;
using Aso.Portal.Tests;
using Aso.Scenarios.Format;
using Aso.Scenarios.Play;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Aso.Platform.Tests;

/// <summary>People before the real pages: the platform's own sign-in, API and cost stream, in a real browser.</summary>
public abstract class PortalTests(RunningPlatform platform, Browser browser)
{
    private const string Password = "a long enough pass phrase";

    [Fact]
    public async Task An_employer_signs_in_and_sees_the_next_claim_cost_it_without_loading_the_page_again()
    {
        using var employer = await PlayAsync("medical-office-visit-copay");
        var page = await SignedInAsync(employer, "/");

        await Expect(Figure(page)).ToContainTextAsync("$80.00");
        await Expect(page.Locator(".live")).ToHaveTextAsync("live");
        await platform.Administrator.PostAsync($"v1/employers/{employer.EmployerId}/claims", NextVisit("C2"), CancellationToken.None);

        await Expect(Figure(page)).ToContainTextAsync("$160.00");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Plan account" })).ToContainTextAsync("$840.00");
        await page.Context.DisposeAsync();
    }

    [Fact]
    public async Task A_claims_page_tells_in_words_how_each_amount_came_about()
    {
        using var employer = await PlayAsync("medical-office-visit-copay");
        var page = await SignedInAsync(employer, "/claims/C1");

        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Claim C1");
        await Expect(page.Locator("main")).ToContainTextAsync("Copay: $30.00");
        await Expect(page.Locator("main")).ToContainTextAsync("Paid: $80.00 of $110.00 allowed");
        await page.Context.DisposeAsync();
    }

    [Fact]
    public async Task Nobody_sees_the_claim_of_another_employer()
    {
        using var employer = await PlayAsync("medical-office-visit-copay");
        using var other = await PlayAsync("duplicate-line");
        var page = await SignedInAsync(other, $"/claims/C1?employer={employer.EmployerId}");

        await Expect(page.Locator("main")).Not.ToContainTextAsync("$80.00");
        await page.Context.DisposeAsync();
    }

    [Fact]
    public async Task Whoever_signs_out_is_out_of_the_portal_and_of_the_platform()
    {
        using var employer = await PlayAsync("medical-office-visit-copay");
        await SignOutAndComeBackAsync(employer, platform.Address);
    }

    [Fact]
    public async Task A_sign_out_that_no_page_of_the_portal_asked_for_changes_nothing_and_says_so()
    {
        using var employer = await PlayAsync("medical-office-visit-copay");
        var page = await SignedInAsync(employer, "/claims");
        await Expect(page.Locator("main")).ToContainTextAsync("C1");

        var answer = await page.Context.APIRequest.PostAsync(new Uri(platform.Address, "sign-out").AbsoluteUri, new() { MaxRedirects = 0 });

        Assert.Equal(400, answer.Status);
        Assert.Contains("You are still signed in", await answer.TextAsync(), StringComparison.Ordinal);
        await page.GotoAsync("/claims");
        await Expect(page.Locator("main")).ToContainTextAsync("C1");
        await page.Context.DisposeAsync();
    }

    [Fact]
    public async Task A_session_that_the_administrator_ended_opens_no_page_any_more()
    {
        using var employer = await PlayAsync("medical-office-visit-copay");
        var page = await SignedInAsync(employer, "/claims");
        await Expect(page.Locator("main")).ToContainTextAsync("C1");
        var name = await page.Locator(".person-name").TextContentAsync();
        var people = await platform.Administrator.GetAsync("v1/people?limit=500&kind=employer", CancellationToken.None);
        var person = people["items"]!.AsArray().Single(one => one!["userName"]!.GetValue<string>() == name)!["personId"]!.GetValue<string>();

        await platform.Administrator.PostAsync($"v1/people/{person}/block", new JsonObject(), CancellationToken.None);
        await page.GotoAsync("/claims");

        await Expect(page.Locator("main")).Not.ToContainTextAsync("C1");
        await Expect(page.GetByText("sign in", new() { Exact = false }).First).ToBeVisibleAsync();
        await page.GotoAsync("/claims");
        await Expect(page.Locator("#password")).ToBeVisibleAsync();
        await page.Context.DisposeAsync();
    }

    /// <summary>Signs in, signs out, and sees that nothing opens any more without the password.</summary>
    private protected async Task SignOutAndComeBackAsync(ScenarioPlayer employer, Uri address)
    {
        var page = await SignedInAsync(employer, "/claims", address);
        await Expect(page.Locator("main")).ToContainTextAsync("C1");
        var before = await page.Context.CookiesAsync();
        Assert.Contains(before, cookie => cookie.Name == "aso-sign-in");

        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("You are signed out");
        Assert.DoesNotContain(await page.Context.CookiesAsync(), cookie => cookie.Name is "aso-sign-in" or "aso-portal");
        await page.GotoAsync("/claims");
        await Expect(page.Locator("#password")).ToBeVisibleAsync();
        await page.Context.DisposeAsync();
    }

    [Theory]
    [InlineData(1400, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(1400, ColorScheme.Dark)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task The_way_in_and_a_notice_of_denial_are_for_everyone_and_look_as_they_are_meant_to(int width, ColorScheme scheme)
    {
        using var employer = await PlayAsync("duplicate-line");
        var name = await RegisterPersonAsync(employer);
        var page = await browser.OpenAsync(platform.Address, width, scheme);
        var refused = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.Ordinal))
            {
                refused.Add(message.Text);
            }
        };

        await page.GotoAsync("/claims/C2");
        await Expect(page.GetByText("Benefit Plan Portal")).ToBeVisibleAsync();
        Assert.Empty(await Axe.FindAsync(page));
        await SignInAsync(page, name, "not the pass phrase");
        await Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        Assert.Empty(await Axe.FindAsync(page));

        await SignInAsync(page, name, Password);
        var letter = await page.RunAndWaitForPopupAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "The notice of denial" }).ClickAsync());
        await Expect(letter.GetByRole(AriaRole.Main)).ToContainTextAsync("March 5, 2026, charged $100.00");
        await Expect(letter.GetByRole(AriaRole.Main)).ToHaveCSSAsync("max-width", "736px");
        Assert.Empty(await Axe.FindAsync(letter));

        Assert.Equal(404, (await page.GotoAsync("/reports"))!.Status);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("There is no such page");
        Assert.Empty(await Axe.FindAsync(page));
        Assert.Empty(refused);
        await page.Context.DisposeAsync();
    }

    private static ILocator Figure(IPage page) => page.Locator(".figure").First;

    private static JsonObject NextVisit(string id)
    {
        var first = ReadScenario("medical-office-visit-copay").Steps.First(step => step["do"]!.GetValue<string>() == "submitClaim");
        var next = first["claim"]!.DeepClone().AsObject();
        next["id"] = id;
        next["lines"]![0]!["serviceDate"] = "2026-02-04";
        return Wording.ToClaim(next);
    }

    private static Scenario ReadScenario(string name) =>
        Scenario.Read(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "scenarios", $"{name}.json")));

    private protected async Task<ScenarioPlayer> PlayAsync(string scenario)
    {
        var player = new ScenarioPlayer(platform.Callers, ReadScenario(scenario));
        await player.PlayAsync(() => { }, CancellationToken.None);
        return player;
    }

    /// <summary>A window of a person of that employer, at the page that was asked for before signing in.</summary>
    private protected async Task<IPage> SignedInAsync(ScenarioPlayer employer, string path, Uri? address = null)
    {
        var name = await RegisterPersonAsync(employer);
        var page = await browser.OpenAsync(address ?? platform.Address);
        await page.GotoAsync(path);
        await SignInAsync(page, name, Password);
        return page;
    }

    private async Task<string> RegisterPersonAsync(ScenarioPlayer employer)
    {
        var name = $"{Guid.NewGuid():N}@employer.example";
        var registration = new JsonObject { ["userName"] = name, ["password"] = Password, ["kind"] = "employer", ["employerId"] = employer.EmployerId };
        await platform.Administrator.PostAsync("v1/people", registration, CancellationToken.None);
        return name;
    }

    private static async Task SignInAsync(IPage page, string name, string password)
    {
        await page.Locator("#userName").FillAsync(name);
        await page.Locator("#password").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }
}

[Collection("embedded")]
public sealed class EmbeddedPortalTests(EmbeddedInProcess platform, Browser browser) : PortalTests(platform, browser), IClassFixture<Browser>
{
    [Fact]
    public async Task Signing_out_works_by_each_name_of_a_host_that_was_given_none()
    {
        using var employer = await PlayAsync("medical-office-visit-copay");
        await SignOutAndComeBackAsync(employer, new UriBuilder(platform.Address) { Host = "localhost" }.Uri);
    }
}

/// <summary>As an installation: the platform knows the one name under which it is called.</summary>
public sealed class NamedPortalTests(EmbeddedWithAName platform, Browser browser)
    : PortalTests(platform, browser), IClassFixture<EmbeddedWithAName>, IClassFixture<Browser>;

[Collection("separate")]
public sealed class SeparatePortalTests(SeparateProcesses platform, Browser browser) : PortalTests(platform, browser), IClassFixture<Browser>;
