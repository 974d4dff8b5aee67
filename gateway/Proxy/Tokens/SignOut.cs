using Aso.Foundation;
using Aso.Gateway.Audit;
using Aso.Gateway.Factors;
using Aso.Gateway.People;
using Aso.Gateway.Sessions;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Aso.Gateway.Tokens;

/// <summary>GET and POST /connect/logout — ends the person's session; the browser then goes back to where the client asked.</summary>
/// <remarks>Any page can send a browser here. So a session ends by its own identity token, or by a button that the person presses.</remarks>
internal static class SignOut
{
    public const string Path = "/connect/logout";

    private const string Scheme = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;

    public static void Map(IEndpointRouteBuilder app) =>
        app.MapMethods(Path, [HttpMethods.Get, HttpMethods.Post], HandleAsync).AllowAnonymous().ExcludeFromDescription().DisableAntiforgery();   // checked below, by hand

    private static async Task<IResult> HandleAsync(
        HttpContext http, IAntiforgery antiforgery, Accounts people, SignedInSessions sessions, AccessLog log, CancellationToken cancel)
    {
        var own = await SignIn.SessionOfAsync(http);
        var hint = await HintedAsync(http);
        if (hint is { } hinted)
        {
            await EndAsync(hinted.PersonId, hinted.SessionId);
        }

        if (own is { } session && session != hint)
        {
            if (!HttpMethods.IsPost(http.Request.Method) || await PageFrame.ReadAsync(http, antiforgery, cancel) is null)
            {
                return Ask(http, antiforgery);
            }

            await EndAsync(session.PersonId, session.SessionId);
        }

        await PasswordProof.EndAsync(http);
        return TypedResults.SignOut(new() { RedirectUri = "/" }, [SignIn.Scheme, Scheme]);

        async Task EndAsync(Guid personId, Guid sessionId)
        {
            if (await sessions.EndAsync(personId, sessionId, cancel) && await people.FindAsync(personId, cancel) is { } person)
            {
                await log.WriteAsync(http, Acts.SignedOut, person, About.Person(person), cancel, $"session {sessionId}");
            }
        }
    }

    /// <summary>The session of the identity token that came along, which OpenIddict has found to be ours.</summary>
    private static async Task<(Guid PersonId, Guid SessionId)?> HintedAsync(HttpContext http)
    {
        var hint = (await http.AuthenticateAsync(Scheme)).Principal;
        return Guid.TryParse(hint?.GetClaim(Claims.Subject), out var person) && Guid.TryParse(hint.GetClaim(TokenClaims.Session), out var session)
            ? (person, session)
            : null;
    }

    private static ContentHttpResult Ask(HttpContext http, IAntiforgery antiforgery)
    {
        var request = http.GetOpenIddictServerRequest() ?? throw new InvalidOperationException("OpenIddict let a request pass that it did not read.");
        var fields = request.GetParameters()
            .Where(parameter => parameter.Key is Parameters.ClientId or Parameters.PostLogoutRedirectUri or Parameters.State or Parameters.UiLocales)
            .Select(parameter => PageFrame.Hidden(parameter.Key, (string?)parameter.Value ?? ""));
        return PageFrame.Show(
            http, "Sign out?",
            "<p>A page asks to sign you out of benefits administration.</p>"
            + PageFrame.Form(http, antiforgery, Path, string.Concat(fields) + "<button type=\"submit\">Sign out</button>")
            + "<p><a href=\"/\">Stay signed in</a></p>");
    }
}
