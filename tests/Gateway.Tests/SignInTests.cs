using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Web;
using Microsoft.IdentityModel.Tokens;

namespace Aso.Gateway.Tests;

public sealed class SignInTestsOnSqlite(GatewayOnSqlite shared) : SignInTests(shared), IClassFixture<GatewayOnSqlite>;

public sealed class SignInTestsOnPostgres(GatewayOnPostgres shared) : SignInTests(shared), IClassFixture<GatewayOnPostgres>;

public abstract partial class SignInTests(SharedGateway shared) : IDisposable
{
    private const string Password = "a long enough pass phrase";
    private static readonly string Verifier = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32));

    private readonly GatewayHost _gateway = shared.Host;
    private readonly HttpClient _browser = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new() })
    {
        BaseAddress = shared.Host.Address,
    };

    public void Dispose()
    {
        _browser.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_person_signs_in_once_and_the_portal_gets_tokens_that_speak_for_the_persons_employer()
    {
        var employerId = Guid.NewGuid();
        await RegisterAsync("ada@acme.example", employerId);

        var callback = await SignInAsync(await SentToSignInAsync(), " Ada@ACME.example ", Password);
        var tokens = await RedeemAsync(CodeIn(callback));

        Assert.Equal("xyz", HttpUtility.ParseQueryString(callback.Query)["state"]);
        var claims = Tokens.Claims(tokens.GetProperty("access_token").GetString()!);
        Assert.Equal(employerId.ToString(), claims.GetProperty("employer_id").GetString());
        Assert.Equal("employer", claims.GetProperty("kind").GetString());
        Assert.Equal("portal", claims.GetProperty("client_id").GetString());
        Assert.DoesNotContain("platform:admin", claims.GetProperty("scope").GetString()!, StringComparison.Ordinal);   // though the portal may ask for it
        Assert.Equal("ada@acme.example", Tokens.Claims(tokens.GetProperty("id_token").GetString()!).GetProperty("name").GetString());

        // A second visit needs no password, and a refresh no person.
        using var again = await _browser.GetAsync(AuthorizeAddress());
        Assert.StartsWith(Callback, again.Headers.Location!.AbsoluteUri, StringComparison.Ordinal);
        var refreshed = await TokensAsync(("grant_type", "refresh_token"), ("refresh_token", tokens.GetProperty("refresh_token").GetString()!));
        Assert.Equal(HttpStatusCode.OK, refreshed.Status);
        Assert.Equal(employerId.ToString(), Tokens.Claims(refreshed.Body.GetProperty("access_token").GetString()!).GetProperty("employer_id").GetString());
    }

    [Fact]
    public async Task A_code_is_good_once_and_only_for_who_began()
    {
        await RegisterAsync("grace@acme.example", Guid.NewGuid());
        var code = CodeIn(await SignInAsync(await SentToSignInAsync(), "grace@acme.example", Password));

        Assert.Equal(HttpStatusCode.BadRequest, (await TokensAsync(CodeGrant(code, "a-verifier-that-someone-else-made-up-for-a-stolen-code"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await TokensAsync(CodeGrant(code, Verifier))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await TokensAsync(CodeGrant(code, Verifier))).Status);
    }

    [Fact]
    public async Task The_page_says_no_alike_to_an_unknown_name_and_a_wrong_password()
    {
        await RegisterAsync("joan@acme.example", Guid.NewGuid());
        var page = await SentToSignInAsync();

        var (unknown, _) = await PostAsync(page, "nobody@acme.example", Password);
        var (wrong, text) = await PostAsync(page, "joan@acme.example", "another pass phrase");

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity), (unknown.StatusCode, wrong.StatusCode));
        Assert.Contains("role=\"alert\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("another pass phrase", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_five_wrong_passwords_the_right_one_does_not_help_either()
    {
        await RegisterAsync("mary@acme.example", Guid.NewGuid());
        var page = await SentToSignInAsync();
        for (var guess = 1; guess <= 5; guess++)
        {
            await PostAsync(page, "mary@acme.example", $"guess number {guess}");
        }

        var (answer, text) = await PostAsync(page, "mary@acme.example", Password);

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.Contains("Wait 3 minutes", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_did_not_come_from_the_page_signs_nobody_in()
    {
        await RegisterAsync("kay@acme.example", Guid.NewGuid());
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["userName"] = "kay@acme.example", ["password"] = Password });

        using var answer = await _browser.PostAsync(new Uri("sign-in", UriKind.Relative), form);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.DoesNotContain(answer.Headers, header => header.Key == "Set-Cookie" && header.Value.Any(cookie => cookie.StartsWith("aso-sign-in", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/")]
    [InlineData("/\\elsewhere.example/")]
    public async Task After_the_sign_in_nobody_is_sent_elsewhere(string returnUrl)
    {
        await RegisterAsync($"{Guid.NewGuid()}@acme.example", Guid.NewGuid(), out var name);

        var target = await SignInAsync(new Uri(_gateway.Address, $"sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}"), name, Password, follow: false);

        Assert.Equal(_gateway.Address, target);
    }

    [Theory]
    [InlineData("/é", "/%C3%A9")]
    [InlineData("/claims?q=ü#ß", "/claims?q=%C3%BC#%C3%9F")]
    public async Task After_the_sign_in_a_path_may_have_any_letters(string returnUrl, string written)
    {
        await RegisterAsync($"{Guid.NewGuid()}@acme.example", Guid.NewGuid(), out var name);

        var target = await SignInAsync(new Uri(_gateway.Address, $"sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}"), name, Password, follow: false);

        Assert.Equal(written, target.PathAndQuery + target.Fragment);
    }

    [Theory]
    [InlineData("userName", "ada%00@acme.example")]
    [InlineData("userName", "ada%FF%FE@acme.example")]
    [InlineData("password", "a%00b")]
    [InlineData("returnUrl", "/%00")]
    public async Task A_form_with_signs_that_no_name_has_is_refused_and_does_not_fail(string field, string value)
    {
        var html = await _browser.GetStringAsync(new Uri("sign-in", UriKind.Relative));
        var proof = HiddenFields().Matches(html)[0];
        var fields = new Dictionary<string, string> { ["userName"] = "ada", ["password"] = "a%20wrong%20pass%20phrase", ["returnUrl"] = "/", [field] = value };
        using var form = new StringContent(
            $"{proof.Groups[1].Value}={Uri.EscapeDataString(WebUtility.HtmlDecode(proof.Groups[2].Value))}&{string.Join('&', fields.Select(pair => $"{pair.Key}={pair.Value}"))}",
            Encoding.ASCII, "application/x-www-form-urlencoded");

        using var answer = await _browser.PostAsync(new Uri("sign-in", UriKind.Relative), form);

        Assert.InRange((int)answer.StatusCode, 400, 499);
    }

    [Theory]
    [InlineData("connect/token", "grant_type=client_credentials&client_id=a%00b&client_secret=x")]
    [InlineData("connect/token", "grant_type=client_credentials&client_id=a%FFb&client_secret=x")]
    [InlineData("connect/token", "grant_type=authorization_code&client_id=portal&code=a%00b&code_verifier=x&redirect_uri=http://a")]
    [InlineData("connect/token", "grant_type=refresh_token&client_id=portal&refresh_token=a%00b")]
    [InlineData("connect/revoke", "client_id=a%00b&token=x")]
    [InlineData("connect/logout", "client_id=a%00b")]
    [InlineData("connect/authorize", "client_id=a%00b&response_type=code")]
    [InlineData("sign-in", "userName=a%00b")]
    [InlineData("set-password", "code=a%00b")]
    public async Task A_call_with_signs_that_no_id_has_is_refused_and_does_not_fail(string path, string fields)
    {
        using var form = new StringContent(fields, Encoding.ASCII, "application/x-www-form-urlencoded");
        using var answer = await _browser.PostAsync(new Uri(path, UriKind.Relative), form);

        Assert.InRange((int)answer.StatusCode, 400, 499);
    }

    [Fact]
    public async Task A_body_that_only_calls_itself_a_form_is_refused_and_does_not_fail()
    {
        foreach (var path in (string[])["sign-in", "set-password", "connect/token"])
        {
            using var broken = new ByteArrayContent([0x2d, 0x2d, 0x78, 0x0d]);
            broken.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=x");
            using var answer = await _browser.PostAsync(new Uri(path, UriKind.Relative), broken);
            Assert.InRange((int)answer.StatusCode, 400, 499);
        }
    }

    [Theory]
    [InlineData("redirect_uri", "https://elsewhere.example/signin-oidc")]
    [InlineData("redirect_uri", "http://127.0.0.1:1/signin-oidc")]
    [InlineData("code_challenge", null)]
    [InlineData("code_challenge_method", "plain")]
    [InlineData("code_challenge_method", null)]
    [InlineData("response_type", "token")]
    public async Task A_request_that_the_portal_would_not_make_goes_nowhere(string parameter, string? value)
    {
        using var answer = await _browser.GetAsync(AuthorizeAddress((parameter, value)));

        Assert.True(answer.StatusCode == HttpStatusCode.BadRequest
            || answer.Headers.Location is { } location && HttpUtility.ParseQueryString(location.Query)["error"] is not null);
    }

    [Fact]
    public async Task Who_may_not_be_asked_is_told_that_a_sign_in_is_needed()
    {
        using var answer = await _browser.GetAsync(AuthorizeAddress(("prompt", "none")));

        Assert.Equal("login_required", HttpUtility.ParseQueryString(answer.Headers.Location!.Query)["error"]);
    }

    [Fact]
    public async Task A_form_that_carries_the_code_may_run_its_one_script()
    {
        await RegisterAsync("dorothy@acme.example", Guid.NewGuid());
        await SignInAsync(await SentToSignInAsync(), "dorothy@acme.example", Password);

        using var answer = await _browser.GetAsync(AuthorizeAddress(("response_mode", "form_post")));

        var script = Regex.Match(await answer.Content.ReadAsStringAsync(), "<script>(.*?)</script>", RegexOptions.Singleline).Groups[1].Value;
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)));
        Assert.Contains($"'sha256-{hash}'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_and_returns_to_the_portal()
    {
        await RegisterAsync("hedy@acme.example", Guid.NewGuid());
        var tokens = await RedeemAsync(CodeIn(await SignInAsync(await SentToSignInAsync(), "hedy@acme.example", Password)));
        var home = new Uri(_gateway.Address, "signout-callback-oidc").AbsoluteUri;

        using var answer = await _browser.GetAsync(new Uri(_gateway.Address,
            $"connect/logout?client_id=portal&state=s&id_token_hint={tokens.GetProperty("id_token").GetString()}&post_logout_redirect_uri={Uri.EscapeDataString(home)}"));

        Assert.StartsWith(home, answer.Headers.Location!.AbsoluteUri, StringComparison.Ordinal);
        Assert.Contains("/sign-in", (await SentToSignInAsync()).AbsolutePath, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"userName":"x","password":"short","kind":"employer"}""", "password-weak,employer-required")]
    [InlineData("""{"userName":"x@acme.example","password":"X@ACME.example","kind":"administrator"}""", "password-weak")]
    [InlineData("""{"userName":" ","password":"a long enough pass phrase","kind":"administrator"}""", "user-name-invalid")]
    [InlineData("""{"userName":"x","password":"a long enough pass phrase","kind":"provider"}""", "kind-not-for-people")]
    public async Task A_person_that_cannot_be_kept_is_refused_with_every_reason(string body, string codes)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await _gateway.SendAsync(HttpMethod.Post, "/v1/people", await _gateway.TokenAsync(), content);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var errors = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors");
        Assert.Equal(codes, string.Join(',', errors.EnumerateArray().Select(error => error.GetProperty("code").GetString())));
    }

    [Fact]
    public async Task A_name_is_given_once_whatever_its_case()
    {
        await RegisterAsync("radia@acme.example", Guid.NewGuid());
        using var answer = await _gateway.SendAsync(HttpMethod.Post, "/v1/people", await _gateway.TokenAsync(),
            JsonContent.Create(new { userName = "RADIA@acme.example", password = Password, kind = "administrator" }));

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal("user-name-taken", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }

    private string Callback => new Uri(_gateway.Address, "signin-oidc").AbsoluteUri;

    private Task RegisterAsync(string userName, Guid employerId) => RegisterAsync(userName, employerId, out _);

    private Task RegisterAsync(string userName, Guid employerId, out string name)
    {
        name = userName;
        return SendAsync();

        async Task SendAsync()
        {
            using var answer = await _gateway.SendAsync(HttpMethod.Post, "/v1/people", await _gateway.TokenAsync(),
                JsonContent.Create(new { userName, password = Password, kind = "employer", employerId }));
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        }
    }

    private Uri AuthorizeAddress(params (string Key, string? Value)[] changes)
    {
        var query = HttpUtility.ParseQueryString("");
        query["client_id"] = "portal";
        query["response_type"] = "code";
        query["scope"] = "openid profile offline_access claims:read platform:admin";
        query["redirect_uri"] = Callback;
        query["code_challenge"] = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));
        query["code_challenge_method"] = "S256";
        query["state"] = "xyz";
        foreach (var (key, value) in changes)
        {
            query[key] = value;
            if (value is null)
            {
                query.Remove(key);
            }
        }

        return new(_gateway.Address, "connect/authorize?" + query);
    }

    private async Task<Uri> SentToSignInAsync()
    {
        using var answer = await _browser.GetAsync(AuthorizeAddress());
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return new(_gateway.Address, answer.Headers.Location!);
    }

    /// <summary>Fills in the page; follows the way back until it leaves the gateway's own sign-in.</summary>
    private async Task<Uri> SignInAsync(Uri page, string userName, string password, bool follow = true)
    {
        var (answer, _) = await PostAsync(page, userName, password);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var target = new Uri(_gateway.Address, answer.Headers.Location!);
        if (!follow)
        {
            return target;
        }

        using var back = await _browser.GetAsync(target);
        return back.Headers.Location!;
    }

    private async Task<(HttpResponseMessage Answer, string Text)> PostAsync(Uri page, string userName, string password)
    {
        var html = await _browser.GetStringAsync(page);
        var form = HiddenFields().Matches(html).ToDictionary(
            match => match.Groups[1].Value, match => WebUtility.HtmlDecode(match.Groups[2].Value));
        (form["userName"], form["password"]) = (userName, password);
        var answer = await _browser.PostAsync(new Uri(_gateway.Address, "sign-in"), new FormUrlEncodedContent(form));
        return (answer, await answer.Content.ReadAsStringAsync());
    }

    private static string CodeIn(Uri callback) =>
        HttpUtility.ParseQueryString(callback.Query)["code"] ?? throw new InvalidOperationException($"No code came back: {callback.Query}");

    private (string, string)[] CodeGrant(string code, string verifier) =>
        [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", Callback), ("code_verifier", verifier)];

    private async Task<JsonElement> RedeemAsync(string code)
    {
        var (status, body) = await TokensAsync(CodeGrant(code, Verifier));
        Assert.Equal(HttpStatusCode.OK, status);
        return body;
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> TokensAsync(params (string Key, string Value)[] form)
    {
        using var content = new FormUrlEncodedContent(form.Append(("client_id", "portal")).ToDictionary(field => field.Item1, field => field.Item2));
        using var answer = await _gateway.Client.PostAsync(new Uri("connect/token", UriKind.Relative), content);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">")]
    private static partial Regex HiddenFields();
}
