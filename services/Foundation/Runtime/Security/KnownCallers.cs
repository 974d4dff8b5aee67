using System.Collections.Concurrent;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Aso.Foundation;

/// <summary>Whose access token was found valid a moment ago: a client sends the same one with every request, and checking it costs more than most requests.</summary>
/// <remarks>A token past its expiry is never known. One signed with a key that is withdrawn passes for <see cref="KnownFor"/> at most.</remarks>
public sealed class KnownCallers(TimeProvider clock)
{
    private const int TokensMax = 10_000;

    private static readonly TimeSpan KnownFor = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, (AuthenticateResult Caller, DateTimeOffset Until)> _known = new(StringComparer.Ordinal);

    internal AuthenticateResult? Find(string token) =>
        _known.TryGetValue(token, out var known) && clock.GetUtcNow() < known.Until ? known.Caller : null;

    internal void Remember(string token, AuthenticateResult caller)
    {
        if (_known.Count >= TokensMax)
        {
            _known.Clear();
        }

        var until = clock.GetUtcNow() + KnownFor;
        _known[token] = (caller, caller.Properties?.ExpiresUtc is { } expiry && expiry < until ? expiry : until);
    }
}

/// <summary>Answers who sends a bearer token from what is known; the token's own handler is asked for others alone.</summary>
public sealed class CallerHandlers(KnownCallers known) : IAuthenticationHandlerProvider
{
    private const string Prefix = "Bearer ";

    public Task<IAuthenticationHandler?> GetHandlerAsync(HttpContext context, string authenticationScheme)
    {
        ArgumentNullException.ThrowIfNull(context);
        return authenticationScheme == JwtBearerDefaults.AuthenticationScheme
            && context.Request.Headers.Authorization is [{ } given] && given.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
            ? Task.FromResult<IAuthenticationHandler?>(new BearerHandler(context, given[Prefix.Length..].Trim(), known))
            : OfFramework(context, authenticationScheme);
    }

    // One for each request, and needed by few.
    private static Task<IAuthenticationHandler?> OfFramework(HttpContext http, string scheme) =>
        http.RequestServices.GetRequiredService<AuthenticationHandlerProvider>().GetHandlerAsync(http, scheme);

    private sealed class BearerHandler(HttpContext http, string token, KnownCallers known) : IAuthenticationHandler
    {
        public Task InitializeAsync(AuthenticationScheme scheme, HttpContext context) => Task.CompletedTask;

        public Task<AuthenticateResult> AuthenticateAsync() => known.Find(token) is { } caller ? Task.FromResult(caller) : CheckAsync();

        public async Task ChallengeAsync(AuthenticationProperties? properties) => await (await HandlerAsync()).ChallengeAsync(properties);

        public async Task ForbidAsync(AuthenticationProperties? properties) => await (await HandlerAsync()).ForbidAsync(properties);

        private async Task<AuthenticateResult> CheckAsync()
        {
            var caller = await (await HandlerAsync()).AuthenticateAsync();
            if (caller.Succeeded)
            {
                known.Remember(token, caller);
            }

            return caller;
        }

        private async Task<IAuthenticationHandler> HandlerAsync() =>
            await OfFramework(http, JwtBearerDefaults.AuthenticationScheme) ?? throw new InvalidOperationException("Nothing checks bearer tokens.");
    }
}
