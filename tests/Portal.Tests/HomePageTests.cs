using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Aso.Portal.Tests.Stub;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Aso.Portal.Tests;

public sealed class HomePageTests(Browser browser) : PortalBeforeAStub(browser)
{
    [Fact]
    public async Task An_employer_sees_its_year_in_figures_and_as_a_chart()
    {
        var page = await OpenAsync("/");

        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Acme Tooling");
        await Expect(FigureOf(page, "Net cost")).ToContainTextAsync("$241,611.40");
        await Expect(FigureOf(page, "Net cost")).ToContainTextAsync("68% of the fully insured premium");
        await Expect(FigureOf(page, "Savings against fully insured")).ToContainTextAsync("$113,348.60");
        await Expect(FigureOf(page, "Budget variance")).ToContainTextAsync("below the expected claims of $237,800");
        await Expect(FigureOf(page, "Enrolled employees")).ToContainTextAsync("126");

        // Two parts of a column for each of the four months, and a line for each of the two comparisons.
        await Expect(page.Locator(".chart .column")).ToHaveCountAsync(8);
        await Expect(page.Locator(".chart svg path")).ToHaveCountAsync(2);
        await page.GetByText("Show as a table").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Row, new() { Name = "Mar 2026" })).ToContainTextAsync("$63,084.75");
    }

    [Fact]
    public async Task What_the_carrier_has_not_decided_stands_where_recoveries_and_account_and_stop_loss_do()
    {
        var page = await OpenAsync("/");

        await Expect(FigureOf(page, "Stop-loss recoveries")).ToContainTextAsync("accepted; $7,400.00 more is asked and undecided");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Plan account" })).ToContainTextAsync("Asked of the stop-loss carrier, undecided$7,400.00");
        var stopLoss = page.GetByRole(AriaRole.Region, new() { Name = "Stop-loss" });
        await Expect(stopLoss).ToContainTextAsync("Asked, in 2 requests$27,400.00");
        await Expect(stopLoss).ToContainTextAsync("Accepted$18,250.00");
        await Expect(stopLoss).ToContainTextAsync("Not accepted$1,750.00");
        await Expect(stopLoss).ToContainTextAsync("Undecided, since Apr 8, 2026$7,400.00");
    }

    [Fact]
    public async Task What_providers_owe_back_stands_in_the_account()
    {
        var account = (await OpenAsync("/")).GetByRole(AriaRole.Region, new() { Name = "Plan account" });

        await Expect(account).ToContainTextAsync("Owed to the plan$18,862.40");
        await Expect(account).ToContainTextAsync("By providers, for claims taken back$612.40");
    }

    [Fact]
    public async Task A_month_whose_claims_wait_for_money_does_not_look_like_a_good_one()
    {
        Platform.Answers[$"employers/{StubPlatform.EmployerId}/ledger"]!["accounts"]!["claimsPayable"] = "126550.00";
        var page = await OpenAsync("/");

        await Expect(FigureOf(page, "Approved, not yet paid")).ToContainTextAsync("$126,550.00");
        await Expect(FigureOf(page, "Net cost")).ToContainTextAsync("68% of the fully insured premium; 103% with what is approved");
        await Expect(FigureOf(page, "Savings against fully insured")).ToContainTextAsync("−$13,201.40 with what is approved");
        await Expect(FigureOf(page, "Savings against fully insured").Locator(".figure-value")).ToHaveClassAsync(new Regex("bad"));
    }

    [Fact]
    public async Task Above_an_attachment_point_the_policy_pays_and_nothing_looks_like_a_danger()
    {
        var stopLoss = (await OpenAsync("/")).GetByRole(AriaRole.Region, new() { Name = "Stop-loss" });
        var furthest = stopLoss.GetByRole(AriaRole.Listitem).First;

        await Expect(furthest).ToContainTextAsync("$18,250 above the attachment point of $50,000, which falls to the policy");
        await Expect(furthest.Locator(".beyond")).ToBeVisibleAsync();
        await Expect(stopLoss.Locator(".loss")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_year_is_projected_from_a_quarter_and_not_from_four_days()
    {
        var page = await OpenAsync("/");
        var projection = page.GetByRole(AriaRole.Meter, new() { Name = "Projected to the end of the period" });
        await Expect(projection).ToHaveAttributeAsync("aria-valuenow", "74");

        Platform.Answers[$"employers/{StubPlatform.EmployerId}/stop-loss"]!["businessDate"] = "2026-01-05";
        await page.ReloadAsync();

        await Expect(page.GetByText("a projection appears once 90 days of the policy period are over")).ToBeVisibleAsync();
        await Expect(projection).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_chart_fills_its_card_from_its_first_drawing_and_a_small_negative_month_takes_little_room()
    {
        Platform.Costs["months"]![1]!["claimsPaid"] = "-900.00";
        var page = await OpenAsync("/");
        await Expect(page.Locator(".chart .column")).ToHaveCountAsync(8);

        var (card, plot) = (await page.Locator("section:has(.chart)").BoundingBoxAsync(), await page.Locator(".chart .plot").BoundingBoxAsync());
        Assert.True(plot!.Width > card!.Width * 0.8, $"The chart is {plot.Width} wide in a card of {card.Width}.");
        var zero = await page.Locator(".chart .tick.zero").BoundingBoxAsync();
        Assert.InRange(plot.Y + plot.Height - zero!.Y, 1, plot.Height * 0.1);
    }

    [Fact]
    public async Task The_month_table_is_whole_at_1400_and_a_wide_screen_is_used()
    {
        var page = await OpenAsync(1400);
        await page.GotoAsync("/");
        await page.GetByText("Show as a table").ClickAsync();
        var table = page.GetByRole(AriaRole.Region, new() { Name = "Cost by month as a table" });
        Assert.True(await table.EvaluateAsync<bool>("region => region.scrollWidth <= region.clientWidth"), "The table is wider than its card.");

        await page.SetViewportSizeAsync(1920, 1000);
        var home = await page.Locator(".home").BoundingBoxAsync();
        Assert.True(home!.Width > 1920 * 0.8, $"The page uses {home.Width} of 1920.");
    }

    [Fact]
    public async Task The_account_shows_cash_what_waits_for_it_and_what_the_employer_is_asked_for()
    {
        var page = await OpenAsync("/");
        var account = page.GetByRole(AriaRole.Region, new() { Name = "Plan account" });

        await Expect(account).ToContainTextAsync("$31,240.18");
        await Expect(account).ToContainTextAsync("Waiting to be paid$12,517.60");
        await Expect(account).ToContainTextAsync("Please fund $22,500.00");
    }

    [Fact]
    public async Task A_returned_deposit_is_shown_with_what_it_means_and_only_then()
    {
        var page = await OpenAsync("/");
        var account = page.GetByRole(AriaRole.Region, new() { Name = "Plan account" });
        await Expect(account).ToContainTextAsync("Waiting to be paid");
        await Expect(account).Not.ToContainTextAsync("Owed to the bank");

        Platform.Answers[$"employers/{StubPlatform.EmployerId}/ledger"]!["accounts"]!["bankOverdraft"] = "115.00";
        await page.ReloadAsync();

        await Expect(account).ToContainTextAsync("Owed to the bank for returned deposits$115.00");
        await Expect(account).ToContainTextAsync("Nothing is paid until new deposits have made this good.");
    }

    [Fact]
    public async Task Stop_loss_shows_those_above_half_the_furthest_first_and_names_nobody()
    {
        var page = await OpenAsync("/");
        var stopLoss = page.GetByRole(AriaRole.Region, new() { Name = "Stop-loss" });

        // Of the four members with claims one is below half.
        await Expect(stopLoss.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(3);
        await Expect(stopLoss.GetByRole(AriaRole.Listitem).First).ToContainTextAsync("$68,250, $18,250 above the attachment point of $50,000");
        await Expect(stopLoss.GetByRole(AriaRole.Meter, new() { Name = "To date" })).ToHaveAttributeAsync("aria-valuenow", "60");
        Assert.DoesNotContain("E-10", await page.ContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_employer_without_stop_loss_is_told_so()
    {
        Platform.Answers.Remove($"employers/{StubPlatform.EmployerId}/stop-loss");
        var page = await OpenAsync("/");

        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Stop-loss" })).ToContainTextAsync("No stop-loss policy");
    }

    [Fact]
    public async Task A_fully_insured_employer_sees_its_premium_and_no_account()
    {
        Platform.Answers[$"employers/{StubPlatform.EmployerId}"]!["arrangement"] = "fully-insured";
        var page = await OpenAsync("/");

        await Expect(FigureOf(page, "Claims paid by the insurer")).ToContainTextAsync("$198,605.40");
        await Expect(page.GetByText("Plan account")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task What_thePlatform_does_not_answer_can_be_asked_again()
    {
        var ledger = $"employers/{StubPlatform.EmployerId}/ledger";
        Platform.Broken.Add(ledger);
        var page = await OpenAsync("/");
        var account = page.GetByRole(AriaRole.Region, new() { Name = "Plan account" });
        await Expect(account).ToContainTextAsync("The ledger could not be loaded.");

        Platform.Broken.Remove(ledger);
        await account.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();

        await Expect(account).ToContainTextAsync("$31,240.18");
    }

    [Fact]
    public async Task Before_the_first_month_the_page_waits_for_it()
    {
        Platform.Costs = new JsonObject { ["months"] = new JsonArray(), ["yearToDate"] = SampleData.Month("2026", "0.00", "0.00", "0.00", "0.00", "0.00", "0.00", "0.00", "0.00", "0.00", 0) };
        var page = await OpenAsync("/");

        await Expect(page.GetByText("No costs yet")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_administrator_chooses_an_employer_and_the_choice_stays_on_every_page()
    {
        Platform.Tokens.EmployerId = null;
        var page = await OpenAsync("/");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Employers");

        await page.GetByRole(AriaRole.Link, new() { Name = "Acme Tooling" }).ClickAsync();
        await Expect(FigureOf(page, "Net cost")).ToContainTextAsync("$241,611.40");
        await page.GetByRole(AriaRole.Link, new() { Name = "Claims", Exact = true }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "C-2026-0107" })).ToBeVisibleAsync();
    }

    private static ILocator FigureOf(IPage page, string label) =>
        page.Locator(".figure", new() { Has = page.GetByText(label, new() { Exact = true }) });
}
