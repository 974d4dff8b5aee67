using System.Net;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Aso.Portal.Tests;

/// <summary>Where there is nothing, a person gets a page and a program gets problem details; both with the same status.</summary>
public sealed class UnknownPageTests(Browser browser) : PortalBeforeAStub(browser)
{
    [Fact]
    public async Task A_person_gets_a_page_with_the_menu_that_leads_back()
    {
        var page = await OpenAsync("/");
        await Expect(page.GetByText("Plan account")).ToBeVisibleAsync();

        var answer = await page.GotoAsync("/reports");

        Assert.Equal(404, answer!.Status);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("There is no such page");
        await page.GetByRole(AriaRole.Link, new() { Name = "Claims", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Claims");
    }

    [Fact]
    public async Task Somebody_who_has_not_signed_in_gets_it_too_and_is_shown_nothing_else()
    {
        var page = await OpenAsync();
        var answer = await page.GotoAsync("/no/such/place");

        Assert.Equal(404, answer!.Status);
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "To the start page" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Sign out" })).ToHaveCountAsync(0);
        Assert.Contains("frame-ancestors 'none'", await answer.HeaderValueAsync("Content-Security-Policy"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/reports", "application/json")]
    [InlineData("/reports", "*/*")]
    [InlineData("/openapi/nothing", "text/html")]
    public async Task A_program_and_the_addresses_of_the_api_get_no_page(string path, string accept)
    {
        using var client = new HttpClient { BaseAddress = Platform.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept", accept } } };
        using var answer = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.NotEqual("text/html", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Browsers_find_the_icon_where_they_look_for_it()
    {
        using var client = new HttpClient { BaseAddress = Platform.Address };
        using var answer = await client.GetAsync(new Uri("/favicon.ico", UriKind.Relative));

        Assert.Equal("image/svg+xml", answer.Content.Headers.ContentType?.MediaType);
    }
}
