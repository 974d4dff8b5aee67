using Aso.Portal.Tests.Stub;
using Microsoft.Playwright;

namespace Aso.Portal.Tests;

/// <summary>Tests of pages before a platform that answers what the test wants; each has a platform and windows of its own.</summary>
[Collection(InABrowser.Name)]
public abstract class PortalBeforeAStub(Browser browser) : IAsyncLifetime
{
    private readonly List<IPage> _windows = [];

    private protected StubPlatform Platform { get; private set; } = null!;

    public virtual async Task InitializeAsync() => Platform = await StubPlatform.StartAsync();

    public async Task DisposeAsync()
    {
        foreach (var window in _windows)
        {
            await window.Context.DisposeAsync();
        }

        await Platform.DisposeAsync();
    }

    /// <summary>A window at the portal, with nothing loaded yet.</summary>
    protected async Task<IPage> OpenAsync(int width = 1280, ColorScheme scheme = ColorScheme.Light)
    {
        var window = await browser.OpenAsync(Platform.Address, width, scheme);
        _windows.Add(window);
        return window;
    }

    protected async Task<IPage> OpenAsync(string path)
    {
        var page = await OpenAsync();
        await page.GotoAsync(path);
        return page;
    }
}
