using Microsoft.Playwright;

namespace Aso.Portal.Tests;

/// <summary>One Chromium for all tests: the distribution's own, so that none is downloaded.</summary>
public sealed class Browser : IAsyncLifetime
{
    private const string Executable = "/usr/bin/chromium";

    // In milliseconds: how long a page may take on a busy machine before a test calls it broken.
    private const float Patience = 120_000;

    private IPlaywright? _playwright;
    private IBrowser? _chromium;

    public async Task InitializeAsync()
    {
        Assert.True(File.Exists(Executable), $"{Executable} is missing: apt-get install chromium");
        Assertions.SetDefaultExpectTimeout(Patience);
        _playwright = await Playwright.CreateAsync();
        _chromium = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Executable,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update", "--no-first-run"],
        });
    }

    /// <summary>A window of its own: no cookie is shared with another test.</summary>
    /// <param name="width">In CSS pixels.</param>
    /// <param name="scheme">Which colours the person prefers.</param>
    public async Task<IPage> OpenAsync(Uri baseAddress, int width = 1280, ColorScheme scheme = ColorScheme.Light)
    {
        var context = await _chromium!.NewContextAsync(new()
        {
            BaseURL = baseAddress.ToString(),
            ViewportSize = new() { Width = width, Height = 1000 },
            Locale = "en-US",
            ColorScheme = scheme,
        });
        context.SetDefaultTimeout(Patience);
        return await context.NewPageAsync();
    }

    public async Task DisposeAsync()
    {
        if (_chromium is not null)
        {
            await _chromium.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}

[CollectionDefinition(Name)]
public sealed class InABrowser : ICollectionFixture<Browser>
{
    public const string Name = "in a browser";
}
