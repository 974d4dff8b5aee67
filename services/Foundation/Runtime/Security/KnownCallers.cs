using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Aso.Foundation;

/// <summary>Whose access token was found valid a moment ago: a client sends the same one with every request, and checking it costs more than most requests.</summary>
/// <remarks>A token past its expiry is never known. One signed with a key that is withdrawn passes for <see cref="KnownFor"/> at most.</remarks>
internal sealed class KnownCallers(TimeProvider clock)
{
    private const int TokensMax = 10_000;

    private static readonly TimeSpan KnownFor = TimeSpan.FromMinutes(1);

    // By the whole header: nothing is cut out of it with each request.
    private readonly ConcurrentDictionary<string, (ClaimsPrincipal Caller, DateTimeOffset Until)> _known = new(StringComparer.Ordinal);

    /// <summary>Makes the sender the request's user if its token is known and its address asks for a caller.</summary>
    public bool Recognise(HttpContext http)
    {
        if (http.Request.Headers.Authorization is not [{ } header]
            || !_known.TryGetValue(header, out var known) || clock.GetUtcNow() >= known.Until
            || http.GetEndpoint()?.Metadata.GetMetadata<IAuthorizeData>() is null)
        {
            return false;
        }

        http.User = known.Caller;
        return true;
    }

    public void Remember(TokenValidatedContext valid)
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
        var expiry = new DateTimeOffset(valid.SecurityToken.ValidTo, TimeSpan.Zero);
        _known[header] = (new KnownPrincipal(valid.Principal!), expiry < until ? expiry : until);
    }
}

/// <summary>A caller whose claims were read once for all requests with its token.</summary>
internal sealed class KnownPrincipal(ClaimsPrincipal found) : ClaimsPrincipal(found)
{
    public Caller Caller { get; } = Callers.Read(found);
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
