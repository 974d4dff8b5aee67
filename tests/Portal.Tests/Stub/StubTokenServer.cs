using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Aso.Portal.Tests.Stub;

/// <summary>An OpenID Connect provider that signs everyone in as one person without asking, and checks what a provider must.</summary>
internal sealed class StubTokenServer : IDisposable
{
    private readonly RSA _key = RSA.Create(2048);
    private readonly ConcurrentDictionary<string, Pending> _codes = new();
    private readonly ConcurrentDictionary<string, bool> _accessTokens = new();
    private readonly ConcurrentDictionary<string, bool> _refreshTokens = new();

    /// <summary>Of the access tokens issued from now on.</summary>
    public int LifetimeSeconds { get; set; } = 600;

    /// <summary>Goes into the identity token; null signs in the administrator's staff.</summary>
    public Guid? EmployerId { get; set; }

    /// <summary>Goes into the identity token: a stop-loss carrier's person.</summary>
    public Guid? CarrierId { get; set; }

    /// <summary>How many refresh tokens were turned into access tokens.</summary>
    public int Renewals { get; private set; }

    /// <summary>How many sign-outs came with proof of whose they are.</summary>
    public int SignOuts { get; private set; }

    public bool Accepts(HttpRequest request) =>
        request.Headers.Authorization.ToString() is var value && value.StartsWith("Bearer ", StringComparison.Ordinal)
        && _accessTokens.ContainsKey(value["Bearer ".Length..]);

    /// <summary>Ends the access tokens that are out, as time does; whoever has a refresh token gets others.</summary>
    public void EndAccessTokens() => _accessTokens.Clear();

    /// <summary>Ends every token, as when the platform withdraws them all.</summary>
    public void ForgetEverything()
    {
        _accessTokens.Clear();
        _refreshTokens.Clear();
    }

    public void Map(WebApplication app)
    {
        app.MapGet("/.well-known/openid-configuration", Describe);
        app.MapGet("/.well-known/jwks", () => Results.Json(new { keys = new[] { PublicKey() } }));
        app.MapGet("/connect/authorize", Authorize);
        app.MapPost("/connect/token", IssueAsync).DisableAntiforgery();
        app.MapGet("/connect/logout", SignOut);
    }

    public void Dispose() => _key.Dispose();

    private static IResult Describe(HttpRequest request)
    {
        var self = $"{request.Scheme}://{request.Host}";
        return Results.Json(new
        {
            issuer = $"{self}/",
            authorization_endpoint = $"{self}/connect/authorize",
            token_endpoint = $"{self}/connect/token",
            end_session_endpoint = $"{self}/connect/logout",
            jwks_uri = $"{self}/.well-known/jwks",
            response_types_supported = new JsonArray("code"),
            subject_types_supported = new JsonArray("public"),
            id_token_signing_alg_values_supported = new JsonArray("RS256"),
        });
    }

    private IResult Authorize(HttpRequest request)
    {
        var query = request.Query;
        if (query["code_challenge_method"] != "S256" || query["response_type"] != "code")
        {
            return Results.BadRequest("Code flow with PKCE only.");
        }

        var code = Guid.NewGuid().ToString("N");
        _codes[code] = new(query["code_challenge"]!, query["nonce"], query["redirect_uri"]!);
        return Results.Redirect($"{query["redirect_uri"]}?code={code}&state={Uri.EscapeDataString(query["state"]!)}");
    }

    private IResult SignOut(HttpRequest request)
    {
        if (string.IsNullOrEmpty(request.Query["id_token_hint"]))
        {
            return Results.BadRequest("Whose session?");
        }

        SignOuts++;
        return Results.Redirect($"{request.Query["post_logout_redirect_uri"]}?state={Uri.EscapeDataString(request.Query["state"]!)}");
    }

    private async Task<IResult> IssueAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        string? nonce = null;
        if (form["grant_type"] == "authorization_code")
        {
            var verifier = Base64UrlEncoder.Encode(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
            if (!_codes.TryRemove(form["code"].ToString(), out var pending) || pending.Challenge != verifier || pending.RedirectUri != form["redirect_uri"])
            {
                return Results.Json(new { error = "invalid_grant" }, statusCode: 400);
            }

            nonce = pending.Nonce;
        }
        else if (_refreshTokens.TryRemove(form["refresh_token"].ToString(), out _))
        {
            Renewals++;
        }
        else
        {
            return Results.Json(new { error = "invalid_grant" }, statusCode: 400);
        }

        var (access, refresh) = (Guid.NewGuid().ToString("N"), Guid.NewGuid().ToString("N"));
        _accessTokens[access] = _refreshTokens[refresh] = true;
        return Results.Json(new
        {
            token_type = "Bearer",
            access_token = access,
            refresh_token = refresh,
            expires_in = LifetimeSeconds,
            id_token = IdentityToken($"{request.Scheme}://{request.Host}/", nonce),
        });
    }

    private string IdentityToken(string issuer, string? nonce)
    {
        List<Claim> claims = [new("sub", "person-1"), new("name", "Robin Clark")];
        if (EmployerId is { } employer)
        {
            claims.Add(new("employer_id", employer.ToString()));
        }

        if (CarrierId is { } carrier)
        {
            claims.Add(new("kind", "carrier"));
            claims.Add(new("carrier_id", carrier.ToString()));
        }

        if (nonce is not null)
        {
            claims.Add(new("nonce", nonce));
        }

        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = "portal",
            Subject = new ClaimsIdentity(claims),
            Expires = DateTime.UtcNow.AddMinutes(5),
            SigningCredentials = new(new RsaSecurityKey(_key) { KeyId = "stub" }, SecurityAlgorithms.RsaSha256),
        });
    }

    private object PublicKey()
    {
        var key = _key.ExportParameters(includePrivateParameters: false);
        return new { kty = "RSA", use = "sig", alg = "RS256", kid = "stub", n = Base64UrlEncoder.Encode(key.Modulus), e = Base64UrlEncoder.Encode(key.Exponent) };
    }

    private sealed record Pending(string Challenge, string? Nonce, string RedirectUri);
}
