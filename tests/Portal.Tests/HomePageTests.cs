using Aso.Portal.Tests.Stub;
using static Microsoft.Playwright.Assertions;

namespace Aso.Portal.Tests;

[Collection(InABrowser.Name)]
public sealed class HomePageTests(Browser browser) : IAsyncLifetime
{
    private StubPlatform _platform = null!;

    public async Task InitializeAsync() => _platform = await StubPlatform.StartAsync();

    public async Task DisposeAsync() => await _platform.DisposeAsync();

    [Fact]
    public async Task An_employer_sees_its_year_to_date()
    {
        var page = await browser.OpenAsync(_platform.Address);
        await page.GotoAsync("/");

        await Expect(page.GetByRole(Microsoft.Playwright.AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Acme Tooling");
        await Expect(page.GetByText("$241,611.40").First).ToBeVisibleAsync();
        await page.ScreenshotAsync(new() { Path = "/tmp/home.png", FullPage = true });
    }
}
