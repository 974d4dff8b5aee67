using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Aso.Foundation.Tests;

/// <summary>A token that was found valid is known for a moment; whether it is known shows once its key is withdrawn.</summary>
public sealed class KnownTokensTests : IDisposable
{
    private readonly RSA _key = RSA.Create(2048);
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UtcNow);
    private readonly KnownTokens _tokens;

    public KnownTokensTests() => _tokens = new(_clock);

    [Fact]
    public async Task A_valid_token_is_known_for_a_minute_and_then_checked_again()
    {
        var token = Issue(TimeSpan.FromMinutes(10));
        Assert.True((await CheckAsync(token, Signed())).IsValid);

        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.True((await CheckAsync(token, Withdrawn())).IsValid);

        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.False((await CheckAsync(token, Withdrawn())).IsValid);
    }

    [Fact]
    public async Task A_token_past_its_expiry_is_not_known()
    {
        var token = Issue(TimeSpan.FromSeconds(20));
        Assert.True((await CheckAsync(token, Signed())).IsValid);

        _clock.Advance(TimeSpan.FromSeconds(21));

        Assert.False((await CheckAsync(token, Withdrawn())).IsValid);
    }

    [Fact]
    public async Task A_token_that_was_refused_is_not_known()
    {
        var token = Issue(TimeSpan.FromMinutes(10));
        Assert.False((await CheckAsync(token, Withdrawn())).IsValid);

        Assert.False((await CheckAsync(token, Withdrawn())).IsValid);
        Assert.True((await CheckAsync(token, Signed())).IsValid);
    }

    [Fact]
    public async Task A_changed_token_is_another_one()
    {
        var token = Issue(TimeSpan.FromMinutes(10));
        Assert.True((await CheckAsync(token, Signed())).IsValid);

        Assert.False((await CheckAsync(token[..^4] + "AAAA", Signed())).IsValid);
    }

    [Fact]
    public async Task What_one_request_makes_of_its_caller_no_other_sees()
    {
        var token = Issue(TimeSpan.FromMinutes(10));
        var first = await CheckAsync(token, Signed());
        first.ClaimsIdentity.AddClaim(new Claim("employer_id", "another"));
        var second = await CheckAsync(token, Signed());
        second.ClaimsIdentity.AddClaim(new Claim("employer_id", "a third"));

        var third = await CheckAsync(token, Signed());

        Assert.Equal("administrator", third.ClaimsIdentity.FindFirst("client_id")?.Value);
        Assert.Empty(third.ClaimsIdentity.FindAll("employer_id"));
        Assert.True(third.ClaimsIdentity.IsAuthenticated);
    }

    public void Dispose() => _key.Dispose();

    private Task<TokenValidationResult> CheckAsync(string token, TokenValidationParameters by) => _tokens.ValidateTokenAsync(token, by);

    private TokenValidationParameters Signed() => By(new RsaSecurityKey(_key));

    private static TokenValidationParameters Withdrawn() => By();

    private static TokenValidationParameters By(params SecurityKey[] keys) =>
        new() { ValidateIssuer = false, ValidateAudience = false, IssuerSigningKeys = keys, ClockSkew = TimeSpan.Zero };

    private string Issue(TimeSpan lifetime) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Claims = new Dictionary<string, object> { ["client_id"] = "administrator" },
        Expires = _clock.GetUtcNow().UtcDateTime + lifetime,
        SigningCredentials = new(new RsaSecurityKey(_key), SecurityAlgorithms.RsaSha256),
    });
}
