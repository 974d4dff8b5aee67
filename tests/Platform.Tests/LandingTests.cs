using System.Text.Json.Nodes;
using Aso.Embedded.Demo;
using Aso.Platform.Tests.Tenants;
using Aso.Portal.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Aso.Platform.Tests;

/// <summary>Each kind of person whose sign-in the demo prints lands on a page of its own and does its work there, in a real browser before the real pages.</summary>
public abstract class LandingTests(RunningPlatform platform, Browser browser)
{
    private const string Password = "a long enough pass phrase";

    [Fact]
    public async Task A_carrier_accepts_a_part_of_a_request_and_remits_it_and_the_figures_follow()
    {
        var tenant = await Tenant.SetUpAsync(platform, $"Landing{Guid.NewGuid():N}"[..14]);
        var asked = (await StopLossAsync(tenant))["requests"]!.AsArray().Single(request => request!["status"]!.GetValue<string>() == "undecided")!["amount"]!.GetValue<string>();
        var before = await ReceivableAsync(tenant);
        var page = await SignedInAsync(new() { ["kind"] = "carrier", ["carrierId"] = tenant.CarrierId }, "/");

        await Expect(Figure(page, "Waiting for your decision")).ToContainTextAsync($"${asked}");
        await page.GetByRole(AriaRole.Link, new() { Name = $"Member {tenant.Canary}E1" }).First.ClickAsync();
        await page.GetByLabel("Accept a part").CheckAsync();
        await page.GetByLabel("Amount accepted").FillAsync("1.00");
        await page.GetByLabel("Reason").FillAsync("Only the infusion is covered.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Review decision" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Group, new() { Name = "Confirm the decision" })).ToContainTextAsync("A decision is final.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Decide", Exact = true }).ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("Accepted in part");
        await Expect(page.Locator("main")).ToContainTextAsync("Only the infusion is covered.");

        await page.GetByLabel("Amount paid").FillAsync("0.40");
        await page.GetByLabel("Your reference").FillAsync($"{tenant.Canary}-R9");
        await page.GetByRole(AriaRole.Button, new() { Name = "Review payment" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Record payment" }).ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("is recorded");

        await page.GetByRole(AriaRole.Link, new() { Name = "All requests" }).ClickAsync();
        await Expect(Figure(page, "Waiting for your decision")).ToContainTextAsync("nothing is undecided");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Remittances" })).ToContainTextAsync($"{tenant.Canary}-R9");
        var after = await ReceivableAsync(tenant);
        Assert.Equal((100, 40), (after.Accepted - before.Accepted, after.Remitted - before.Remitted));
        await page.Context.DisposeAsync();
    }

    [Fact]
    public async Task The_administrators_staff_sees_every_employer_and_a_click_leads_to_its_home()
    {
        var (owner, stranger) = (await platform.OwnerAsync(), await platform.StrangerAsync());
        var page = await SignedInAsync(new() { ["kind"] = "administrator" }, "/");

        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Employers");
        foreach (var tenant in new[] { owner, stranger })
        {
            var row = page.GetByRole(AriaRole.Row).Filter(new() { HasText = tenant.Canary });
            await Expect(row).Not.ToContainTextAsync("…");
            await Expect(row).ToContainTextAsync("since");
        }

        await page.GetByRole(AriaRole.Link, new() { Name = owner.Canary }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Plan account" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync(owner.Canary);
        await page.GetByRole(AriaRole.Link, new() { Name = "Employers" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Employers");
        await page.Context.DisposeAsync();
    }

    [Fact]
    public async Task Whoever_opens_another_kinds_page_is_led_back_to_its_own()
    {
        var tenant = await platform.OwnerAsync();
        var carrier = await SignedInAsync(new() { ["kind"] = "carrier", ["carrierId"] = tenant.CarrierId }, "/claims");
        await Expect(carrier.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("This page belongs to employers");
        await carrier.GetByRole(AriaRole.Link, new() { Name = "Go to your page" }).ClickAsync();
        await Expect(carrier.GetByRole(AriaRole.Heading, new() { Name = "Requests for reimbursement" })).ToBeVisibleAsync();
        await carrier.Context.DisposeAsync();

        var employer = await SignedInAsync(new() { ["kind"] = "employer", ["employerId"] = tenant.EmployerId }, $"/requests/{tenant.RequestId}");
        await Expect(employer.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("This page belongs to stop-loss carriers");
        await employer.GetByRole(AriaRole.Link, new() { Name = "Go to your page" }).ClickAsync();
        await Expect(employer.GetByRole(AriaRole.Region, new() { Name = "Plan account" })).ToBeVisibleAsync();
        await employer.Context.DisposeAsync();
    }

    private static ILocator Figure(IPage page, string label) => page.Locator(".figure").Filter(new() { HasText = label });

    private Task<JsonNode> StopLossAsync(Tenant tenant) => platform.Administrator.GetAsync($"v1/employers/{tenant.EmployerId}/stop-loss", CancellationToken.None);

    /// <summary>In cents.</summary>
    private async Task<(long Accepted, long Remitted)> ReceivableAsync(Tenant tenant)
    {
        var receivable = (await StopLossAsync(tenant))["receivable"]!;
        return (Cents("accepted"), Cents("remitted"));

        long Cents(string name) => Primitives.Money.Parse(receivable[name]!.GetValue<string>()).Cents;
    }

    /// <summary>A window of a new person, at the page that was asked for before signing in.</summary>
    private async Task<IPage> SignedInAsync(JsonObject person, string path)
    {
        var name = $"{Guid.NewGuid():N}@people.example";
        (person["userName"], person["password"]) = (name, Password);
        await platform.Administrator.PostAsync("v1/people", person, CancellationToken.None);

        var page = await browser.OpenAsync(platform.Address);
        await page.GotoAsync(path);
        await page.Locator("#userName").FillAsync(name);
        await page.Locator("#password").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        return page;
    }
}

[Collection("embedded")]
public sealed class EmbeddedLandingTests(EmbeddedInProcess platform, Browser browser) : LandingTests(platform, browser), IClassFixture<Browser>;

[Collection("separate")]
public sealed class SeparateLandingTests(SeparateProcesses platform, Browser browser) : LandingTests(platform, browser), IClassFixture<Browser>;
