using System.Globalization;
using Aso.Portal.Tests.Stub;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Aso.Portal.Tests;

public sealed class LiveCostTests(Browser browser) : PortalBeforeAStub(browser)
{
    private IPage _page = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _page = await OpenAsync("/");
        await Expect(Badge).ToHaveTextAsync("live");
    }

    private ILocator Badge => _page.Locator(".live");

    [Fact]
    public async Task Each_new_cost_moves_figures_and_chart()
    {
        await Expect(_page.Locator(".chart .column").First).ToBeAttachedAsync();
        var before = await ColumnsAsync();

        for (var claim = 1; claim <= 5; claim++)
        {
            var net = string.Create(CultureInfo.InvariantCulture, $"{28041 + (claim * 1000)}.00");
            Platform.Publish(SampleData.Month(
                "2026-04", "12480.00", "4095.00", "11466.00", "0.00", net, "60270.00", "89964.00", "61923.00", "47790.00", 126));
            var year = string.Create(CultureInfo.InvariantCulture, $"${241611 + (claim * 1000):N0}.40");
            await Expect(_page.Locator(".figure").First).ToContainTextAsync(year);
        }

        Platform.Publish(SampleData.Month(
            "2026-04", "72480.00", "4095.00", "11466.00", "0.00", "88041.00", "60270.00", "89964.00", "1923.00", "-12210.00", 126));
        await Expect(_page.Locator(".figure").First).ToContainTextAsync("$301,611.40");
        Assert.NotEqual(before, await ColumnsAsync());
    }

    [Fact]
    public async Task A_new_month_joins_the_chart()
    {
        Platform.Publish(SampleData.Month(
            "2026-05", "1000.00", "0.00", "0.00", "0.00", "1000.00", "0.00", "0.00", "-1000.00", "-1000.00", 127));

        await Expect(_page.Locator(".chart").GetByText("May", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(_page.Locator(".figure").First).ToContainTextAsync("$242,611.40");
    }

    [Fact]
    public async Task The_account_follows_a_new_cost()
    {
        Platform.Answers[$"employers/{StubPlatform.EmployerId}/ledger"]!["accounts"]!["cash"] = "29999.99";
        Platform.Publish(Platform.Costs["months"]![3]!);

        await Expect(_page.GetByRole(AriaRole.Region, new() { Name = "Plan account" })).ToContainTextAsync("$29,999.99");
    }

    [Fact]
    public async Task A_broken_stream_is_said_and_mended_and_nothing_is_missed()
    {
        Platform.Costs["yearToDate"]!["netCost"] = "250000.00";
        Platform.BreakStreams();

        await Expect(Badge).ToHaveTextAsync("reconnecting");
        await Expect(Badge).ToHaveTextAsync("live");
        await Expect(_page.Locator(".figure").First).ToContainTextAsync("$250,000.00");
    }

    [Fact]
    public async Task When_thePlatform_ends_the_session_the_page_offers_to_sign_in()
    {
        Platform.Tokens.ForgetEverything();
        Platform.BreakStreams();

        await Expect(_page.GetByText("Your session has ended.").First).ToBeVisibleAsync();
    }

    private async Task<string> ColumnsAsync() =>
        string.Join('\n', await _page.Locator(".chart .column").EvaluateAllAsync<string[]>("columns => columns.map(column => column.getAttribute('style'))"));
}
