using Aso.Gateway.Audit;
using Aso.Gateway.Sessions;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aso.Gateway.People;

/// <summary>GET and POST /set-password — where the link of an invitation or of a reset leads.</summary>
internal static class SetPassword
{
    public const string Path = "/set-password";
    public const string CodeParameter = "code";

    private const string Title = "Set your password";

    private const string DonePath = Path + "/done";

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Path, ShowAsync).AllowAnonymous().ExcludeFromDescription();
        app.MapPost(Path, HandleAsync).AllowAnonymous().ExcludeFromDescription().DisableAntiforgery();   // checked below, by hand
        app.MapGet(DonePath, (HttpContext http) => PageFrame.Show(http, "Your password is set", "<p><a href=\"/\">Sign in with it</a></p>")).AllowAnonymous().ExcludeFromDescription();
    }

    private static async Task<IResult> ShowAsync(HttpContext http, IAntiforgery antiforgery, Accounts people, CancellationToken cancel, string code = "") =>
        await people.FindByLinkAsync(code, cancel) is { } person ? Page(http, antiforgery, code, person) : NoLink(http);

    private static async Task<IResult> HandleAsync(
        HttpContext http, IAntiforgery antiforgery, Accounts people, SignedInSessions sessions, AccessLog log, CancellationToken cancel)
    {
        if (await PageFrame.ReadAsync(http, antiforgery, cancel) is not { } form)
        {
            return PageFrame.Show(
                http, Title, "<p>Open the link that you were given again.</p>", "This page was open for too long.", StatusCodes.Status400BadRequest);
        }

        var code = form[CodeParameter].ToString();
        if (await people.FindByLinkAsync(code, cancel) is not { } person)
        {
            return NoLink(http);
        }

        if (NewPassword.Problem(form, person.UserName) is { } problem)
        {
            return Page(http, antiforgery, code, person, problem);
        }

        if (!await people.SetByLinkAsync(code, form[NewPassword.Field].ToString(), cancel))
        {
            return NoLink(http);
        }

        await sessions.EndAllAsync(person.PersonId, cancel);
        await log.WriteAsync(http, Acts.PasswordSet, person, About.Person(person), cancel);
        return TypedResults.LocalRedirect(DonePath);
    }

    private static ContentHttpResult Page(HttpContext http, IAntiforgery antiforgery, string code, PersonRow person, string? problem = null) =>
        PageFrame.Show(
            http, Title,
            $"<p>For the user name <b>{PageFrame.Encode(person.UserName)}</b>.</p>"
            + PageFrame.Form(
                http, antiforgery, Path,
                PageFrame.Hidden(CodeParameter, code) + PageFrame.Hidden("username", person.UserName) + NewPassword.Fields + "<button type=\"submit\">Set the password</button>"),
            problem, problem is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);

    private static ContentHttpResult NoLink(HttpContext http) =>
        PageFrame.Show(
            http, "This link does not work", "<p>It was used already, is too old, or was replaced by a newer one. Ask the administrator for a new one.</p>",
            status: StatusCodes.Status404NotFound);
}

/// <summary>The two fields in which a new password is given.</summary>
internal static class NewPassword
{
    public const string Field = "newPassword";

    private const string AgainField = "again";

    public static string Fields =>
        $"<p>Take {Passwords.LengthMin} characters or more. Some words that only you would put together are best; no signs or digits are needed.</p>"
        + PageFrame.PasswordField(Field, "New password", "new-password", isFirst: true)
        + PageFrame.PasswordField(AgainField, "The same again", "new-password");

    /// <summary>Why the password cannot be taken, in a sentence; null when it can.</summary>
    public static string? Problem(IFormCollection form, string userName)
    {
        var password = form[Field].ToString();
        return Passwords.Check(password, userName).Select(refusal => refusal.Detail).FirstOrDefault()
            ?? (password == form[AgainField] ? null : "The two are not the same: type the new password again.");
    }
}
