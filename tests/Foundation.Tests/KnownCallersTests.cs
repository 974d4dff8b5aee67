using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Aso.Foundation.Tests;

/// <summary>Whose token was found valid is known for a moment; whether it is known shows once its key is withdrawn.</summary>
public sealed class KnownCallersTests : IDisposable
{
    private readonly RSA _key = RSA.Create(2048);
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UtcNow);
    private readonly ServiceProvider _services;
    private readonly RequestDelegate _pipeline;
    private readonly Ended _ended = new();
    private bool _isWithdrawn;

    public KnownCallersTests()
    {
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(_clock).AddSingleton<IEndedSessions>(_ended);
        Configure(services);
        _services = services.BuildServiceProvider();
        var app = new ApplicationBuilder(_services);
        app.UseCallers();
        _pipeline = app.Build();
    }

    [Fact]
    public async Task A_valid_token_is_known_for_a_minute_and_then_checked_again()
    {
        var token = Issue(TimeSpan.FromMinutes(10));
        Assert.Equal("administrator", await CallerAsync(token));
        _isWithdrawn = true;

        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal("administrator", await CallerAsync(token));

        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Null(await CallerAsync(token));
    }

    [Fact]
    public async Task A_token_past_its_expiry_is_not_known()
    {
        var token = Issue(TimeSpan.FromSeconds(20));
        Assert.NotNull(await CallerAsync(token));
        _isWithdrawn = true;

        _clock.Advance(TimeSpan.FromSeconds(21));

        Assert.Null(await CallerAsync(token));
    }

    [Fact]
    public async Task A_token_is_refused_from_the_moment_that_its_session_ends_known_or_not()
    {
        var known = Issue(TimeSpan.FromMinutes(10));
        Assert.Equal("administrator", await CallerAsync(known));

        _ended.Session = "administrator";   // a client whose credentials were never replaced

        Assert.Null(await CallerAsync(known));
        Assert.Null(await CallerAsync(Issue(TimeSpan.FromMinutes(9))));
        _ended.Session = "of another";
        Assert.NotNull(await CallerAsync(known));
    }

    [Fact]
    public async Task A_token_that_was_refused_is_not_known()
    {
        var token = Issue(TimeSpan.FromMinutes(10));
        _isWithdrawn = true;
        Assert.Null(await CallerAsync(token));
        Assert.Null(await CallerAsync(token));

        _isWithdrawn = false;
        Assert.NotNull(await CallerAsync(token));
    }

    [Fact]
    public async Task A_changed_token_is_another_one()
    {
        var token = Issue(TimeSpan.FromMinutes(10));
        Assert.NotNull(await CallerAsync(token));

        Assert.Null(await CallerAsync(token[..^4] + "AAAA"));
    }

    [Fact]
    public async Task Whoever_sends_no_token_is_not_known_by_the_one_before()
    {
        Assert.NotNull(await CallerAsync(Issue(TimeSpan.FromMinutes(10))));

        Assert.Null(await CallerAsync(token: null));
    }

    [Fact]
    public async Task An_address_that_asks_for_no_caller_gets_none_from_memory()
    {
        var token = Issue(TimeSpan.FromMinutes(10));
        Assert.NotNull(await CallerAsync(token));
        _isWithdrawn = true;

        Assert.Null(await CallerAsync(token, isAsked: false));
    }

    [Fact]
    public async Task The_host_asks_the_framework_about_those_alone_who_are_not_known()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(_clock);
        Configure(builder.Services);
        await using var host = builder.Build();
        host.UseCallers();
        host.UseAuthorization();

        // The framework's step leaves a feature behind in every request that it sees.
        host.MapGet("/", (HttpContext http) => http.Features.Get<IAuthenticationFeature>() is null ? "known" : "asked").RequireScope(Scopes.ClaimsRead);
        await host.StartAsync();
        using var client = new HttpClient { BaseAddress = new(host.Urls.First()) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", Issue(TimeSpan.FromMinutes(10)));

        Assert.Equal("asked", await client.GetStringAsync("/"));
        Assert.Equal("known", await client.GetStringAsync("/"));
    }

    public void Dispose()
    {
        _services.Dispose();
        _key.Dispose();
    }

    private void Configure(IServiceCollection services)
    {
        services.AddAsoAccess(new ConfigurationBuilder().Build());
        services.PostConfigure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, options =>
        {
            options.Configuration = new OpenIdConnectConfiguration();
            options.TokenValidationParameters.ValidateIssuer = false;
            options.TokenValidationParameters.IssuerSigningKeyResolver = (_, _, _, _) => _isWithdrawn ? [] : [new RsaSecurityKey(_key)];
        });
    }

    /// <summary>The client that a request with the token speaks for, at an address that asks for one; null where it is refused.</summary>
    private async Task<string?> CallerAsync(string? token, bool isAsked = true)
    {
        await using var scope = _services.CreateAsyncScope();
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        http.Request.Headers.Authorization = token is null ? default : $"Bearer {token}";
        http.SetEndpoint(new(null, isAsked ? new(new AuthorizeAttribute()) : EndpointMetadataCollection.Empty, displayName: null));
        await _pipeline(http);
        return http.User.Identity is { IsAuthenticated: true } ? http.User.ToCaller().ClientId : null;
    }

    private string Issue(TimeSpan lifetime) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        TokenType = "at+jwt",
        Audience = Access.Audience,
        Claims = new Dictionary<string, object> { [TokenClaims.ClientId] = "administrator", [TokenClaims.Kind] = "administrator", [TokenClaims.Scope] = Scopes.ClaimsRead },
        Expires = _clock.GetUtcNow().UtcDateTime + lifetime,
        SigningCredentials = new(new RsaSecurityKey(_key), SecurityAlgorithms.RsaSha256),
    });

    private sealed class Ended : IEndedSessions
    {
        public string? Session { get; set; }

        public bool Has(string session) => session == Session;
    }
}
