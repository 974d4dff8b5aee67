using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Aso.Foundation;

/// <summary>Checks access tokens, and remembers for a moment those that it found valid: a client sends the same one with every request, and checking the signature costs more than most requests.</summary>
/// <remarks>A token past its expiry is never known. One signed with a key that is withdrawn passes for <see cref="RememberedFor"/> at most.</remarks>
internal sealed class KnownTokens : JsonWebTokenHandler
{
    private const int TokensMax = 10_000;

    private static readonly TimeSpan RememberedFor = TimeSpan.FromMinutes(1);

    private readonly TimeProvider _clock;
    private readonly ConcurrentDictionary<string, Known> _known = new(StringComparer.Ordinal);

    public KnownTokens(TimeProvider clock)
    {
        _clock = clock;
        MapInboundClaims = false;
    }

    public override async Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
    {
        if (_known.TryGetValue(token, out var known) && _clock.GetUtcNow() < known.Until)
        {
            return known.Again();
        }

        var result = await base.ValidateTokenAsync(token, validationParameters);
        if (result.IsValid)
        {
            Remember(token, result);
        }

        return result;
    }

    private void Remember(string token, TokenValidationResult result)
    {
        if (_known.Count >= TokensMax)
        {
            _known.Clear();
        }

        var (now, expiry) = (_clock.GetUtcNow(), new DateTimeOffset(result.SecurityToken.ValidTo, TimeSpan.Zero));
        _known[token] = new(result.ClaimsIdentity.Clone(), result.SecurityToken, expiry < now + RememberedFor ? expiry : now + RememberedFor);
    }

    /// <param name="Identity">Never handed out itself: who receives one may change it.</param>
    private sealed record Known(ClaimsIdentity Identity, SecurityToken Token, DateTimeOffset Until)
    {
        public TokenValidationResult Again() => new() { IsValid = true, ClaimsIdentity = Identity.Clone(), SecurityToken = Token };
    }
}
