using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Aso.Gateway.Factors;
using Aso.Gateway.Store;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OtpNet;

namespace Aso.Gateway.Tests;

public sealed class SecondFactorTestsOnSqlite(GatewayOnSqlite shared) : SecondFactorTests(shared), IClassFixture<GatewayOnSqlite>;

public sealed class SecondFactorTestsOnPostgres(GatewayOnPostgres shared) : SecondFactorTests(shared), IClassFixture<GatewayOnPostgres>;

/// <summary>Whoever has a second factor is asked for it after the password, and nothing opens before.</summary>
public abstract class SecondFactorTests(SharedGateway shared) : IDisposable
{
    private readonly GatewayHost _gateway = shared.Host;
    private readonly FactorBrowser _browser = new(shared.Host);

    public void Dispose()
    {
        _browser.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task The_password_alone_opens_nothing_to_whoever_has_an_app()
    {
        var (_, userName) = await EnrolledAsync();
        using var elsewhere = new FactorBrowser(_gateway);

        using var first = await elsewhere.Pages.SignInAsync(userName);

        Assert.Equal("/sign-in/second-factor", first.Headers.Location?.OriginalString);
        Assert.Null(await elsewhere.Pages.CodeAsync());
        using var account = await elsewhere.Pages.GetAsync("/account");
        using var factors = await elsewhere.Pages.GetAsync("/account/second-factors/app");
        Assert.All((HttpResponseMessage[])[account, factors], answer => Assert.StartsWith("/sign-in", answer.Headers.Location!.PathAndQuery, StringComparison.Ordinal));

        using var second = await elsewhere.GiveCodeAsync(_browser.NextCode());
        Assert.Equal((HttpStatusCode.Redirect, "/account"), (second.StatusCode, second.Headers.Location!.OriginalString));
        Assert.NotNull(await elsewhere.Pages.CodeAsync());
    }

    [Fact]
    public async Task A_code_that_was_taken_is_not_taken_again()
    {
        var (_, userName) = await EnrolledAsync();
        var code = _browser.NextCode();
        using var one = new FactorBrowser(_gateway);
        using var other = new FactorBrowser(_gateway);
        await one.Pages.SignInAsync(userName);
        await other.Pages.SignInAsync(userName);

        using var first = await one.GiveCodeAsync(code);
        using var again = await other.GiveCodeAsync(code);

        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.UnprocessableEntity), (first.StatusCode, again.StatusCode));
        Assert.Null(await other.Pages.CodeAsync());
    }

    [Fact]
    public async Task The_code_that_confirmed_the_app_does_not_sign_in()
    {
        var (_, userName) = await EnrolledAsync();
        using var elsewhere = new FactorBrowser(_gateway);
        await elsewhere.Pages.SignInAsync(userName);

        using var answer = await elsewhere.GiveCodeAsync(_browser.LastCode);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
    }

    [Fact]
    public async Task A_recovery_code_works_once_however_it_is_typed()
    {
        var (_, userName) = await EnrolledAsync();
        var code = _browser.RecoveryCodes[3];
        using var one = new FactorBrowser(_gateway);
        using var other = new FactorBrowser(_gateway);
        await one.Pages.SignInAsync(userName);
        await other.Pages.SignInAsync(userName);

        using var first = await one.GiveCodeAsync(code.ToUpperInvariant().Replace('-', ' '));
        using var again = await other.GiveCodeAsync(code);

        Assert.Equal(10, _browser.RecoveryCodes.Count);
        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.UnprocessableEntity), (first.StatusCode, again.StatusCode));
    }

    [Fact]
    public async Task New_recovery_codes_end_the_old_ones()
    {
        var (_, userName) = await EnrolledAsync();
        var old = _browser.RecoveryCodes[0];

        using var page = await _browser.Pages.SubmitAsync(FactorBrowser.Factors, "Make new recovery codes");
        _browser.ReadCodes(await page.Content.ReadAsStringAsync());
        using var elsewhere = new FactorBrowser(_gateway);
        await elsewhere.Pages.SignInAsync(userName);

        using var withOld = await elsewhere.GiveCodeAsync(old);
        using var withNew = await elsewhere.GiveCodeAsync(_browser.RecoveryCodes[0]);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.Redirect), (withOld.StatusCode, withNew.StatusCode));
    }

    [Fact]
    public async Task Nothing_changes_without_the_password_given_anew()
    {
        var (_, userName) = await PersonBrowser.RegisterAsync(_gateway);
        await _browser.Pages.SignInAsync(userName);

        using var asked = await _browser.Pages.GetAsync("/account/second-factors/app");
        Assert.Contains("Give your password again", await asked.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var wrong = await _browser.ConfirmAsync("not the pass phrase");
        using var still = await _browser.Pages.GetAsync("/account/second-factors/app");
        using var right = await _browser.ConfirmAsync();
        using var open = await _browser.Pages.GetAsync("/account/second-factors/app");

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.Redirect), (wrong.StatusCode, right.StatusCode));
        Assert.DoesNotContain("<svg", await still.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("<svg", await open.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_app_counts_only_once_its_first_code_came_and_ends_every_other_session()
    {
        var (_, userName) = await PersonBrowser.RegisterAsync(_gateway);
        using var elsewhere = new FactorBrowser(_gateway);
        await elsewhere.Pages.SignInAsync(userName);
        await _browser.Pages.SignInAsync(userName);
        await _browser.ConfirmAsync();

        using var wrong = await _browser.EnrollAsync("000000");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.NotNull(await elsewhere.Pages.CodeAsync());
        using var right = await _browser.EnrollAsync();

        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
        Assert.Null(await elsewhere.Pages.CodeAsync());
        Assert.NotNull(await _browser.Pages.CodeAsync());
    }

    [Fact]
    public async Task Whoever_removes_the_last_factor_is_asked_for_the_password_alone_again()
    {
        var (_, userName) = await EnrolledAsync();

        using var removed = await _browser.Pages.SubmitAsync(FactorBrowser.Factors, "Remove the authenticator app");
        using var elsewhere = new FactorBrowser(_gateway);
        using var answer = await elsewhere.Pages.SignInAsync(userName);

        Assert.Equal((HttpStatusCode.Redirect, "/account"), (removed.StatusCode, answer.Headers.Location!.OriginalString));
    }

    [Fact]
    public async Task A_reset_by_the_administrator_forgets_every_factor_and_ends_every_session()
    {
        var (personId, userName) = await EnrolledAsync();
        var token = await _gateway.TokenAsync();

        using var answer = await _gateway.SendAsync(HttpMethod.Post, $"/v1/people/{personId}/second-factor-reset", token);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Null(await _browser.Pages.CodeAsync());
        using var again = await _browser.Pages.SignInAsync(userName);
        Assert.Equal("/account", again.Headers.Location!.OriginalString);
        using var read = await _gateway.SendAsync(HttpMethod.Get, $"/v1/people/{personId}", token);
        Assert.False((await read.Content.ReadFromJsonAsync<JsonElement>()).TryGetProperty("secondFactorSince", out var since) && since.ValueKind != JsonValueKind.Null);
        await using var scope = _gateway.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<GatewayDb>();
        Assert.False(await db.RecoveryCodes.AnyAsync(row => row.PersonId == personId));
        using var nobody = await _gateway.SendAsync(HttpMethod.Post, $"/v1/people/{Guid.NewGuid()}/second-factor-reset", token);
        Assert.Equal(HttpStatusCode.NotFound, nobody.StatusCode);
    }

    [Fact]
    public async Task Every_change_of_factors_is_written_down_without_a_secret()
    {
        var (personId, userName) = await EnrolledAsync();
        await _browser.Pages.SubmitAsync(FactorBrowser.Factors, "Make new recovery codes");
        using var elsewhere = new FactorBrowser(_gateway);
        await elsewhere.Pages.SignInAsync(userName);
        await elsewhere.GiveCodeAsync("000000");
        await elsewhere.GiveCodeAsync(_browser.NextCode());
        await _gateway.SendAsync(HttpMethod.Post, $"/v1/people/{personId}/second-factor-reset", await _gateway.TokenAsync());

        using var answer = await _gateway.SendAsync(HttpMethod.Get, $"/v1/access-log?aboutId={personId}&limit=100", await _gateway.TokenAsync());
        var body = await answer.Content.ReadAsStringAsync();

        using var log = JsonDocument.Parse(body);
        Assert.Equal(
            ["person-registered", "signed-in", "second-factor-added", "recovery-codes-made", "sign-in-failed", "signed-in", "second-factors-reset"],
            log.RootElement.GetProperty("items").EnumerateArray().Reverse().Select(one => one.GetProperty("act").GetString()!));
        Assert.Contains("by password and authenticator app", body, StringComparison.Ordinal);
        Assert.All([_browser.Secret, _browser.LastCode, .. _browser.RecoveryCodes], secret => Assert.DoesNotContain(secret, body, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Neither_the_secret_nor_a_recovery_code_is_kept_as_it_was_shown()
    {
        var (personId, _) = await EnrolledAsync();

        await using var scope = _gateway.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<GatewayDb>();
        var key = (await db.People.SingleAsync(row => row.PersonId == personId)).AuthenticatorKey!;
        var hashes = await db.RecoveryCodes.Where(row => row.PersonId == personId).Select(row => row.CodeHash).ToListAsync();

        Assert.DoesNotContain(_browser.Secret, key, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(10, hashes.Count);
        Assert.Empty(hashes.Intersect(_browser.RecoveryCodes));
    }

    [Fact]
    public async Task After_a_hundred_wrong_codes_none_is_taken_wherever_it_comes_from()
    {
        var (personId, userName) = await EnrolledAsync();
        await using (var scope = _gateway.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<GatewayDb>();
            await db.People.Where(row => row.PersonId == personId).ExecuteUpdateAsync(set => set.SetProperty(row => row.WrongCodes, SecondFactors.WrongCodesMax - 1));
        }

        using var elsewhere = new FactorBrowser(_gateway);
        await elsewhere.Pages.SignInAsync(userName);
        using var last = await elsewhere.GiveCodeAsync("000000");
        using var right = await elsewhere.GiveCodeAsync(_browser.RecoveryCodes[0]);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity), (last.StatusCode, right.StatusCode));
    }

    [Theory]
    [InlineData(0u, 0u, 0u)]   // one that does not count its signatures
    [InlineData(7u, 8u, 9u)]
    public async Task What_a_passkey_signed_is_taken_once_and_never_with_a_counter_that_went_back(uint made, uint first, uint second)
    {
        var (personId, _) = await PersonBrowser.RegisterAsync(_gateway);
        await using var scope = _gateway.Services.CreateAsyncScope();
        var (db, factors) = (scope.ServiceProvider.GetRequiredService<GatewayDb>(), scope.ServiceProvider.GetRequiredService<SecondFactors>());
        var person = await db.People.AsNoTracking().SingleAsync(row => row.PersonId == personId);
        var asked = DateTime.UtcNow;
        var credential = personId.ToByteArray();
        Assert.Equal(10, (await factors.AddPasskeyAsync(person, "Key", Signed(made), CancellationToken.None))!.Count);

        Assert.True(await factors.TakePasskeyAsync(person, Signed(first), asked, CancellationToken.None));
        Assert.False(await factors.TakePasskeyAsync(person, Signed(second), asked, CancellationToken.None));
        Assert.Equal(made == 0, await factors.TakePasskeyAsync(person, Signed(made), DateTime.UtcNow.AddSeconds(1), CancellationToken.None));
        Assert.True(await factors.TakePasskeyAsync(person, Signed(second), DateTime.UtcNow.AddSeconds(2), CancellationToken.None));

        UserPasskeyInfo Signed(uint count) => new(credential, [1], DateTimeOffset.UtcNow, count, [], isUserVerified: true, isBackupEligible: false, isBackedUp: false, [], []);
    }

    private async Task<(Guid PersonId, string UserName)> EnrolledAsync()
    {
        var person = await PersonBrowser.RegisterAsync(_gateway);
        await _browser.Pages.SignInAsync(person.UserName);
        await _browser.ConfirmAsync();
        using var answer = await _browser.EnrollAsync();
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return person;
    }
}
