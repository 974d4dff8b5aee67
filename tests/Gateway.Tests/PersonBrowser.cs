using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Web;
using Microsoft.IdentityModel.Tokens;

namespace Aso.Gateway.Tests;

/// <summary>A person's browser at the gateway, and the portal behind it: follows forms and redirects by hand.</summary>
internal sealed partial class PersonBrowser : IDisposable
{
    public const string Password = "a long enough pass phrase";

    private static readonly string Verifier = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32));

    private readonly GatewayHost _gateway;
    private readonly HttpClient _http;

    public PersonBrowser(GatewayHost gateway)
    {
        _gateway = gateway;
        _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = Cookies }) { BaseAddress = gateway.Address };
    }

    public CookieContainer Cookies { get; } = new();

    /// <summary>The address that the portal gives as its own: the issuer's, where one is set.</summary>
    public Uri? Home { get; init; }

    private string Callback => new Uri(Home ?? _gateway.Address, "signin-oidc").AbsoluteUri;

    /// <summary>Registers a person of the administrator's staff, under a new name.</summary>
    /// <param name="token">The administrator's; left out, that of a sandbox.</param>
    public static async Task<(Guid PersonId, string UserName)> RegisterAsync(GatewayHost gateway, object? role = null, string? token = null)
    {
        var userName = $"{Guid.NewGuid():N}@acme.example";
        var body = JsonSerializer.SerializeToNode(role ?? new { kind = "administrator" })!.AsObject();
        (body["userName"], body["password"]) = (userName, Password);
        using var answer = await gateway.SendAsync(HttpMethod.Post, "/v1/people", token ?? await gateway.TokenAsync(), JsonContent.Create(body));
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return ((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("personId").GetGuid(), userName);
    }

    public Task<HttpResponseMessage> GetAsync(string path) => _http.GetAsync(new Uri(path, UriKind.RelativeOrAbsolute));

    /// <summary>Fills in the form of a page, its hidden fields as they are.</summary>
    /// <param name="ofButton">Which of several forms: the one with this text.</param>
    public Task<HttpResponseMessage> SubmitAsync(string page, string? ofButton, params (string Name, string Value)[] fields) =>
        SubmitFilledAsync(page, _ => fields, ofButton);

    /// <summary>Fills in the form of a page by what is written on it.</summary>
    public async Task<HttpResponseMessage> SubmitFilledAsync(string page, Func<string, (string Name, string Value)[]> fill, string? ofButton = null)
    {
        var html = await _http.GetStringAsync(new Uri(page, UriKind.RelativeOrAbsolute));
        var fields = fill(html);
        var form = Forms().Matches(html).Single(form => ofButton is null || form.Value.Contains(ofButton, StringComparison.Ordinal));
        var values = HiddenFields().Matches(form.Value).Select(field => (field.Groups[1].Value, WebUtility.HtmlDecode(field.Groups[2].Value))).Concat(fields);
        using var content = new FormUrlEncodedContent(values.GroupBy(field => field.Item1, field => field.Item2).ToDictionary(field => field.Key, field => field.Last()));
        return await _http.PostAsync(new Uri(WebUtility.HtmlDecode(form.Groups[1].Value), UriKind.Relative), content);
    }

    public Task<HttpResponseMessage> SubmitAsync(string page, params (string Name, string Value)[] fields) => SubmitAsync(page, ofButton: null, fields);

    /// <summary>Gives name and password; nothing more.</summary>
    public Task<HttpResponseMessage> SignInAsync(string userName, string password = Password) =>
        SubmitAsync("/sign-in?returnUrl=/account", ("userName", userName), ("password", password));

    /// <summary>A code for the portal; null where the browser is sent to sign in.</summary>
    public async Task<string?> CodeAsync()
    {
        using var answer = await GetAsync(AuthorizeAddress());
        return HttpUtility.ParseQueryString(new Uri(_gateway.Address, answer.Headers.Location!).Query)["code"];
    }

    /// <summary>The portal's tokens for whoever is signed in here.</summary>
    public async Task<JsonElement> TokensAsync()
    {
        var (status, body) = await RedeemAsync(await CodeAsync() ?? throw new InvalidOperationException("Nobody is signed in."));
        Assert.Equal(HttpStatusCode.OK, status);
        return body;
    }

    public Task<(HttpStatusCode Status, JsonElement Body)> RedeemAsync(string code) => RequestTokensAsync(
        ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", Callback), ("code_verifier", Verifier));

    public Task<(HttpStatusCode Status, JsonElement Body)> RefreshAsync(JsonElement tokens) => RequestTokensAsync(
        ("grant_type", "refresh_token"), ("refresh_token", tokens.GetProperty("refresh_token").GetString()!));

    /// <summary>What the portal asks for, or something like it.</summary>
    public string AuthorizeAddress(string challengeMethod = "S256")
    {
        var query = HttpUtility.ParseQueryString("");
        query["client_id"] = "portal";
        query["response_type"] = "code";
        query["scope"] = "openid profile offline_access claims:read platform:admin";
        query["redirect_uri"] = Callback;
        query["code_challenge"] = challengeMethod == "S256" ? Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier))) : Verifier;
        query["code_challenge_method"] = challengeMethod;
        query["state"] = "xyz";
        return "/connect/authorize?" + query;
    }

    public void Dispose() => _http.Dispose();

    private async Task<(HttpStatusCode Status, JsonElement Body)> RequestTokensAsync(params (string Key, string Value)[] form)
    {
        using var content = new FormUrlEncodedContent(form.Append(("client_id", "portal")).ToDictionary(field => field.Item1, field => field.Item2));
        using var answer = await _gateway.Client.PostAsync(new Uri("connect/token", UriKind.Relative), content);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }

    [GeneratedRegex("<form method=\"post\" action=\"([^\"]*)\"[^>]*>.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">")]
    private static partial Regex HiddenFields();
}
