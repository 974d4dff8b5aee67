using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Aso.Gateway.Tests;

public sealed class PeopleTestsOnSqlite(GatewayOnSqlite shared) : PeopleTests(shared), IClassFixture<GatewayOnSqlite>;

public sealed class PeopleTestsOnPostgres(GatewayOnPostgres shared) : PeopleTests(shared), IClassFixture<GatewayOnPostgres>;

/// <summary>People come, are kept out, change their role, and go.</summary>
public abstract class PeopleTests(SharedGateway shared) : IDisposable
{
    private const string NewPassword = "another phrase that is long";

    private readonly GatewayHost _gateway = shared.Host;
    private readonly PersonBrowser _browser = new(shared.Host);

    public void Dispose()
    {
        _browser.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task An_invited_person_sets_the_own_password_by_a_link_that_works_once()
    {
        var userName = $"{Guid.NewGuid():N}@acme.example";
        var invitation = await PostAsync("/v1/people/invitations", new { userName, kind = "employer", employerId = Guid.NewGuid() });
        var link = invitation.GetProperty("link").GetString()!;
        Assert.Equal("invited", (await ReadAsync(invitation.GetProperty("personId").GetGuid())).GetProperty("status").GetString());

        using var weak = await _browser.SubmitAsync(link, ("newPassword", "password1234"), ("again", "password1234"));
        using var set = await _browser.SubmitAsync(link, ("newPassword", NewPassword), ("again", NewPassword));
        using var second = await _browser.GetAsync(link);
        using var signedIn = await _browser.SignInAsync(userName, NewPassword);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.Redirect, HttpStatusCode.NotFound), (weak.StatusCode, set.StatusCode, second.StatusCode));
        Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);
        Assert.Equal("active", (await ReadAsync(invitation.GetProperty("personId").GetGuid())).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Who_is_blocked_is_out_at_once_and_comes_back_with_the_same_password()
    {
        var (personId, userName) = await SignedInAsync();
        var tokens = await _browser.TokensAsync();

        await PostAsync($"/v1/people/{personId}/block");

        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(tokens));
        Assert.Equal(HttpStatusCode.BadRequest, (await _browser.RefreshAsync(tokens)).Status);
        Assert.Null(await _browser.CodeAsync());
        using var refused = await _browser.SignInAsync(userName);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);

        await PostAsync($"/v1/people/{personId}/unblock");
        using var back = await _browser.SignInAsync(userName);
        Assert.Equal(HttpStatusCode.Redirect, back.StatusCode);
    }

    [Fact]
    public async Task A_removed_persons_name_is_free_and_the_history_stays()
    {
        var (personId, userName) = await SignedInAsync();
        var tokens = await _browser.TokensAsync();

        using var removed = await SendAsync(HttpMethod.Delete, $"/v1/people/{personId}");
        using var again = await SendAsync(HttpMethod.Delete, $"/v1/people/{personId}");

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (removed.StatusCode, again.StatusCode));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(tokens));
        Assert.Equal("removed", (await ReadAsync(personId)).GetProperty("status").GetString());
        var next = await PostAsync("/v1/people", new { userName, password = NewPassword, kind = "administrator" });
        Assert.NotEqual(personId, next.GetProperty("personId").GetGuid());
        Assert.DoesNotContain(await IdsAsync("/v1/people"), id => id == personId);
        Assert.Contains(await IdsAsync("/v1/people?status=removed"), id => id == personId);
    }

    [Fact]
    public async Task A_reset_ends_the_old_password_and_every_session()
    {
        var (personId, userName) = await SignedInAsync();
        var tokens = await _browser.TokensAsync();

        var first = (await PostAsync($"/v1/people/{personId}/password-reset", new { })).GetProperty("link").GetString()!;
        var reset = await PostAsync($"/v1/people/{personId}/password-reset", new { validDays = 1 });

        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(tokens));
        using var old = await _browser.SignInAsync(userName);
        using var replaced = await _browser.GetAsync(first);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.NotFound), (old.StatusCode, replaced.StatusCode));
        using var set = await _browser.SubmitAsync(reset.GetProperty("link").GetString()!, ("newPassword", NewPassword), ("again", NewPassword));
        using var signedIn = await _browser.SignInAsync(userName, NewPassword);
        Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);
    }

    [Fact]
    public async Task Another_role_holds_from_the_next_sign_in_and_the_old_one_no_longer()
    {
        var (personId, userName) = await SignedInAsync();
        var tokens = await _browser.TokensAsync();
        var employerId = Guid.NewGuid();

        using var changed = await SendAsync(HttpMethod.Put, $"/v1/people/{personId}/role", new { kind = "employer", employerId });

        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(tokens));
        using var signedIn = await _browser.SignInAsync(userName);
        var claims = Tokens.Claims((await _browser.TokensAsync()).GetProperty("access_token").GetString()!);
        Assert.Equal(("employer", employerId.ToString()), (claims.GetProperty("kind").GetString(), claims.GetProperty("employer_id").GetString()));
    }

    [Fact]
    public async Task A_person_changes_the_own_password_and_stays_signed_in_here_alone()
    {
        var (_, userName) = await SignedInAsync();
        using var other = new PersonBrowser(_gateway);
        using var elsewhere = await other.SignInAsync(userName);

        using var wrong = await ChangeAsync("not the password at all", NewPassword, NewPassword);
        using var different = await ChangeAsync(PersonBrowser.Password, NewPassword, "another phrase that is longer");
        using var changed = await ChangeAsync(PersonBrowser.Password, NewPassword, NewPassword);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity, HttpStatusCode.OK), (wrong.StatusCode, different.StatusCode, changed.StatusCode));
        Assert.NotNull(await _browser.CodeAsync());
        Assert.Null(await other.CodeAsync());
        using var old = await other.SignInAsync(userName);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, old.StatusCode);

        Task<HttpResponseMessage> ChangeAsync(string current, string password, string again) =>
            _browser.SubmitAsync("/account/password", ("currentPassword", current), ("newPassword", password), ("again", again));
    }

    [Fact]
    public async Task The_list_goes_page_by_page()
    {
        await PersonBrowser.RegisterAsync(_gateway);
        await PersonBrowser.RegisterAsync(_gateway);
        var all = await IdsAsync("/v1/people?limit=500");

        using var answer = await SendAsync(HttpMethod.Get, "/v1/people?limit=1");
        var page = await answer.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(all[0], Assert.Single(page.GetProperty("items").EnumerateArray()).GetProperty("personId").GetGuid());
        Assert.Equal(all[1..], await IdsAsync($"/v1/people?limit=500&after={page.GetProperty("next").GetString()}"));
    }

    [Theory]
    [InlineData("password1234")]                  // a known one with digits
    [InlineData("aaaaaaaaaaaa")]
    [InlineData("abcabcabcabc")]
    [InlineData("123456789012")]
    [InlineData("qwertyuiopas")]
    [InlineData("benefits-portal-1")]             // the platform's name
    [InlineData("Known.Person.2026")]             // the own name
    [InlineData("unbelievable")]                  // long and known
    public async Task A_password_that_is_tried_first_is_refused(string password)
    {
        using var answer = await SendAsync(HttpMethod.Post, "/v1/people", new { userName = "known.person@acme.example", password, kind = "administrator" });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal("password-known", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("ｖictor", "victor")]             // full width
    [InlineData("VICTOR\u00A0", "victor")]        // a blank that does not break
    [InlineData("jose\u0301", "jos\u00E9")]       // a mark, or a letter with it
    [InlineData("ﬁnn", "finn")]                   // a ligature
    [InlineData("Straße", "STRASSE")]
    [InlineData("q\u0323\u0307", "q\u0307\u0323")]   // two marks, in either order
    [InlineData("\uD55C", "\u1112\u1161\u11AB")]     // a syllable, or its letters
    public async Task Spellings_of_one_name_are_one_name(string first, string second)
    {
        var unique = Guid.NewGuid().ToString("N");
        await PostAsync("/v1/people", new { userName = unique + first, password = PersonBrowser.Password, kind = "administrator" });

        using var answer = await SendAsync(HttpMethod.Post, "/v1/people", new { userName = unique + second, password = PersonBrowser.Password, kind = "administrator" });
        using var signedIn = await _browser.SignInAsync(unique + second);

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);
    }

    [Theory]
    [InlineData("vic\u200Btor")]                  // no width
    [InlineData("vic\u202Etor")]                  // turns the direction
    [InlineData("vic\u0000tor")]
    [InlineData("vic\u3164tor")]                  // a letter that shows nothing
    [InlineData("\u2066victor")]
    [InlineData("vic\uFE0Ftor")]
    public async Task A_name_with_signs_that_nobody_sees_is_refused(string userName)
    {
        using var answer = await SendAsync(HttpMethod.Post, "/v1/people", new { userName, password = PersonBrowser.Password, kind = "administrator" });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal("user-name-invalid", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }

    [Fact]
    public async Task The_access_log_tells_who_did_what_to_whom_and_holds_no_secret()
    {
        var (personId, userName) = await SignedInAsync();
        using (await _browser.SignInAsync(userName, "a wrong pass phrase"))
        using (await _browser.SignInAsync("nobody-of-that-name@acme.example", "a wrong pass phrase"))
        {
            await PostAsync($"/v1/people/{personId}/block");
        }

        using var answer = await SendAsync(HttpMethod.Get, $"/v1/access-log?aboutId={personId}");
        var text = await answer.Content.ReadAsStringAsync();
        var events = JsonDocument.Parse(text).RootElement.GetProperty("items").EnumerateArray().ToList();

        Assert.Equal(["person-blocked", "sign-in-failed", "signed-in", "person-registered"], events.Select(one => one.GetProperty("act").GetString()));
        Assert.Equal(("client", "administrator"), Party(events[0], "actor"));
        Assert.Equal(JsonValueKind.Null, events[1].TryGetProperty("actor", out var actor) ? actor.ValueKind : JsonValueKind.Null);
        Assert.Equal(("person", personId.ToString()), Party(events[2], "actor"));
        Assert.All(events, one => Assert.Equal("127.0.0.0/24", one.GetProperty("address").GetString()));
        using var all = await SendAsync(HttpMethod.Get, "/v1/access-log?limit=500&act=sign-in-failed");
        Assert.DoesNotContain("nobody-of-that-name", await all.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("pass phrase", text, StringComparison.Ordinal);

        static (string?, string?) Party(JsonElement one, string which) =>
            (one.GetProperty(which).GetProperty("kind").GetString(), one.GetProperty(which).GetProperty("id").GetString());
    }

    private async Task<(Guid PersonId, string UserName)> SignedInAsync()
    {
        var person = await PersonBrowser.RegisterAsync(_gateway);
        using var answer = await _browser.SignInAsync(person.UserName);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return person;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null) =>
        await _gateway.SendAsync(method, path, await _gateway.TokenAsync(), body is null ? null : JsonContent.Create(body));

    private async Task<JsonElement> PostAsync(string path, object? body = null)
    {
        using var answer = await SendAsync(HttpMethod.Post, path, body);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<JsonElement> ReadAsync(Guid personId)
    {
        using var answer = await SendAsync(HttpMethod.Get, $"/v1/people/{personId}");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<List<Guid>> IdsAsync(string path)
    {
        using var answer = await SendAsync(HttpMethod.Get, path);
        return [.. (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("items").EnumerateArray().Select(one => one.GetProperty("personId").GetGuid())];
    }

    private async Task<HttpStatusCode> AskAsync(JsonElement tokens)
    {
        using var answer = await _gateway.SendAsync(HttpMethod.Get, "/v1/people", tokens.GetProperty("access_token").GetString());
        return answer.StatusCode;
    }
}
