using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Aso.Portal.Tests.Stub;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Aso.Portal.Tests;

/// <summary>Axe has nothing serious against any page, on a desktop and on a phone, in the light and in the dark.</summary>
public sealed partial class AccessibilityTests(Browser browser) : PortalBeforeAStub(browser)
{
    private const string Number = "C-2026-0107";

    // For the pages whose address names a thing.
    private static readonly Dictionary<string, string> Named = new(StringComparer.OrdinalIgnoreCase) { ["number"] = Number, ["requestId"] = $"{Guid.Empty}" };

    // Pages at which a person arrives by mistake or at an unlucky moment.
    private static readonly string[] Unlucky = ["/reports", "/claims?status=foo", "/claims/nobody-used-this", "/claims?after=C-2026-0107&page=2", "/settlement?year=2020-01-01"];

    public static TheoryData<int, ColorScheme> Views => new()
    {
        { 1400, ColorScheme.Light }, { 1400, ColorScheme.Dark }, { 390, ColorScheme.Light }, { 390, ColorScheme.Dark },
    };

    [Theory]
    [MemberData(nameof(Views))]
    public async Task Every_page_that_the_portal_has_is_for_everyone(int width, ColorScheme scheme)
    {
        var employer = $"employers/{StubPlatform.EmployerId}";
        Platform.Refusals[$"{employer}/claims?descending=true&limit=25&status=foo"] = (422, JsonNode.Parse("""{"code":"invalid-query","errors":[{"field":"status","detail":"Use approved or denied."}]}""")!);
        Platform.Letters[$"{employer}/claims/{Number}/denial-notice"] = "<!doctype html><html lang=\"en\"><title>Notice</title><main><h1>Notice of denial</h1></main></html>";
        var pages = Platform.Pages.Select(AddressOf).ToList();
        Assert.Contains("/claims", pages);
        var page = await OpenAsync(width, scheme);
        var findings = new List<string>();
        foreach (var address in pages.Concat(Unlucky))
        {
            await page.GotoAsync(address);
            await Expect(page.Locator(".loading")).ToHaveCountAsync(0);
            await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveCountAsync(1);
            findings.AddRange((await Axe.FindAsync(page)).Select(finding => $"{address} {finding}"));
        }

        Assert.Empty(findings);
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task What_an_open_table_or_a_choice_of_employers_shows_is_for_everyone(int width, ColorScheme scheme)
    {
        var page = await OpenAsync(width, scheme);
        await page.GotoAsync("/");
        await page.GetByText("Show as a table").ClickAsync();
        Assert.Empty(await Axe.FindAsync(page));

        Platform.Tokens.EmployerId = null;
        var staff = await OpenAsync(width, scheme);
        await staff.GotoAsync("/claims");
        await Expect(staff.GetByText("Choose an employer")).ToBeVisibleAsync();
        Assert.Empty(await Axe.FindAsync(staff));
    }

    private static string AddressOf(string route) => "/" + Parameter().Replace(route.TrimStart('/'), match =>
        Named.TryGetValue(match.Groups[1].Value, out var value) ? value : throw new InvalidOperationException($"Give the page {route} a value for {match.Value}."));

    [GeneratedRegex(@"\{\**(\w+)[^}]*\}")]
    private static partial Regex Parameter();
}
