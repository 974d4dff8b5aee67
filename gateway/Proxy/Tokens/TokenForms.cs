using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Aso.Gateway.Tokens;

/// <summary>What is sent to get a token (RFC 6749), as a form.</summary>
internal sealed record TokenForm
{
    [JsonPropertyName("grant_type")]
    [Description("client_credentials for a system, authorization_code or refresh_token for a person.")]
    public required string GrantType { get; init; }

    [JsonPropertyName("client_id")]
    [Description("The client's id; it may come in a Basic Authorization header instead.")]
    public string? ClientId { get; init; }

    [JsonPropertyName("client_secret")]
    [Description("The client's secret; the portal, which speaks for people, has none.")]
    public string? ClientSecret { get; init; }

    [Description("Scopes between blanks; without it a client gets all that it may have.")]
    public string? Scope { get; init; }

    [Description("authorization_code: the code.")]
    public string? Code { get; init; }

    [JsonPropertyName("redirect_uri")]
    [Description("authorization_code: where the code was sent.")]
    public string? RedirectUri { get; init; }

    [JsonPropertyName("code_verifier")]
    [Description("authorization_code: the proof key (RFC 7636).")]
    public string? CodeVerifier { get; init; }

    [JsonPropertyName("refresh_token")]
    [Description("refresh_token: the token that came with the last access token.")]
    public string? RefreshToken { get; init; }
}

/// <summary>A token.</summary>
internal sealed record TokenAnswer
{
    [JsonPropertyName("access_token")]
    [Description("Send it as \"Authorization: Bearer …\".")]
    public required string AccessToken { get; init; }

    [JsonPropertyName("token_type")]
    [Description("Bearer.")]
    public required string TokenType { get; init; }

    [JsonPropertyName("expires_in")]
    [Description("Seconds until it is good for nothing.")]
    public required int ExpiresIn { get; init; }

    [Description("What it is good for, between blanks; left out where that is what was asked for.")]
    public string? Scope { get; init; }

    [JsonPropertyName("id_token")]
    [Description("Of a person who signed in with the scope openid.")]
    public string? IdToken { get; init; }

    [JsonPropertyName("refresh_token")]
    [Description("Of a person who signed in with the scope offline_access: gets the next token.")]
    public string? RefreshToken { get; init; }
}

/// <summary>Why there is no token (RFC 6749).</summary>
internal sealed record TokenRefusal
{
    [Description("invalid_client, invalid_grant, invalid_request, invalid_scope, unauthorized_client or unsupported_grant_type.")]
    public required string Error { get; init; }

    [JsonPropertyName("error_description")]
    [Description("The same in a sentence.")]
    public string? ErrorDescription { get; init; }

    [JsonPropertyName("error_uri")]
    [Description("Where there is more about it.")]
    public string? ErrorUri { get; init; }
}

/// <summary>A token that is to be good for nothing any more (RFC 7009), as a form.</summary>
internal sealed record RevocationForm
{
    [Description("The token.")]
    public required string Token { get; init; }

    [JsonPropertyName("token_type_hint")]
    [Description("access_token or refresh_token.")]
    public string? TokenTypeHint { get; init; }

    [JsonPropertyName("client_id")]
    [Description("The client's id.")]
    public string? ClientId { get; init; }

    [JsonPropertyName("client_secret")]
    [Description("The client's secret, where it has one.")]
    public string? ClientSecret { get; init; }
}
