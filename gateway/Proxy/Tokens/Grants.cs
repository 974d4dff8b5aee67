using System.Collections.Immutable;
using System.Security.Claims;
using Aso.Foundation;
using Aso.Gateway.People;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;

namespace Aso.Gateway.Tokens;

/// <summary>What a token says: whose it is, for whom it speaks, what it is good for.</summary>
internal static class Grants
{
    /// <summary>Of a client that speaks for itself.</summary>
    /// <param name="session">What its tokens come of: see <see cref="ClientRecords.SessionOfAsync"/>.</param>
    /// <param name="requested">The scopes asked for; none asks for all that the standing allows.</param>
    public static ClaimsPrincipal Of(string clientId, string session, Standing standing, ImmutableArray<string> requested) =>
        Of(clientId, name: null, session, standing, requested);

    /// <summary>Of a person: the subject is the person, not the client through which it signed in, and the user name stands in it.</summary>
    /// <param name="requested">The scopes asked for; none asks for all that the standing allows.</param>
    public static ClaimsPrincipal Of(PersonRow person, Guid sessionId, ImmutableArray<string> requested) =>
        Of(person.PersonId.ToString(), person.UserName, sessionId.ToString(), person.Standing, requested);

    private static ClaimsPrincipal Of(string subject, string? name, string session, Standing standing, ImmutableArray<string> requested)
    {
        var identity = new ClaimsIdentity(
            OpenIddictServerAspNetCoreDefaults.AuthenticationScheme, nameType: OpenIddictConstants.Claims.Name, roleType: OpenIddictConstants.Claims.Role);
        identity.SetClaim(OpenIddictConstants.Claims.Subject, subject).SetClaim(OpenIddictConstants.Claims.Name, name).SetClaim(TokenClaims.Session, session);
        standing.AddTo(identity);

        var principal = new ClaimsPrincipal(identity);
        var asked = requested.Where(Scopes.All.Contains).ToArray();
        principal.SetScopes(
        [
            .. asked.Length == 0 ? standing.Scopes : standing.Scopes.Intersect(asked),
            .. requested.Where(scope => scope is OpenIddictConstants.Scopes.OpenId or OpenIddictConstants.Scopes.Profile or OpenIddictConstants.Scopes.OfflineAccess),
        ]);
        principal.SetResources(Access.Audience);
        principal.SetDestinations(claim => claim.Type switch
        {
            OpenIddictConstants.Claims.Name or OpenIddictConstants.Claims.Subject or TokenClaims.Session or TokenClaims.Kind or TokenClaims.EmployerId or TokenClaims.CarrierId =>
                [OpenIddictConstants.Destinations.AccessToken, OpenIddictConstants.Destinations.IdentityToken],
            _ => [OpenIddictConstants.Destinations.AccessToken],
        });
        return principal;
    }
}
