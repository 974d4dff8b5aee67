using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Aso.Gateway.Sessions;
using Microsoft.Extensions.DependencyInjection;

namespace Aso.Gateway.Tests;

public sealed class SessionTestsOnSqlite(GatewayOnSqlite shared) : SessionTests(shared), IClassFixture<GatewayOnSqlite>;

public sealed class SessionTestsOnPostgres(GatewayOnPostgres shared) : SessionTests(shared), IClassFixture<GatewayOnPostgres>;

/// <summary>A session is on the server: once it has ended nothing of it means anything.</summary>
public abstract class SessionTests(SharedGateway shared) : IDisposable
{
    private readonly GatewayHost _gateway = shared.Host;
    private readonly PersonBrowser _browser = new(shared.Host);

    public void Dispose()
    {
        _browser.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_cookie_that_was_kept_means_nothing_after_the_sign_out()
    {
        await SignedInAsync();
        var tokens = await _browser.TokensAsync();
        var kept = _browser.Cookies.GetCookies(_gateway.Address)["aso-sign-in"]!;

        await SignOutAsync(tokens);
        _browser.Cookies.Add(_gateway.Address, new Cookie("aso-sign-in", kept.Value));

        Assert.Null(await _browser.CodeAsync());
    }

    [Fact]
    public async Task With_the_sign_out_end_codes_refresh_tokens_and_access_tokens()
    {
        await SignedInAsync();
        var tokens = await _browser.TokensAsync();
        var code = (await _browser.CodeAsync())!;
        Assert.Equal(HttpStatusCode.OK, await AskAsync(tokens));

        await SignOutAsync(tokens);

        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(tokens));
        Assert.Equal(HttpStatusCode.BadRequest, (await _browser.RefreshAsync(tokens)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await _browser.RedeemAsync(code)).Status);
    }

    [Fact]
    public async Task A_page_elsewhere_cannot_sign_anybody_out_but_only_ask()
    {
        await SignedInAsync();

        using var asked = await _browser.GetAsync("/connect/logout?client_id=portal");
        Assert.Equal(HttpStatusCode.OK, asked.StatusCode);
        Assert.NotNull(await _browser.CodeAsync());

        using var pressed = await _browser.SubmitAsync("/connect/logout?client_id=portal");
        Assert.Equal(HttpStatusCode.Redirect, pressed.StatusCode);
        Assert.Null(await _browser.CodeAsync());
    }

