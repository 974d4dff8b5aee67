using System.Collections.Immutable;
using System.Security.Claims;
using Aso.Foundation;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;

namespace Aso.Gateway.Tokens;

/// <summary>What a token says: whose it is, for whom it speaks, what it is good for.</summary>
internal static class Grants
{
    /// <param name="subject">The client's or the person's id.</param>
    /// <param name="name">Shown in the portal; goes into identity tokens only.</param>
    /// <param name="requested">The scopes asked for; none asks for all that the standing allows.</param>
    public static ClaimsPrincipal Of(string subject, string? name, Standing standing, ImmutableArray<string> requested)
    {
        var identity = new ClaimsIdentity(
            OpenIddictServerAspNetCoreDefaults.AuthenticationScheme, nameType: OpenIddictConstants.Claims.Name, roleType: OpenIddictConstants.Claims.Role);
        identity.SetClaim(OpenIddictConstants.Claims.Subject, subject).SetClaim(OpenIddictConstants.Claims.Name, name);
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
            OpenIddictConstants.Claims.Name => [OpenIddictConstants.Destinations.IdentityToken],
            OpenIddictConstants.Claims.Subject or TokenClaims.Kind or TokenClaims.EmployerId or TokenClaims.CarrierId =>
                [OpenIddictConstants.Destinations.AccessToken, OpenIddictConstants.Destinations.IdentityToken],
            _ => [OpenIddictConstants.Destinations.AccessToken],
        });
        return principal;
    }
}
