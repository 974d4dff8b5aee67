using Aso.Portal.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Aso.Platform.Tests;

/// <summary>A newcomer opens /docs and sends the five calls of the quick start by click.</summary>
public abstract class DocsTests(RunningPlatform platform, Browser browser)
{
    [Fact]
    public async Task A_newcomer_gets_from_a_token_to_the_trace_of_an_own_claim_by_click()
    {
        await platform.OwnerAsync();
        var page = await browser.OpenAsync(platform.Address);
        await page.GotoAsync("/docs");
        await Expect(page).ToHaveTitleAsync("API - ASO platform");

        // Any employer's claim gets a decision, here the one that its member is not known.
        foreach (var (call, answer) in new[]
        {
            ("Get a token", "access_token"), ("See your employers", "employerId"), ("Submit a claim", "\"status\": "),
            ("Read how each amount of it came about", "\"text\": "), ("See the ledger", "\"cash\": "),
        })
        {
            await page.GetByRole(AriaRole.Button, new() { Name = $"Send: {call}" }).ClickAsync();
            var item = page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = call });
            await Expect(item.GetByRole(AriaRole.Status)).ToContainTextAsync("20");
            await Expect(item.Locator("pre").Last).ToContainTextAsync(answer);
        }

        await page.Context.DisposeAsync();
    }

    [Fact]
    public async Task Every_operation_is_described_and_can_be_tried_with_the_token_of_the_quick_start()
    {
        var page = await browser.OpenAsync(platform.Address);
        await page.GotoAsync("/docs");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send: Get a token" }).ClickAsync();
        await page.Locator("[id='operations-tag-Clients']").ClickAsync();
        await page.Locator("#operations-Clients-ListClients .opblock-summary-control").ClickAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Execute" }).ClickAsync();

        await Expect(page.Locator("#operations-Clients-ListClients .live-responses-table .response-col_status").Nth(1)).ToContainTextAsync("200");
        await page.Context.DisposeAsync();
    }
}

[Collection("embedded")]
public sealed class EmbeddedDocsTests(EmbeddedInProcess platform, Browser browser) : DocsTests(platform, browser), IClassFixture<Browser>;
