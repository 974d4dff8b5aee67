using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Aso.Foundation;

/// <summary>Whose access token was found valid a moment ago: a client sends the same one with every request, and checking it costs more than most requests.</summary>
/// <remarks>
/// A token past its expiry is never known, nor one whose session has ended. One signed with a key that is withdrawn passes for <see cref="KnownFor"/> at most.
/// </remarks>
internal sealed class KnownCallers(TimeProvider clock, IEndedSessions? ended = null)
{
    private const int TokensMax = 10_000;

    private static readonly TimeSpan KnownFor = TimeSpan.FromMinutes(1);

    // By the whole header: nothing is cut out of it with each request.
    private readonly ConcurrentDictionary<string, (KnownPrincipal Caller, DateTimeOffset Until)> _known = new(StringComparer.Ordinal);

    /// <summary>Makes the sender the request's user if its token is known and its address asks for a caller.</summary>
    public bool Recognise(HttpContext http)
    {
        if (http.Request.Headers.Authorization is not [{ } header]
            || !_known.TryGetValue(header, out var known) || clock.GetUtcNow() >= known.Until
            || ended?.Has(known.Caller.Session) == true
            || http.GetEndpoint()?.Metadata.GetMetadata<IAuthorizeData>() is null)
        {
            return false;
        }

        http.User = known.Caller;
        return true;
    }

    /// <summary>Takes a token that was found valid, unless its session has ended before it.</summary>
    public void Admit(TokenValidatedContext valid)
    {
        var caller = new KnownPrincipal(valid.Principal!, new DateTimeOffset(valid.SecurityToken.ValidTo, TimeSpan.Zero));
        if (ended?.Has(caller.Session) == true)
        {
            valid.Fail("The session of the token has ended.");
            return;
        }

        valid.Principal = caller;
        Remember(valid, caller);
    }

    private void Remember(TokenValidatedContext valid, KnownPrincipal caller)
    {
        if (valid.Request.Headers.Authorization is not [{ } header])
        {
            return;
        }

        if (_known.Count >= TokensMax)
        {
            _known.Clear();
        }

        var until = clock.GetUtcNow() + KnownFor;
        _known[header] = (caller, caller.Expires < until ? caller.Expires : until);
    }
}

/// <summary>Which sessions have ended before their tokens. Known where sessions are kept: at the gateway, which every request from outside passes.</summary>
public interface IEndedSessions
{
    /// <summary>Asked with every request: answers from memory.</summary>
    /// <param name="session">See <see cref="KnownPrincipal.Session"/>.</param>
    bool Has(string session);
}

/// <summary>A caller whose claims were read once for all requests with its token.</summary>
public sealed class KnownPrincipal : ClaimsPrincipal
{
    internal KnownPrincipal(ClaimsPrincipal found, DateTimeOffset expires)
        : base(found)
    {
        Caller = Callers.Read(found);
        Session = found.FindFirst(TokenClaims.Session)?.Value ?? Caller.ClientId;
        Expires = expires;
    }

    public Caller Caller { get; }

    /// <summary>What its tokens come of: a person's sign-in, or a client's credentials. A client whose credentials were never replaced has its own id here.</summary>
    public string Session { get; }

    /// <summary>When the token ends by itself.</summary>
    public DateTimeOffset Expires { get; }
}

/// <summary>The step of the pipeline that finds out who calls; stands before authorization.</summary>
public static class CallersStep
{
    /// <summary>Asks the framework about those alone who are not known.</summary>
    public static void UseCallers(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var known = app.ApplicationServices.GetRequiredService<KnownCallers>();
        app.UseWhen(http => !known.Recognise(http), unknown => unknown.UseAuthentication());

        // What stands in a branch the host does not see: without this mark it would ask about everyone, before all other steps.
        app.Properties["__AuthenticationMiddlewareSet"] = true;
    }
}
