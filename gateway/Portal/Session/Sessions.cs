using System.Globalization;
using System.Security.Claims;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Aso.Portal.Session;

/// <summary>The tokens of everyone signed in. They stay in this process: the browser's cookie holds only the session's id.</summary>
/// <remarks>After a restart every session is unknown, and the next request signs in again, unseen where the provider still knows the person.</remarks>
internal sealed partial class Sessions(
    IMemoryCache cache, IHttpClientFactory clients, IOptions<PortalOptions> options, TimeProvider clock, ILogger<Sessions> log)
{
    /// <summary>The claim of the cookie that names the session.</summary>
    public const string Claim = "portal_session";

    // A token that ends within this time is replaced before use, so that it does not end on its way.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    /// <summary>Keeps the tokens of a new sign-in.</summary>
    /// <param name="publicAddress">By which the browser came; the tokens are bound to that name.</param>
    /// <returns>The session's id, unguessable.</returns>
    public string Open(OpenIdConnectMessage tokens, Uri publicAddress, string tokenEndpoint)
    {
        var id = Guid.NewGuid().ToString("N");
        var session = new Entry(publicAddress, tokenEndpoint, tokens.IdToken);
        session.Take(tokens.AccessToken, tokens.RefreshToken, Ends(tokens.ExpiresIn));
        using var entry = cache.CreateEntry(Key(id));
        entry.SlidingExpiration = options.Value.SessionIdle;
        entry.Value = session;
        return id;
    }

    public void Close(ClaimsPrincipal person) => cache.Remove(Key(IdOf(person)));

    public bool Knows(ClaimsPrincipal person) => Find(person) is not null;

    public string? IdToken(ClaimsPrincipal person) => Find(person)?.IdToken;

    /// <summary>The person's access token, renewed when it is about to end; null when the session is over.</summary>
    public async Task<Access?> AccessAsync(ClaimsPrincipal person, CancellationToken cancel)
    {
        if (Find(person) is not { } session)
        {
            return null;
        }

        await session.Turn.WaitAsync(cancel);
        try
        {
            if (session.Ends - Margin <= clock.GetUtcNow() && !await RenewAsync(session, cancel))
            {
                Close(person);
                return null;
            }

            return new(session.AccessToken, session.PublicAddress);
        }
        finally
        {
            session.Turn.Release();
        }
    }

    /// <summary>False when the provider no longer renews: the person has to sign in again.</summary>
    /// <exception cref="HttpRequestException">The provider could not be asked; the session stays.</exception>
    private async Task<bool> RenewAsync(Entry session, CancellationToken cancel)
    {
        if (session.RefreshToken is null)
        {
            return false;
        }

        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "refresh_token",
            ["refresh_token"] = session.RefreshToken,
            ["client_id"] = options.Value.ClientId,
        };
        if (options.Value.ClientSecret is { } secret)
        {
            form["client_secret"] = secret;
        }

        using var client = clients.CreateClient(HttpClientNames.TokenServer);
        using var content = new FormUrlEncodedContent(form);
        using var answer = await client.PostAsync(session.TokenEndpoint, content, cancel);
        if ((int)answer.StatusCode is >= 400 and < 500)
        {
            LogNotRenewed((int)answer.StatusCode);
            return false;
        }

        answer.EnsureSuccessStatusCode();
        var tokens = new OpenIdConnectMessage(await answer.Content.ReadAsStringAsync(cancel));
        session.Take(tokens.AccessToken, tokens.RefreshToken ?? session.RefreshToken, Ends(tokens.ExpiresIn));
        return true;
    }

    private DateTimeOffset Ends(string? secondsFromNow) =>
        clock.GetUtcNow().AddSeconds(int.TryParse(secondsFromNow, CultureInfo.InvariantCulture, out var seconds) ? seconds : 300);

    private Entry? Find(ClaimsPrincipal person) => cache.Get<Entry>(Key(IdOf(person)));

    private static string IdOf(ClaimsPrincipal person) => person.FindFirst(Claim)?.Value ?? "";

    private static (Type, string) Key(string id) => (typeof(Sessions), id);

    [LoggerMessage(LogLevel.Information, "The token server no longer renews a portal session: status {Status}")]
    private partial void LogNotRenewed(int status);

    /// <summary>What a request to the API needs.</summary>
    public sealed record Access(string Token, Uri PublicAddress);

    private sealed class Entry(Uri publicAddress, string tokenEndpoint, string? idToken)
    {
        /// <summary>One renewal at a time: a refresh token works once.</summary>
        public SemaphoreSlim Turn { get; } = new(1, 1);

        public Uri PublicAddress { get; } = publicAddress;

        public string TokenEndpoint { get; } = tokenEndpoint;

        public string? IdToken { get; } = idToken;

        public string AccessToken { get; private set; } = "";

        public string? RefreshToken { get; private set; }

        public DateTimeOffset Ends { get; private set; }

        public void Take(string accessToken, string? refreshToken, DateTimeOffset ends) =>
            (AccessToken, RefreshToken, Ends) = (accessToken, refreshToken, ends);
    }
}