    [Fact]
    public async Task A_form_from_elsewhere_does_not_sign_out_either()
    {
        await SignedInAsync();
        using var forged = new HttpRequestMessage(HttpMethod.Post, new Uri(_gateway.Address, "connect/logout")) { Content = new FormUrlEncodedContent([]) };
        forged.Headers.Add("Cookie", $"aso-sign-in={_browser.Cookies.GetCookies(_gateway.Address)["aso-sign-in"]!.Value}");

        using var answer = await _gateway.Client.SendAsync(forged);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);   // the page that asks
        Assert.NotNull(await _browser.CodeAsync());
    }

    [Fact]
    public async Task The_identity_token_of_another_session_ends_that_one_and_not_this()
    {
        var (_, userName) = await SignedInAsync();
        using var other = new PersonBrowser(_gateway);
        using var signedIn = await other.SignInAsync(userName);
        var tokens = await other.TokensAsync();

        using var asked = await _browser.GetAsync($"/connect/logout?id_token_hint={tokens.GetProperty("id_token").GetString()}");

        Assert.Equal(HttpStatusCode.OK, asked.StatusCode);
        Assert.NotNull(await _browser.CodeAsync());
        Assert.Null(await other.CodeAsync());
    }

    [Fact]
    public async Task A_person_sees_the_own_sessions_and_ends_all_others()
    {
        var (_, userName) = await SignedInAsync();
        using var other = new PersonBrowser(_gateway);
        using var signedIn = await other.SignInAsync(userName);
        var tokens = await other.TokensAsync();

        using var ended = await _browser.SubmitAsync("/account", ofButton: "End all other sessions");

        Assert.Equal("/account", ended.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(tokens));
        Assert.Null(await other.CodeAsync());
        Assert.NotNull(await _browser.CodeAsync());
    }

    [Fact]
    public async Task A_person_ends_one_session_of_another_browser()
    {
        var (_, userName) = await SignedInAsync();
        using var other = new PersonBrowser(_gateway);
        using var signedIn = await other.SignInAsync(userName);

        using var ended = await _browser.SubmitAsync("/account", ofButton: "End this session");

        Assert.Equal(HttpStatusCode.Redirect, ended.StatusCode);
        Assert.Null(await other.CodeAsync());
    }

    [Fact]
    public async Task Who_is_not_signed_in_sees_no_account()
    {
        using var answer = await _browser.GetAsync("/account");

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.StartsWith("/sign-in", new Uri(_gateway.Address, answer.Headers.Location!).AbsolutePath, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_administrator_sees_where_somebody_is_signed_in_and_ends_it()
    {
        var (personId, _) = await SignedInAsync();
        var tokens = await _browser.TokensAsync();
        var administrator = await _gateway.TokenAsync();

        using var list = await _gateway.SendAsync(HttpMethod.Get, $"/v1/people/{personId}/sessions", administrator);
        var session = Assert.Single((await list.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("items").EnumerateArray());
        Assert.Equal("127.0.0.0/24", session.GetProperty("address").GetString());
        var path = $"/v1/people/{personId}/sessions/{session.GetProperty("sessionId").GetGuid()}";
        using var ended = await _gateway.SendAsync(HttpMethod.Delete, path, administrator);
        using var again = await _gateway.SendAsync(HttpMethod.Delete, path, administrator);

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (ended.StatusCode, again.StatusCode));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(tokens));
        Assert.Null(await _browser.CodeAsync());
    }

    [Fact]
    public async Task A_session_that_another_replica_ended_is_known_from_the_database()
    {
        var (personId, _) = await SignedInAsync();
        var tokens = await _browser.TokensAsync();
        var session = Tokens.Claims(tokens.GetProperty("access_token").GetString()!).GetProperty("sid").GetString()!;
        var known = _gateway.Services.GetRequiredService<EndedSessions>();
        var heard = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        known.Ended += ended => _ = ended.Contains(session) && heard.TrySetResult(true);

        await using (var scope = _gateway.Services.CreateAsyncScope())
        {
            await Rows.EndSessionAsync(scope.ServiceProvider, personId);
        }

        await heard.Task.WaitAsync(TimeSpan.FromMinutes(3));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(tokens));
    }

    [Fact]
    public async Task A_token_of_a_person_names_the_person_beside_the_client()
    {
        var (personId, userName) = await SignedInAsync();
        var claims = Tokens.Claims((await _browser.TokensAsync()).GetProperty("access_token").GetString()!);
        var ofClient = Tokens.Claims(await _gateway.TokenAsync());

        Assert.Equal(personId.ToString(), claims.GetProperty("sub").GetString());
        Assert.Equal(userName, claims.GetProperty("name").GetString());
        Assert.Equal("portal", claims.GetProperty("client_id").GetString());
        Assert.False(ofClient.TryGetProperty("name", out _));
        Assert.Equal(ofClient.GetProperty("client_id").GetString(), ofClient.GetProperty("sub").GetString());
    }

    private async Task<(Guid PersonId, string UserName)> SignedInAsync()
    {
        var person = await PersonBrowser.RegisterAsync(_gateway);
        using var answer = await _browser.SignInAsync(person.UserName);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return person;
    }

    private async Task SignOutAsync(JsonElement tokens)
    {
        using var answer = await _browser.GetAsync($"/connect/logout?id_token_hint={tokens.GetProperty("id_token").GetString()}");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    private async Task<HttpStatusCode> AskAsync(JsonElement tokens)
    {
        using var answer = await _gateway.SendAsync(HttpMethod.Get, "/v1/people", tokens.GetProperty("access_token").GetString());
        return answer.StatusCode;
    }
}
