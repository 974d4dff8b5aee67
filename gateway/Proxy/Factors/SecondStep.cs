using Aso.Gateway.Audit;
using Aso.Gateway.People;
using Aso.Gateway.Sessions;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aso.Gateway.Factors;

/// <summary>GET and POST /sign-in/second-factor — after the password, of whoever has a second factor. The session opens here, not before.</summary>
internal static class SecondStep
{
    public const string Path = SignIn.Path + "/second-factor";

    private const string Title = "Second step";
    private const string CodeField = "code";
    private const int CodeLengthMax = 40;
    private const string Wrong = "That was not right.";

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Path, ShowAsync).AllowAnonymous().ExcludeFromDescription();
        app.MapPost(Path, HandleAsync).AllowAnonymous().ExcludeFromDescription().DisableAntiforgery();   // checked below, by hand
    }

    private static async Task<IResult> ShowAsync(
        HttpContext http, IAntiforgery antiforgery, Accounts people, SecondFactors factors, Passkeys passkeys, CancellationToken cancel) =>
        await PasswordProof.OfAsync(http, people, cancel) is not { } proof ? TypedResults.LocalRedirect(SignIn.Path)
            : proof.Person.SecondFactorSince is null ? TypedResults.LocalRedirect(factors.IsMissing(proof.Person) ? FactorPages.Path : SignIn.Path)
            : await PageAsync(http, antiforgery, factors, passkeys, proof.Person, problem: null, cancel);

    private static async Task<IResult> HandleAsync(
        HttpContext http, IAntiforgery antiforgery, Accounts people, SecondFactors factors, Passkeys passkeys, SignedInSessions sessions, AccessLog log, CancellationToken cancel)
    {
        if (await PageFrame.ReadAsync(http, antiforgery, cancel) is not { } form
            || await PasswordProof.OfAsync(http, people, cancel) is not ({ SecondFactorSince: not null } person, var returnUrl))
        {
            return PageFrame.Show(
                http, Title, $"<p><a href=\"{SignIn.Path}\">Sign in</a></p>", "This page was open for too long. Please sign in again.", StatusCodes.Status400BadRequest);
        }

        if (await TakeAsync(http, form, person, factors, passkeys, cancel) is not { } factor)
        {
            await log.WriteAsync(http, Acts.SignInFailed, actor: null, About.Person(person), cancel, "second factor");
            return await PageAsync(http, antiforgery, factors, passkeys, person, Wrong, cancel);
        }

        await PasswordProof.EndAsync(http);
        await SignIn.OpenAsync(http, person, sessions, log, cancel, factor);
        return TypedResults.LocalRedirect(returnUrl);
    }

    // The name in the form is what wrong codes are counted by: with another one they would be another's.
    private static async Task<string?> TakeAsync(HttpContext http, IFormCollection form, PersonRow person, SecondFactors factors, Passkeys passkeys, CancellationToken cancel)
    {
        if (!ProofForm.IsOf(form, person))
        {
            return null;
        }

        if (form[PasskeyForm.CredentialField].ToString() is { Length: > 0 } credential)
        {
            return await passkeys.UsedAsync(http, person, credential, form[PasskeyForm.StateField].ToString()) is { } used
                && await factors.TakePasskeyAsync(person, used.Passkey, used.AskedAt, cancel)
                    ? SecondFactors.Passkey
                    : null;
        }

        return form[CodeField].ToString() is { Length: > 0 and <= CodeLengthMax } code ? await factors.TakeCodeAsync(person, code, cancel) : null;
    }

    private static async Task<ContentHttpResult> PageAsync(
        HttpContext http, IAntiforgery antiforgery, SecondFactors factors, Passkeys passkeys, PersonRow person, string? problem, CancellationToken cancel)
    {
        var held = await factors.OfAsync(person.PersonId, cancel);
        var hasPasskeys = held.Passkeys.Count > 0 && passkeys.Obstacle(http) is null;
        var byPasskey = hasPasskeys
            ? PasskeyForm.Show(
                http, antiforgery, Path, await passkeys.AskToUseAsync(http, person), isNew: false, ProofForm.Name(person) + "<button type=\"submit\">Use a passkey</button>")
                + "<h2>Or by a code</h2>"
            : held.Passkeys.Count > 0 ? $"<p>{PageFrame.Encode(passkeys.Obstacle(http)!)}</p>" : "";
        var what = held.AppSince is null ? "One of your recovery codes" : "The code of your authenticator app, or a recovery code";
        return PageFrame.Show(
            http, Title,
            $"<p>Signing in as <b>{PageFrame.Encode(person.UserName)}</b>.</p>" + byPasskey
            + PageFrame.Form(http, antiforgery, Path, ProofForm.Name(person) + CodeInput(what, problem is not null, isFirst: !hasPasskeys) + "<button type=\"submit\">Go on</button>")
            + "<p class=\"hint\">Lost the device and the codes? The administrator of the platform can reset your second factors.</p>"
            + $"<p><a href=\"{SignIn.Path}\">Sign in as somebody else</a></p>",
            problem, problem is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity, hasPasskeys ? PasskeyForm.Script : null);
    }

    private static string CodeInput(string label, bool isWrong, bool isFirst) => $"""
        <label for="{CodeField}">{label}</label>
        <input id="{CodeField}" name="{CodeField}" autocomplete="one-time-code" autocapitalize="none" spellcheck="false" maxlength="{CodeLengthMax}" required{(isFirst ? " autofocus" : "")}{(isWrong ? " aria-describedby=\"problem\" aria-invalid=\"true\"" : "")}>
        """;
}
