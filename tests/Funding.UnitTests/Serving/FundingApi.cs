using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Json;
using Aso.Foundation;
using Aso.Foundation.Messaging;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Aso.Funding.UnitTests.Serving;

/// <summary>Funding as a program of its own on a loopback port, with tokens of a key that only the test knows.</summary>
internal sealed class FundingApi : IAsyncDisposable
{
    private const string Issuer = "https://tokens.test";
    private const string StaffScopes = $"{Scopes.FundingRead} {Scopes.FundingWrite} {Scopes.FundingConfirm} {Scopes.PlatformAdmin}";
    private readonly RsaSecurityKey _key = new(RSA.Create(2048));
    private HttpClient _http = null!;
    private bool _sandbox;
    private TimeProvider _clock = TimeProvider.System;

    private FundingApi()
    {
    }

    /// <summary>What the service hears comes in here.</summary>
    public FundingStore Store { get; private set; } = null!;

    /// <param name="postgres">The database; a file of its own where there is none.</param>
    /// <param name="sandbox">Only a sandbox does without a second person.</param>
    /// <param name="clock">The time by which proposals expire.</param>
    /// <param name="accountKeys">By which numbers of accounts are sealed; one of the test's where there is none.</param>
    public static async Task<FundingApi> StartAsync(
        string? postgres = null, bool sandbox = true, TimeProvider? clock = null, params IReadOnlyList<string> accountKeys)
    {
        var api = new FundingApi { _sandbox = sandbox, _clock = clock ?? TimeProvider.System };
        WebApplication app = null!;
        api.Store = await FundingStore.CreateAsync(configuration =>
        {
            app = api.Build(configuration);
            return (app.Services, app);
        }, postgres, accountKeys);
        await app.StartAsync();
        api._http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        return api;
    }

    /// <summary>Sends JSON, or a text as it is, as the administrator, unless <paramref name="token"/> says another; an empty one sends none.</summary>
    public async Task<Answer> SendAsync(HttpMethod method, string path, object? body = null, string? key = null, string? token = null, Guid? employer = null)
    {
        using var content = body switch { null => null, string plain => new StringContent(plain), _ => (HttpContent)JsonContent.Create(body) };
        using var request = Request(method, path, token, employer);
        request.Content = content;
        if (key is not null)
        {
            request.Headers.Add(Idempotency.Header, key);
        }

        using var response = await _http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new((int)response.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }

    public Task<Answer> GetAsync(string path, string? token = null) => SendAsync(HttpMethod.Get, path, token: token);

    public async Task<string> GetTextAsync(string path, string accept, string token)
    {
        using var request = Request(HttpMethod.Get, path, token, employer: null);
        request.Headers.Accept.Add(new(accept));
        using var response = await _http.SendAsync(request);
        Assert.Equal(accept, response.EnsureSuccessStatusCode().Content.Headers.ContentType?.MediaType);
        return await response.Content.ReadAsStringAsync();
    }

    public Task<Answer> DepositAsync(string amount, string reference, string? key = null) =>
        SendAsync(HttpMethod.Post, "deposits", new { amount, reference }, key);

    /// <summary>Opens the stream of live costs.</summary>
    public async Task<StreamReader> ListenAsync()
    {
        using var request = Request(HttpMethod.Get, "costs/stream", token: null, employer: null);
        var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        return new StreamReader(await response.Content.ReadAsStreamAsync());
    }

    /// <summary>A token of one of the administrator's people or clients, with everything that Funding asks for.</summary>
    public string Staff(string subject) => TokenOf(subject, "administrator", StaffScopes);

    /// <summary>A token of one of the employer's people or clients.</summary>
    public string Employers(string subject) => TokenOf(subject, "employer", $"{Scopes.FundingRead} {Scopes.FundingWrite}", FundingStore.Employer);

    public string Token(string kind, string scope, Guid? employerId = null, params string[] npis) => TokenOf("test", kind, scope, employerId, npis);

    private string TokenOf(string subject, string kind, string scope, Guid? employerId = null, params string[] npis)
    {
        List<Claim> claims =
        [
            new(TokenClaims.Subject, subject), new(TokenClaims.ClientId, "test"), new(TokenClaims.Kind, kind), new(TokenClaims.Scope, scope),
            .. npis.Select(npi => new Claim(TokenClaims.Npi, npi)),
        ];
        if (employerId is { } id)
        {
            claims.Add(new(TokenClaims.EmployerId, $"{id}"));
        }

        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            TokenType = "at+jwt",
            Issuer = Issuer,
            Audience = Access.Audience,
            Subject = new ClaimsIdentity(claims),
            SigningCredentials = new(_key, SecurityAlgorithms.RsaSha256),
        });
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Store.DisposeAsync();
        _key.Rsa.Dispose();
    }

    private WebApplication Build(IConfiguration configuration)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = Environments.Development });
        builder.Configuration.AddConfiguration(configuration);
        builder.Configuration.AddInMemoryCollection([new("Sandbox:Enabled", $"{_sandbox}")]);
        builder.Services.AddSingleton(_clock);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddAsoDefaults("funding");
        builder.Services.AddFunding(builder.Configuration);
        builder.Services.AddAsoBus(builder.Configuration, bus => bus.AddFundingConsumers());
        builder.Services.PostConfigure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, options =>
        {
            options.TokenValidationParameters.IssuerSigningKey = _key;
            options.TokenValidationParameters.ValidIssuer = Issuer;
        });
        var app = builder.Build();
        app.UseAsoDefaults();
        app.MapFunding();
        return app;
    }

    private HttpRequestMessage Request(HttpMethod method, string path, string? token, Guid? employer)
    {
        var request = new HttpRequestMessage(method, $"v1/employers/{employer ?? FundingStore.Employer}/{path}");
        var bearer = token ?? Token("administrator", $"{Scopes.FundingRead} {Scopes.FundingWrite} {Scopes.ClaimsRead}");
        request.Headers.Authorization = bearer.Length == 0 ? null : new AuthenticationHeaderValue("Bearer", bearer);
        return request;
    }
}

/// <summary>What came back.</summary>
internal sealed record Answer(int Status, JsonElement Body)
{
    public string? this[string name] => Body.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.ToString() : null;

    /// <summary>"status code", such as "409 not-open".</summary>
    public string Outcome => $"{Status} {this["code"]}".Trim();

    /// <summary>The items of a page, each as its JSON.</summary>
    public IEnumerable<string> Items => Body.GetProperty("items").EnumerateArray().Select(item => item.GetRawText());
}
