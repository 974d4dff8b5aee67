using Aso.Gateway.People;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Aso.Gateway.Tokens;

/// <summary>GET /connect/authorize — where the portal sends a person: signed in, the person goes back with a code; else to the sign-in page first.</summary>
internal static class Authorize
{
    private const string Scheme = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapMethods("/connect/authorize", [HttpMethods.Get, HttpMethods.Post], HandleAsync).AllowAnonymous().ExcludeFromDescription();
        app.MapMethods("/connect/logout", [HttpMethods.Get, HttpMethods.Post], SignOut).AllowAnonymous().ExcludeFromDescription();
    }

    private static async Task<IResult> HandleAsync(HttpContext http, Accounts people, CancellationToken cancel)
    {
        var request = http.GetOpenIddictServerRequest()
            ?? throw new InvalidOperationException("OpenIddict let a request pass that it did not read.");
        var session = await http.AuthenticateAsync(SignIn.Scheme);
        var person = await people.FindAsync(session.Principal?.GetClaim(Claims.Subject), cancel);
        if (person is not null && IsFresh(session, request))
        {
            var granted = Grants.Of(person.PersonId.ToString(), person.UserName, person.Standing, request.GetScopes());
            return TypedResults.SignIn(granted, authenticationScheme: Scheme);
        }

        return request.HasPromptValue(PromptValues.None)
            ? TypedResults.Forbid(
                new(new Dictionary<string, string?> { [OpenIddictServerAspNetCoreConstants.Properties.Error] = Errors.LoginRequired }), [Scheme])
            : TypedResults.Challenge(new() { RedirectUri = ReturnAddress(http.Request, request) }, [SignIn.Scheme]);
    }

    /// <summary>Ends the person's session here; OpenIddict then sends the browser back to where the client asked.</summary>
    private static SignOutHttpResult SignOut() =>
        TypedResults.SignOut(new() { RedirectUri = "/" }, [SignIn.Scheme, Scheme]);

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
