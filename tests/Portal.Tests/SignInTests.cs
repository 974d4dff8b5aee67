using System.Net;
using Aso.Portal.Tests.Stub;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Aso.Portal.Tests;

public sealed class SignInTests(Browser browser) : PortalBeforeAStub(browser)
{
    [Fact]
    public async Task Nobody_sees_a_page_without_signing_in()
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = Platform.Address };

        foreach (var path in new[] { "/", "/claims", "/claims/C-2026-0107" })
        {
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
            Assert.StartsWith(new Uri(Platform.Address, "/connect/authorize").ToString(), answer.Headers.Location!.ToString(), StringComparison.Ordinal);
            Assert.Contains("code_challenge_method=S256", answer.Headers.Location.Query, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_request_that_a_page_makes_by_itself_is_refused_and_signs_nobody_in()
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = Platform.Address };
        using var fetch = new HttpRequestMessage(HttpMethod.Get, "/claims") { Headers = { { "Sec-Fetch-Mode", "cors" } } };
        using var fetched = await client.SendAsync(fetch);
        using var farewell = await client.PostAsync(new Uri("/_blazor/disconnect", UriKind.Relative), null);

        Assert.Equal(HttpStatusCode.Unauthorized, fetched.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, farewell.StatusCode);
    }

    [Fact]
    public async Task Whoever_signs_in_comes_back_to_the_page_that_was_asked_for()
    {
        var page = await OpenAsync("/claims/C-2026-0107");

        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Claim C-2026-0107");
        await Expect(page.Locator(".person")).ToContainTextAsync("Robin Clark");
    }

    [Fact]
    public async Task The_browser_never_holds_a_token()
    {
        var page = await OpenAsync("/");
        await Expect(page.GetByText("Plan account")).ToBeVisibleAsync();

        var cookie = Assert.Single(await page.Context.CookiesAsync(), known => known.Name == "aso-portal");
        Assert.True(cookie.HttpOnly);
        Assert.Equal(SameSiteAttribute.Lax, cookie.SameSite);
        Assert.True(cookie.Value.Length < 2000, $"The cookie has {cookie.Value.Length} characters: more than a name and an id.");
    }

    [Fact]
    public async Task An_access_token_about_to_end_is_renewed_unseen()
    {
        Platform.Tokens.LifetimeSeconds = 10;
        var page = await OpenAsync("/");

        await Expect(page.GetByText("Plan account")).ToBeVisibleAsync();
        Assert.True(Platform.Tokens.Renewals > 0);
    }

    [Fact]
    public async Task A_live_page_goes_on_with_another_token_when_the_one_of_its_stream_ends()
    {
        Platform.Tokens.LifetimeSeconds = 10;
        var page = await OpenAsync("/");
        await Expect(page.Locator(".live")).ToHaveTextAsync("live");
        var renewals = Platform.Tokens.Renewals;

        Platform.Tokens.EndAccessTokens();
        Platform.Costs["yearToDate"]!["netCost"] = "250000.00";
        Platform.BreakStreams();

        await Expect(page.Locator(".figure").First).ToContainTextAsync("$250,000.00");
        Assert.True(Platform.Tokens.Renewals > renewals);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_here_and_at_the_provider()
    {
        var page = await OpenAsync("/");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("You are signed out");
        Assert.DoesNotContain(await page.Context.CookiesAsync(), cookie => cookie.Name == "aso-portal");
        Assert.Equal(1, Platform.Tokens.SignOuts);
    }

    [Fact]
    public async Task A_sign_in_that_went_wrong_ends_on_a_page_that_says_so()
    {
        var page = await OpenAsync("/signin-oidc?error=access_denied&state=of-nothing");

        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("The sign-in did not succeed");
    }

    [Fact]
    public async Task The_api_beside_the_portal_keeps_its_own_scheme()
    {
        using var client = new HttpClient { BaseAddress = Platform.Address };

        // A program that calls without a token is refused, not sent to a sign-in page.
        using var answer = await client.GetAsync(new Uri("/guarded", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
    }
}
