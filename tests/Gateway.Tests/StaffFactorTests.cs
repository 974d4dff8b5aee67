using System.Net;

namespace Aso.Gateway.Tests;

/// <summary>Outside of a sandbox the administrator's staff prove more than a password.</summary>
public sealed class StaffFactorTests : IAsyncLifetime
{
    private const string Secret = "kjh34-ksjdf-87345-sdfkjh-3453";

    private static readonly Uri Home = new("https://benefits.example/");

    private GatewayHost _gateway = null!;
    private string _token = "";

    public async Task InitializeAsync()
    {
        _gateway = await GatewayHost.StartAsync(
            ("Sandbox:Enabled", "false"), ("Auth:Issuer", Home.AbsoluteUri), ("Auth:RequireHttps", "false"), ("AllowedHosts", "127.0.0.1"),
            ("Auth:Administrator:ClientId", "root"), ("Auth:Administrator:Secret", Secret),
            ("Limits:Person:PerSecond", "1"), ("Limits:Person:Seconds", "3600"), ("Limits:Person:Burst", "5"));
        _token = await _gateway.TokenAsync("root", Secret);
    }

    public async Task DisposeAsync() => await _gateway.DisposeAsync();

    [Fact]
    public async Task Staff_without_a_factor_get_no_code_and_are_led_to_add_one_which_opens_the_session()
    {
        var (_, userName) = await PersonBrowser.RegisterAsync(_gateway, token: _token);
        using var browser = new FactorBrowser(_gateway, Home);

        using var first = await browser.Pages.SignInAsync(userName);

        Assert.Equal(FactorBrowser.Factors, first.Headers.Location?.OriginalString);
        Assert.Null(await browser.Pages.CodeAsync());
        using var account = await browser.Pages.GetAsync("/account");
        Assert.StartsWith("/sign-in", account.Headers.Location!.PathAndQuery, StringComparison.Ordinal);

        using var enrolled = await browser.EnrollAsync();
        Assert.Equal((HttpStatusCode.OK, 10), (enrolled.StatusCode, browser.RecoveryCodes.Count));
        Assert.NotNull(await browser.Pages.CodeAsync());
    }

    [Fact]
    public async Task Staff_who_have_one_cannot_add_another_by_the_password_alone_nor_remove_the_last()
    {
        var browser = await EnrolledAsync();
        using var thief = new FactorBrowser(_gateway, Home);
        await thief.Pages.SignInAsync(browser.UserName);
        using var refused = await thief.Pages.GetAsync($"{FactorBrowser.Factors}/app");
        Assert.StartsWith("/sign-in", refused.Headers.Location!.PathAndQuery, StringComparison.Ordinal);

        await browser.Of.ConfirmAsync();
        using var last = await browser.Of.Pages.SubmitAsync(FactorBrowser.Factors, "Remove the authenticator app");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, last.StatusCode);
        Assert.NotNull(await browser.Of.Pages.CodeAsync());
        browser.Of.Dispose();
    }

    [Fact]
    public async Task After_a_reset_staff_have_to_add_one_again_before_anything_opens()
    {
        var browser = await EnrolledAsync();

        using var reset = await _gateway.SendAsync(HttpMethod.Post, $"/v1/people/{browser.PersonId}/second-factor-reset", _token);
        using var again = await browser.Of.Pages.SignInAsync(browser.UserName);

        Assert.Equal(FactorBrowser.Factors, again.Headers.Location?.OriginalString);
        Assert.Null(await browser.Of.Pages.CodeAsync());
        browser.Of.Dispose();
    }

    [Fact]
    public async Task An_employers_person_may_go_without()
    {
        var (_, userName) = await PersonBrowser.RegisterAsync(_gateway, new { kind = "employer", employerId = Guid.NewGuid() }, _token);
        using var browser = new FactorBrowser(_gateway, Home);

        using var answer = await browser.Pages.SignInAsync(userName);

        Assert.Equal("/account", answer.Headers.Location?.OriginalString);
        Assert.NotNull(await browser.Pages.CodeAsync());
    }

    [Fact]
    public async Task A_hundred_wrong_codes_are_stopped_as_wrong_passwords_are_and_none_can_be_counted_under_another_name()
    {
        var browser = await EnrolledAsync();
        using var stranger = new FactorBrowser(_gateway, Home);
        await stranger.Pages.SignInAsync(browser.UserName);
        using var renamed = await stranger.Pages.SubmitAsync("/sign-in/second-factor", "Go on", ("userName", "somebody@else.example"), ("code", browser.Of.RecoveryCodes[0]));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, renamed.StatusCode);

        var statuses = new List<HttpStatusCode>();
        for (var guess = 0; guess < 100; guess++)
        {
            using var answer = await stranger.GiveCodeAsync($"{guess:000000}");
            statuses.Add(answer.StatusCode);
        }

        Assert.Equal((5, 95), (statuses.Count(status => status == HttpStatusCode.UnprocessableEntity), statuses.Count(status => status == HttpStatusCode.TooManyRequests)));
        using var right = await stranger.GiveCodeAsync(browser.Of.RecoveryCodes[0]);
        Assert.Equal(HttpStatusCode.TooManyRequests, right.StatusCode);
        browser.Of.Dispose();
    }

    private async Task<(FactorBrowser Of, Guid PersonId, string UserName)> EnrolledAsync()
    {
        var (personId, userName) = await PersonBrowser.RegisterAsync(_gateway, token: _token);
        var browser = new FactorBrowser(_gateway, Home);
        await browser.Pages.SignInAsync(userName);
        using var answer = await browser.EnrollAsync();
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (browser, personId, userName);
    }
}
