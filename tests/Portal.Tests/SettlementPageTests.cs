using System.Text.Json.Nodes;
using Aso.Portal.Tests.Stub;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Aso.Portal.Tests;

public sealed class SettlementPageTests(Browser browser) : PortalBeforeAStub(browser)
{
    [Fact]
    public async Task The_plan_year_that_the_books_are_in_is_settled_with_the_origin_of_each_figure()
    {
        var page = await OpenAsync("/settlement");

        await Expect(page.GetByText("belongs to the employer")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Row, new() { Name = "Contributions" })).ToContainTextAsync("$240,000.00");
        await Expect(page.GetByRole(AriaRole.Row, new() { Name = "Unpaid claims" })).ToContainTextAsync("the run-out");
        await Expect(page.GetByText("as of Apr 9, 2026")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_deficit_says_who_bears_it()
    {
        var settlement = SampleData.Settlement();
        settlement["result"]!["surplus"]!["amount"] = "0.00";
        settlement["result"]!["deficit"]!["amount"] = "1250.00";
        Platform.Answers[$"employers/{StubPlatform.EmployerId}/settlement?planYear=2026-01-01"] = settlement;

        var page = await OpenAsync("/settlement");

        await Expect(page.GetByText("borne by the employer")).ToBeVisibleAsync();
        await Expect(page.GetByText("$1,250.00").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Another_year_stands_in_the_address_and_one_without_books_says_so()
    {
        var page = await OpenAsync("/settlement");
        await page.GetByRole(AriaRole.Link, new() { Name = "The plan year before" }).ClickAsync();

        await Expect(page.GetByText("Nothing to settle yet")).ToBeVisibleAsync();
        Assert.EndsWith("?year=2025-01-01", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Before_the_plan_is_open_there_is_nothing_to_settle()
    {
        Platform.Answers[$"employers/{StubPlatform.EmployerId}/ledger"] = new JsonObject { ["accounts"] = new JsonObject() };

        await Expect((await OpenAsync("/settlement")).GetByText("Nothing to settle yet")).ToBeVisibleAsync();
    }
}
