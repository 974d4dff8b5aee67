using System.Globalization;
using Aso.Gateway.Audit;
using Aso.Gateway.Factors;
using Aso.Gateway.Limits;
using Aso.Gateway.Sessions;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aso.Gateway.People;

/// <summary>/account — where a person sees the own sessions and ends them, and changes the own password and second factors.</summary>
internal static class AccountPages
{
    public const string Path = "/account";

    private const string PasswordPath = "/account/password";
    private const string SessionsPath = "/account/sessions";
    private const string SessionField = "session";
    private const string Stale = "This page was open for too long. Please do it again.";

    public static void Map(IEndpointRouteBuilder app)
    {
        var account = app.MapGroup("").AllowAnonymous().ExcludeFromDescription();   // the cookie of the sign-in is asked for below
        account.MapGet(Path, (HttpContext http, IAntiforgery antiforgery, Accounts people, SignedInSessions sessions, CancellationToken cancel) =>
            AsPersonAsync(http, people, (person, own) => ShowAsync(http, antiforgery, sessions, person, own, null, cancel), cancel));
        account.MapGet(PasswordPath, (HttpContext http, IAntiforgery antiforgery, Accounts people, CancellationToken cancel) =>
            AsPersonAsync(http, people, (person, _) => Task.FromResult<IResult>(PasswordPage(http, antiforgery, person, null)), cancel));
        account.MapPost(SessionsPath, (HttpContext http, IAntiforgery antiforgery, Accounts people, SignedInSessions sessions, AccessLog log, CancellationToken cancel) =>
            AsPersonAsync(http, people, (person, own) => EndAsync(http, antiforgery, sessions, log, person, own, cancel), cancel)).DisableAntiforgery();
        account.MapPost(PasswordPath, (HttpContext http, IAntiforgery antiforgery, Accounts people, SignedInSessions sessions, AccessLog log, CancellationToken cancel) =>
            AsPersonAsync(http, people, (person, own) => ChangeAsync(http, antiforgery, people, sessions, log, person, own, cancel), cancel)).DisableAntiforgery();
    }

    private static async Task<IResult> AsPersonAsync(HttpContext http, Accounts people, Func<PersonRow, Guid, Task<IResult>> showAsync, CancellationToken cancel) =>
        await SignIn.SessionOfAsync(http) is { } session && await people.FindActiveAsync(session.PersonId.ToString(), cancel) is { } person
            ? await showAsync(person, session.SessionId)
            : TypedResults.Challenge(new() { RedirectUri = Path }, [SignIn.Scheme]);

    private static async Task<IResult> ShowAsync(
        HttpContext http, IAntiforgery antiforgery, SignedInSessions sessions, PersonRow person, Guid own, string? problem, CancellationToken cancel)
    {
        var lasting = await sessions.OfAsync(person.PersonId, cancel);
        var items = lasting.Select(session => $"""
            <li>
            <p><b>{(session.SessionId == own ? "This browser" : "Another browser")}</b>, since {Time(session.StartedAt)}</p>
            <p>{PageFrame.Encode(session.Browser)}, network {PageFrame.Encode(session.Address)}, last seen {Time(session.LastSeenAt)}, ends {Time(session.EndsAt)}</p>
            {(session.SessionId == own ? "" : PageFrame.Form(http, antiforgery, SessionsPath,
                PageFrame.Hidden(SessionField, session.SessionId.ToString()) + $"<button class=\"quiet\" aria-label=\"End the session of {Time(session.StartedAt)}\">End this session</button>"))}
            </li>
            """);
        var others = lasting.Count > 1 ? PageFrame.Form(http, antiforgery, SessionsPath, "<button>End all other sessions</button>") : "";
        return PageFrame.Show(
            http, "Your account",
            $"<p>Signed in as <b>{PageFrame.Encode(person.UserName)}</b>.</p><p><a href=\"{PasswordPath}\">Change your password</a></p>"
            + $"<p><a href=\"{FactorPages.Path}\">Second factors</a>: {(person.SecondFactorSince is null ? "none yet" : "asked for after the password")}</p>"
            + $"<h2>Where you are signed in</h2><ul>{string.Concat(items)}</ul>{others}<p><a href=\"/\">Back to the portal</a></p>",
            problem, problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    private static async Task<IResult> EndAsync(
        HttpContext http, IAntiforgery antiforgery, SignedInSessions sessions, AccessLog log, PersonRow person, Guid own, CancellationToken cancel)
    {
        if (await PageFrame.ReadAsync(http, antiforgery, cancel) is not { } form)
        {
            return await ShowAsync(http, antiforgery, sessions, person, own, Stale, cancel);
        }

        // One that has ended meanwhile is what was asked for.
        if (Guid.TryParse(form[SessionField], out var one))
        {
            await sessions.EndAsync(person.PersonId, one, cancel);
        }
        else
        {
            await sessions.EndAllAsync(person.PersonId, cancel, kept: own);
        }

        await log.WriteAsync(http, Acts.SessionsEnded, person, About.Person(person), cancel);
        return TypedResults.LocalRedirect(Path);
    }

    private static async Task<IResult> ChangeAsync(
        HttpContext http, IAntiforgery antiforgery, Accounts people, SignedInSessions sessions, AccessLog log, PersonRow person, Guid own, CancellationToken cancel)
    {
        if (await PageFrame.ReadAsync(http, antiforgery, cancel) is not { } form)
        {
            return PasswordPage(http, antiforgery, person, Stale, StatusCodes.Status400BadRequest);
        }

        if (NewPassword.Problem(form, person.UserName) is { } problem)
        {
            return PasswordPage(http, antiforgery, person, problem);
        }

        if (!await ProofForm.ProvesAsync(form, person, people, cancel))
        {
            await log.WriteAsync(http, Acts.SignInFailed, actor: null, About.Person(person), cancel, "change of the password");
            return PasswordPage(http, antiforgery, person, "The current password is not right, or the account is locked for some minutes after too many tries.");
        }

        await people.SetPasswordAsync(person, form[NewPassword.Field].ToString(), cancel);
        await sessions.EndAllAsync(person.PersonId, cancel, kept: own);
        await log.WriteAsync(http, Acts.PasswordChanged, person, About.Person(person), cancel);
        Attempts.Prove(http);
        return PageFrame.Show(
            http, "Your password is changed", $"<p>Every other session has ended.</p><p><a href=\"{Path}\">Your account</a></p><p><a href=\"/\">Back to the portal</a></p>");
    }

    private static ContentHttpResult PasswordPage(
        HttpContext http, IAntiforgery antiforgery, PersonRow person, string? problem, int status = StatusCodes.Status422UnprocessableEntity) =>
        PageFrame.Show(
            http, "Change your password",
            PageFrame.Form(
                http, antiforgery, PasswordPath,
                ProofForm.Password(person)
                + NewPassword.Fields + "<button type=\"submit\">Change the password</button>")
            + $"<p><a href=\"{Path}\">Back to your account</a></p>",
            problem, problem is null ? StatusCodes.Status200OK : status);

    private static string Time(DateTime time) => time.ToString("MMM d, HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
