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
    public async Task Before_the_first_plan_year_of_the_books_there_is_none_and_the_page_leads_back()
    {
        var page = await OpenAsync("/settlement");
        await Expect(page.GetByText("as of Apr 9, 2026")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "The plan year before" })).ToHaveCountAsync(0);
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "The plan year after" })).ToHaveCountAsync(0);

        foreach (var year in new[] { "2025-01-01", "2027-01-01", "last" })
        {
            await page.GotoAsync($"/settlement?year={year}");
            await Expect(page.GetByText("No such plan year")).ToBeVisibleAsync();
        }

        await page.GetByRole(AriaRole.Link, new() { Name = "The plan year from Jan 1, 2026" }).ClickAsync();
        await Expect(page.GetByText("as of Apr 9, 2026")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task From_one_plan_year_of_the_books_to_the_next_it_leads_forward_and_back()
    {
        var before = SampleData.Settlement();
        (before["planYear"], before["to"], before["asOf"], before["isFinal"]) = ("2025-01-01", "2025-12-31", "2025-12-31", true);
        Platform.Answers[$"employers/{StubPlatform.EmployerId}/settlement?planYear=2025-01-01"] = before;
        Platform.Answers[$"employers/{StubPlatform.EmployerId}/costs"]!["months"]!.AsArray().Insert(0, SampleData.Costs()["months"]![0]!.DeepClone());
        Platform.Answers[$"employers/{StubPlatform.EmployerId}/costs"]!["months"]![0]!["month"] = "2025-07";
        var page = await OpenAsync("/settlement");

        await page.GetByRole(AriaRole.Link, new() { Name = "The plan year before" }).ClickAsync();
        await Expect(page.GetByText("the plan year is over")).ToBeVisibleAsync();
        Assert.EndsWith("?year=2025-01-01", page.Url, StringComparison.Ordinal);
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "The plan year before" })).ToHaveCountAsync(0);

        await page.GetByRole(AriaRole.Link, new() { Name = "The plan year after" }).ClickAsync();
        await Expect(page.GetByText("as of Apr 9, 2026")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_amounts_of_all_its_tables_stand_below_each_other_and_a_saving_is_no_warning()
    {
        var page = await OpenAsync("/settlement");
        await Expect(page.GetByText("as of Apr 9, 2026")).ToBeVisibleAsync();

        var ends = await page.Locator("td.amount-column, th.amount-column").EvaluateAllAsync<double[]>("cells => cells.map(cell => Math.round(cell.getBoundingClientRect().right))");
        Assert.Single(ends.Distinct());
        var origins = await page.Locator(".origin").EvaluateAllAsync<string[]>("cells => cells.map(cell => getComputedStyle(cell).textAlign)");
        Assert.All(origins, side => Assert.Contains(side, new[] { "start", "left" }));
        await Expect(page.GetByRole(AriaRole.Meter).Locator(".loss")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Before_the_plan_is_open_there_is_nothing_to_settle()
    {
        Platform.Answers[$"employers/{StubPlatform.EmployerId}/costs"] = new JsonObject { ["months"] = new JsonArray() };

        await Expect((await OpenAsync("/settlement")).GetByText("Nothing to settle yet")).ToBeVisibleAsync();
    }
}
