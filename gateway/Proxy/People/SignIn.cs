using System.Security.Claims;
using Aso.Foundation;
using Aso.Gateway.Audit;
using Aso.Gateway.Edge;
using Aso.Gateway.Factors;
using Aso.Gateway.Sessions;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Aso.Gateway.People;

/// <summary>GET and POST /sign-in — name and password, once; the session then lasts until it is ended or its time is over.</summary>
internal static class SignIn
{
    /// <summary>The cookie that names the session at the gateway itself.</summary>
    public const string Scheme = "Aso.SignIn";

    public const string Path = "/sign-in";
    public const string ReturnParameter = "returnUrl";

    private const string KeyClaim = "aso_session_key";
    private const int FieldLengthMax = 200;

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Path, Show).AllowAnonymous().ExcludeFromDescription();
        app.MapPost(Path, HandleAsync).AllowAnonymous().ExcludeFromDescription().DisableAntiforgery();   // checked below, by hand
    }

    /// <summary>The last step of every sign-in: opens the session of a person who has proven to be one.</summary>
    /// <param name="factor">By what, beside the password.</param>
    public static async Task OpenAsync(HttpContext http, PersonRow person, SignedInSessions sessions, AccessLog log, CancellationToken cancel, string? factor = null)
    {
        if (await SessionOfAsync(http) is { } before)
        {
            await sessions.EndAsync(before.PersonId, before.SessionId, cancel);   // one browser, one session
        }

        var (session, key) = await sessions.OpenAsync(person, http.Request, cancel);
        var identity = new ClaimsIdentity(
            [new(Claims.Subject, person.PersonId.ToString()), new(Foundation.TokenClaims.Session, session.SessionId.ToString()), new(KeyClaim, key)], Scheme);
        await http.SignInAsync(Scheme, new ClaimsPrincipal(identity));
        await log.WriteAsync(http, Acts.SignedIn, person, About.Person(person), cancel, $"session {session.SessionId}{(factor is null ? "" : $", by password and {factor}")}");
    }

    /// <summary>Whose session the browser has; null when none lasts.</summary>
    public static async Task<(Guid PersonId, Guid SessionId)?> SessionOfAsync(HttpContext http)
    {
        var principal = (await http.AuthenticateAsync(Scheme)).Principal;
        return Guid.TryParse(principal?.GetClaim(Claims.Subject), out var person)
            && Guid.TryParse(principal.GetClaim(Foundation.TokenClaims.Session), out var session)
                ? (person, session)
                : null;
    }

    /// <summary>A cookie is a reference: it means nothing once its session has ended.</summary>
    public static async Task RejectEndedAsync(CookieValidatePrincipalContext context)
    {
        var http = context.HttpContext;
        var sessions = http.RequestServices.GetRequiredService<SignedInSessions>();
        var principal = context.Principal;
        if (await sessions.FindAsync(principal?.GetClaim(Foundation.TokenClaims.Session), principal?.GetClaim(KeyClaim), http.RequestAborted) is null)
        {
            context.RejectPrincipal();
            await http.SignOutAsync(Scheme);
        }
    }

    private static ContentHttpResult Show(HttpContext http, IAntiforgery antiforgery, string? returnUrl) =>
        Page(http, antiforgery, returnUrl, userName: "", problem: null);

    private static async Task<IResult> HandleAsync(
        HttpContext http, IAntiforgery antiforgery, Accounts people, SecondFactors factors, SignedInSessions sessions, AccessLog log, CancellationToken cancel)
    {
        if (await PageFrame.ReadAsync(http, antiforgery, cancel) is not { } form)
        {
            return Page(http, antiforgery, returnUrl: null, userName: "", "This page was open for too long. Please sign in again.", StatusCodes.Status400BadRequest);
        }

        var (userName, password, returnUrl) = (form["userName"].ToString(), form["password"].ToString(), form[ReturnParameter].ToString());
        if (await ProveAsync(userName, password, people, cancel) is not { } person)
        {
            var about = UserNames.CanBe(userName) && await people.FindByNameAsync(userName, cancel) is { } tried ? About.Person(tried) : About.Nobody;
            await log.WriteAsync(http, Acts.SignInFailed, actor: null, about, cancel);
            return Page(http, antiforgery, returnUrl, userName,
                "The name or the password is not right.",
                StatusCodes.Status422UnprocessableEntity);
        }

        var next = IsLocal(returnUrl) ? Ascii(returnUrl) : "/";
        if (factors.IsAsked(person))
        {
            await EndOthersAsync(http, person, sessions, cancel);
            await PasswordProof.GiveAsync(http, person, next);
            return TypedResults.LocalRedirect(factors.IsMissing(person) ? FactorPages.Path : SecondStep.Path);
        }

        await OpenAsync(http, person, sessions, log, cancel);
        return TypedResults.LocalRedirect(next);
    }

    // Whoever else was signed in at this browser is not any more: what is added on the way in must not be added to that one.
    private static async Task EndOthersAsync(HttpContext http, PersonRow person, SignedInSessions sessions, CancellationToken cancel)
    {
        if (await SessionOfAsync(http) is { } before && before.PersonId != person.PersonId)
        {
            await sessions.EndAsync(before.PersonId, before.SessionId, cancel);
            await http.SignOutAsync(Scheme);
        }
    }

    private static async Task<PersonRow?> ProveAsync(string userName, string password, Accounts people, CancellationToken cancel) =>
        password.Length is > 0 and <= FieldLengthMax && UserNames.CanBe(userName) ? await people.ProveAsync(userName, password, cancel) : null;

    private static ContentHttpResult Page(
        HttpContext http, IAntiforgery antiforgery, string? returnUrl, string userName, string? problem, int status = StatusCodes.Status200OK)
    {
        var proof = antiforgery.GetAndStoreTokens(http);
        SecurityHeaders.UsePolicy(http, SignInPage.ContentSecurityPolicy);
        return TypedResults.Text(
            SignInPage.Render(proof.FormFieldName, proof.RequestToken!, IsLocal(returnUrl) ? returnUrl! : "/", userName, problem, IsSandbox(http)),
            "text/html; charset=utf-8", statusCode: status);
    }

    private static bool IsSandbox(HttpContext http) => http.RequestServices.GetRequiredService<IOptions<SandboxOptions>>().Value.Enabled;

    // Only a path here: an address elsewhere, however disguised ("//host", "/\host"), would lend our name to a trap.
    private static bool IsLocal(string? address) =>
        address is ['/', ..] and not ['/', '/' or '\\', ..] && !address.AsSpan().ContainsAnyInRange('\0', '\x1f') && !address.Contains('\x7f', StringComparison.Ordinal);

    // A header carries nothing else.
    private static string Ascii(string path) =>
        string.Concat(path.EnumerateRunes().Select(rune => rune.Value is > ' ' and < 0x7F ? rune.ToString() : Uri.EscapeDataString(rune.ToString())));
}
