using Aso.Portal.Tests.Stub;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Aso.Portal.Tests;

/// <summary>What every page owes everyone: nothing from elsewhere, no error in the console, names for all controls, enough contrast, no sideways scrolling.</summary>
public sealed class PageQualityTests(Browser browser) : PortalBeforeAStub(browser)
{
    // Relative luminance and contrast as in WCAG 2.2; of each text the nearest background that is not transparent.
    private const string LowContrast = """
        () => {
          const parse = colour => (colour.match(/[\d.]+/g) ?? []).map(Number);
          const channel = value => { const part = value / 255; return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4; };
          const luminance = ([red, green, blue]) => 0.2126 * channel(red) + 0.7152 * channel(green) + 0.0722 * channel(blue);
          const backgroundOf = element => {
            for (let at = element; at; at = at.parentElement) {
              const colour = parse(getComputedStyle(at).backgroundColor);
              if (colour.length === 3 || colour[3] > 0.99) return colour;
            }
            return [255, 255, 255];
          };
          const opacityOf = element => { let all = 1; for (let at = element; at; at = at.parentElement) all *= Number(getComputedStyle(at).opacity); return all; };
          const found = [];
          for (const element of document.querySelectorAll('header *, main *')) {
            const text = [...element.childNodes].filter(node => node.nodeType === 3).map(node => node.textContent.trim()).join('');
            if (!text || !element.getClientRects().length || element.closest('svg, [aria-hidden=true], .visually-hidden')) continue;
            const style = getComputedStyle(element), back = backgroundOf(element), alpha = opacityOf(element);
            const fore = parse(style.color).slice(0, 3).map((value, place) => value * alpha + back[place] * (1 - alpha));
            const [light, dark] = [luminance(fore), luminance(back)].sort((a, b) => b - a);
            const ratio = (light + 0.05) / (dark + 0.05);
            const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 700);
            if (ratio < (large ? 3 : 4.5)) found.push(`${text}: ${ratio.toFixed(2)}`);
          }
          return found;
        }
        """;

    private const string Nameless = """
        () => [...document.querySelectorAll('input:not([type=hidden]), select, button, a[href]')]
          .filter(control => !(control.labels?.length || control.getAttribute('aria-label') || control.textContent.trim()))
          .map(control => control.outerHTML)
        """;

    [Theory]
    [InlineData("/", "Plan account", 1280)]
    [InlineData("/", "Plan account", 360)]
    [InlineData("/claims", "C-2026-0107", 1280)]
    [InlineData("/claims", "C-2026-0107", 360)]
    [InlineData("/claims/C-2026-0107", "Who pays what", 1280)]
    [InlineData("/claims/C-2026-0107", "Who pays what", 360)]
    [InlineData("/settlement", "The account", 1280)]
    [InlineData("/settlement", "The account", 360)]
    [InlineData("/signed-out", "You are signed out", 360)]
    public Task A_page_is_whole_readable_and_from_here_alone(string path, string sign, int width) => CheckAsync(path, sign, width);

    [Theory]
    [InlineData("/", "By employer", 1280)]
    [InlineData("/", "By employer", 360)]
    [InlineData("/requests/" + SampleCarrier.UndecidedId, "Your decision", 1280)]
    [InlineData("/requests/" + SampleCarrier.UndecidedId, "Your decision", 360)]
    [InlineData("/requests/" + SampleCarrier.DecidedId, "Review payment", 360)]
    [InlineData("/claims", "This page belongs to employers", 360)]
    public Task A_carriers_page_is_no_less(string path, string sign, int width)
    {
        (Platform.Tokens.EmployerId, Platform.Tokens.CarrierId) = (null, Guid.NewGuid());
        return CheckAsync(path, sign, width);
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(360)]
    public Task The_administrators_overview_is_no_less(int width)
    {
        Platform.Tokens.EmployerId = null;
        return CheckAsync("/", "12 overdue", width);
    }

    private async Task CheckAsync(string path, string sign, int width)
    {
        var page = await OpenAsync(width);
        var complaints = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                complaints.Add(message.Text);
            }
        };
        page.PageError += (_, error) => complaints.Add(error);
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(Platform.Address.ToString(), StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
            {
                complaints.Add($"leaves the host: {request.Url}");
            }
        };

        await page.GotoAsync(path);
        await Expect(page.GetByText(sign).First).ToBeVisibleAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveCountAsync(1);
        Assert.Empty(await page.EvaluateAsync<string[]>(LowContrast));
        Assert.Empty(await page.EvaluateAsync<string[]>(Nameless));
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= window.innerWidth"), "The page scrolls sideways.");
        Assert.Empty(complaints);
    }

    [Theory]
    [InlineData("/", "Plan account")]
    [InlineData("/claims", "C-2026-0107")]
    [InlineData("/claims/C-2026-0107", "Who pays what")]
    [InlineData("/settlement", "The account")]
    public async Task On_paper_a_page_is_light_and_whole_and_has_no_menu(string path, string sign)
    {
        var page = await OpenAsync(720, ColorScheme.Dark);
        await page.GotoAsync(path);
        await Expect(page.GetByText(sign).First).ToBeVisibleAsync();
        await page.EmulateMediaAsync(new() { Media = Media.Print });

        await Expect(page.Locator("nav:visible, button:visible, form:visible")).ToHaveCountAsync(0);
        Assert.Equal("rgb(255, 255, 255)", await page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor"));
        Assert.Equal("rgb(23, 33, 43)", await page.EvaluateAsync<string>("() => getComputedStyle(document.body).color"));
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= window.innerWidth"), "The page is wider than the sheet.");
    }

    [Fact]
    public async Task Pages_allow_no_script_from_elsewhere_and_no_frame()
    {
        var page = await OpenAsync();
        var answer = await page.GotoAsync("/");

        var policy = await answer!.HeaderValueAsync("Content-Security-Policy");
        Assert.Contains("default-src 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
    }
}
