using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
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
    private bool _isWithdrawn;

    public KnownCallersTests()
    {
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(_clock);
        services.AddAsoAccess(new ConfigurationBuilder().Build());
        services.PostConfigure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, options =>
        {
            options.Configuration = new OpenIdConnectConfiguration();
            options.TokenValidationParameters.ValidateIssuer = false;
            options.TokenValidationParameters.IssuerSigningKeyResolver = (_, _, _, _) => _isWithdrawn ? [] : [new RsaSecurityKey(_key)];
        });
        _services = services.BuildServiceProvider();
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

    public void Dispose()
    {
        _services.Dispose();
        _key.Dispose();
    }

    /// <summary>The client that a request with the token speaks for; null where it is refused.</summary>
    private async Task<string?> CallerAsync(string? token)
    {
        await using var scope = _services.CreateAsyncScope();
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        http.Request.Headers.Authorization = token is null ? default : $"Bearer {token}";
        return (await http.AuthenticateAsync()).Principal?.ToCaller().ClientId;
    }

    private string Issue(TimeSpan lifetime) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        TokenType = "at+jwt",
        Audience = Access.Audience,
        Claims = new Dictionary<string, object> { [TokenClaims.ClientId] = "administrator" },
        Expires = _clock.GetUtcNow().UtcDateTime + lifetime,
        SigningCredentials = new(new RsaSecurityKey(_key), SecurityAlgorithms.RsaSha256),
    });
}
