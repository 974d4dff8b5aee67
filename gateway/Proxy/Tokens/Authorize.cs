using Aso.Foundation;
using Aso.Gateway.Factors;
using Aso.Gateway.People;
using Aso.Gateway.Sessions;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Aso.Gateway.Tokens;

/// <summary>GET /connect/authorize — where the portal sends a person: signed in, the person goes back with a code; else to the sign-in page first.</summary>
internal static class Authorize
{
    private const string Scheme = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;

    public static void Map(IEndpointRouteBuilder app) =>
        app.MapMethods("/connect/authorize", [HttpMethods.Get, HttpMethods.Post], HandleAsync).AllowAnonymous().ExcludeFromDescription();

    private static async Task<IResult> HandleAsync(
        HttpContext http, ClientRecords clients, Accounts people, SecondFactors factors, SignedInSessions sessions, CancellationToken cancel)
    {
        var request = http.GetOpenIddictServerRequest()
            ?? throw new InvalidOperationException("OpenIddict let a request pass that it did not read.");
        var cookie = await http.AuthenticateAsync(SignIn.Scheme);
        var session = await sessions.FindAsync(cookie.Principal?.GetClaim(TokenClaims.Session), cancel);
        var person = await people.FindActiveAsync(session?.PersonId.ToString(), cancel);
        if (session is not null && person is not null && !factors.IsMissing(person) && IsFresh(cookie, request)
            && await clients.FindByClientIdAsync(request.ClientId!, cancel) is { } client)
        {
            var granted = Grants.Of(person, session.SessionId, request.GetScopes());
            granted.SetAuthorizationId(await sessions.AuthorizeAsync(session, await clients.GetIdAsync(client, cancel), granted.GetScopes(), cancel));
            return TypedResults.SignIn(granted, authenticationScheme: Scheme);
        }

        return request.HasPromptValue(PromptValues.None)
            ? TypedResults.Forbid(
                new(new Dictionary<string, string?> { [OpenIddictServerAspNetCoreConstants.Properties.Error] = Errors.LoginRequired }), [Scheme])
            : TypedResults.Challenge(new() { RedirectUri = ReturnAddress(http.Request, request) }, [SignIn.Scheme]);
    }

    private static bool IsFresh(AuthenticateResult session, OpenIddictRequest request) =>
        !request.HasPromptValue(PromptValues.Login)
        && (request.MaxAge is not { } seconds
            || session.Properties?.IssuedUtc is { } issued && TimeProvider.System.GetUtcNow() - issued <= TimeSpan.FromSeconds(seconds));

    // After the sign-in the same request comes again, without "prompt=login", which would ask for ever.
    private static string ReturnAddress(HttpRequest http, OpenIddictRequest request)
    {
        var parameters = request.GetParameters()
            .Where(parameter => parameter.Key is not Parameters.Prompt)
            .Select(parameter => KeyValuePair.Create(parameter.Key, (string?)parameter.Value));
        return http.PathBase + http.Path + QueryString.Create(parameters!);
    }
}
