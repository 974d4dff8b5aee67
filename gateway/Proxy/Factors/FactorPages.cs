using System.Globalization;
using Aso.Gateway.Audit;
using Aso.Gateway.Limits;
using Aso.Gateway.People;
using Aso.Gateway.Sessions;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aso.Gateway.Factors;

/// <summary>/account/second-factors — where a person adds and removes the own second factors, after the password was given anew.</summary>
/// <remarks>Staff who must have one and have none come here from the sign-in, before a session opens: adding one opens it.</remarks>
internal static class FactorPages
{
    public const string Path = AccountPages.Path + "/second-factors";

    private const string ConfirmPath = Path + "/confirm";
    private const string AppPath = Path + "/app";
    private const string PasskeyPath = Path + "/passkey";
    private const string RemovePath = Path + "/remove";
    private const string CodesPath = Path + "/codes";
    private const string FactorField = "factor";
    private const string AppFactor = "app";
    private const string NameField = "name";
    private const int NameLengthMax = 60;
    private const string Stale = "This page was open for too long. Please do it again.";
    private const string Title = "Second factors";

    public static void Map(IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup(Path).AllowAnonymous().ExcludeFromDescription().DisableAntiforgery();   // who it is, and the forms' proof, are asked below
        pages.MapGet("/", ([AsParameters] Desk desk) => WithProofAsync(desk, person => ListAsync(desk, person, null)));
        pages.MapPost("/confirm", ConfirmAsync);
        pages.MapGet("/app", ([AsParameters] Desk desk) => WithProofAsync(desk, person => Task.FromResult<IResult>(
            AppForm.Show(desk, person, AppPath, AuthenticatorApp.NewSecret(), null))));
        pages.MapPost("/app", ([AsParameters] Desk desk) => WithFormAsync(desk, (person, form) => AddAppAsync(desk, person, form)));
        pages.MapGet("/passkey", ([AsParameters] Desk desk) => WithProofAsync(desk, person => PasskeyPageAsync(desk, person, null)));
        pages.MapPost("/passkey", ([AsParameters] Desk desk) => WithFormAsync(desk, (person, form) => AddPasskeyAsync(desk, person, form)));
        pages.MapPost("/remove", ([AsParameters] Desk desk) => WithFormAsync(desk, (person, form) => RemoveAsync(desk, person, form)));
        pages.MapPost("/codes", ([AsParameters] Desk desk) => WithFormAsync(desk, (person, _) => NewCodesAsync(desk, person)));
    }

    /// <summary>What these pages work with.</summary>
    internal sealed record Desk(
        HttpContext Http, IAntiforgery Antiforgery, Accounts People, SecondFactors Factors, Passkeys Passkeys, FactorSeal Seal,
        SignedInSessions Sessions, AccessLog Log, CancellationToken Cancel);

    /// <param name="Session">Null of staff on the way in.</param>
    internal sealed record Changer(PersonRow Person, Guid? Session, string ReturnUrl);

    private static async Task<IResult> WithProofAsync(Desk desk, Func<Changer, Task<IResult>> actAsync)
    {
        var session = await SignIn.SessionOfAsync(desk.Http);
        if (await PasswordProof.OfAsync(desk.Http, desk.People, desk.Cancel) is ({ } person, var returnUrl)
            && (session is null ? desk.Factors.IsMissing(person) : session.Value.PersonId == person.PersonId))
        {
            return await actAsync(new(person, session?.SessionId, returnUrl));
        }

        return session is not null && await desk.People.FindActiveAsync(session.Value.PersonId.ToString(), desk.Cancel) is { } known
            ? ConfirmPage(desk, known, null)
            : TypedResults.Challenge(new() { RedirectUri = Path }, [SignIn.Scheme]);
    }

    private static Task<IResult> WithFormAsync(Desk desk, Func<Changer, IFormCollection, Task<IResult>> actAsync) =>
        WithProofAsync(desk, async person => await PageFrame.ReadAsync(desk.Http, desk.Antiforgery, desk.Cancel) is { } form
            ? await actAsync(person, form)
            : await ListAsync(desk, person, Stale, StatusCodes.Status400BadRequest));

    private static async Task<IResult> ConfirmAsync([AsParameters] Desk desk)
    {
        if (await SignIn.SessionOfAsync(desk.Http) is not { } session
            || await desk.People.FindActiveAsync(session.PersonId.ToString(), desk.Cancel) is not { } person)
        {
            return TypedResults.Challenge(new() { RedirectUri = Path }, [SignIn.Scheme]);
        }

        if (await PageFrame.ReadAsync(desk.Http, desk.Antiforgery, desk.Cancel) is not { } form)
        {
            return ConfirmPage(desk, person, Stale, StatusCodes.Status400BadRequest);
        }

        if (!await ProofForm.ProvesAsync(form, person, desk.People, desk.Cancel))
        {
            await desk.Log.WriteAsync(desk.Http, Acts.SignInFailed, actor: null, About.Person(person), desk.Cancel, "change of second factors");
            return ConfirmPage(desk, person, "The password is not right.", StatusCodes.Status422UnprocessableEntity);
        }

        await PasswordProof.GiveAsync(desk.Http, person, AccountPages.Path);
        return TypedResults.LocalRedirect(Path);
    }

    private static async Task<IResult> AddAppAsync(Desk desk, Changer changer, IFormCollection form)
    {
        if (AppForm.SecretOf(desk, changer, form) is not { } secret)
        {
            return AppForm.Show(desk, changer, AppPath, AuthenticatorApp.NewSecret(), Stale);
        }

        var (isKept, codes) = await desk.Factors.AddAppAsync(changer.Person, secret, form[AppForm.CodeField].ToString(), desk.Cancel);
        return isKept
            ? await AddedAsync(desk, changer, SecondFactors.App, codes)
            : AppForm.Show(desk, changer, AppPath, secret, "The code is not right. Look whether the clock of the device is.");
    }

    private static async Task<IResult> AddPasskeyAsync(Desk desk, Changer changer, IFormCollection form)
    {
        var name = string.Concat(form[NameField].ToString().Where(sign => !char.IsControl(sign))).Trim();
        if (name.Length is 0 or > NameLengthMax)
        {
            return await PasskeyPageAsync(desk, changer, $"Give the passkey a name of 1 to {NameLengthMax} characters, by which you will know it again.");
        }

        var (credential, state) = (form[PasskeyForm.CredentialField].ToString(), form[PasskeyForm.StateField].ToString());
        return await desk.Passkeys.MadeAsync(desk.Http, changer.Person, credential, state) is { } passkey
            ? await AddedAsync(desk, changer, SecondFactors.Passkey, await desk.Factors.AddPasskeyAsync(changer.Person, name, passkey, desk.Cancel))
            : await PasskeyPageAsync(desk, changer, "The passkey could not be taken. Please try again.");
    }

    private static async Task<IResult> RemoveAsync(Desk desk, Changer changer, IFormCollection form)
    {
        var held = await desk.Factors.OfAsync(changer.Person.PersonId, desk.Cancel);
        if (held.Count == 1 && desk.Factors.MustHave(changer.Person))
        {
            return await ListAsync(
                desk, changer, "You need a second factor: add another one before you remove the last.", StatusCodes.Status422UnprocessableEntity);
        }

        var which = form[FactorField].ToString();
        if (which == AppFactor)
        {
            await desk.Factors.RemoveAppAsync(changer.Person, desk.Cancel);
        }
        else if (Guid.TryParse(which, out var passkeyId))
        {
            await desk.Factors.RemovePasskeyAsync(changer.Person, passkeyId, desk.Cancel);
        }

        await ChangedAsync(desk, changer, Acts.SecondFactorRemoved, which == AppFactor ? SecondFactors.App : SecondFactors.Passkey);
        return TypedResults.LocalRedirect(Path);
    }

    private static async Task<IResult> NewCodesAsync(Desk desk, Changer changer)
    {
        if (changer.Person.SecondFactorSince is null)
        {
            return TypedResults.LocalRedirect(Path);
        }

        var codes = await desk.Factors.NewCodesAsync(changer.Person.PersonId, desk.Cancel);
        await ChangedAsync(desk, changer, Acts.RecoveryCodesMade, null);
        return CodesPage(desk, codes, Path);
    }

    private static async Task<IResult> AddedAsync(Desk desk, Changer changer, string factor, IReadOnlyList<string>? codes)
    {
        await ChangedAsync(desk, changer, Acts.SecondFactorAdded, factor);
        if (changer.Session is null)
        {
            await PasswordProof.EndAsync(desk.Http);
            await SignIn.OpenAsync(desk.Http, changer.Person, desk.Sessions, desk.Log, desk.Cancel, factor);
        }

        return codes is null ? TypedResults.LocalRedirect(Path) : CodesPage(desk, codes, changer.Session is null ? changer.ReturnUrl : Path);
    }

    private static async Task ChangedAsync(Desk desk, Changer changer, string act, string? factor)
    {
        await desk.Sessions.EndAllAsync(changer.Person.PersonId, desk.Cancel, kept: changer.Session);
        await desk.Log.WriteAsync(desk.Http, act, changer.Person, About.Person(changer.Person), desk.Cancel, factor);
    }

    private static ContentHttpResult ConfirmPage(Desk desk, PersonRow person, string? problem, int status = StatusCodes.Status200OK) =>
        PageFrame.Show(
            desk.Http, Title,
            "<p>Give your password again before you change how you sign in.</p>"
            + PageFrame.Form(desk.Http, desk.Antiforgery, ConfirmPath, ProofForm.Password(person, isFirst: true) + "<button type=\"submit\">Go on</button>")
            + $"<p><a href=\"{AccountPages.Path}\">Back to your account</a></p>",
            problem, status);

    private static async Task<IResult> ListAsync(Desk desk, Changer changer, string? problem, int status = StatusCodes.Status200OK)
    {
        var held = await desk.Factors.OfAsync(changer.Person.PersonId, desk.Cancel);
        var app = held.AppSince is { } since
            ? Item("Authenticator app", since, null, Remove(desk, AppFactor, "the authenticator app"))
            : "";
        var passkeys = held.Passkeys.Select(row => Item($"Passkey “{row.Name}”", row.CreatedAt, row.LastUsedAt, Remove(desk, row.PasskeyId.ToString(), $"the passkey {row.Name}")));
        var codes = held.Count == 0 ? "" : $"""
            <h2>Recovery codes</h2>
            <p>{held.RecoveryCodesLeft} left, for when a device is lost. Each works once.</p>
            {PageFrame.Form(desk.Http, desk.Antiforgery, CodesPath, "<button class=\"quiet\">Make new recovery codes</button>")}
            """;
        return PageFrame.Show(
            desk.Http, Title,
            $"<p>{Why(desk, changer, held.Count)}</p>"
            + (held.Count > 0 ? $"<ul>{app}{string.Concat(passkeys)}</ul>" : "")
            + $"<p><a href=\"{AppPath}\">{(held.AppSince is null ? "Add an authenticator app" : "Use another authenticator app")}</a></p>"
            + (desk.Passkeys.Obstacle(desk.Http) is { } obstacle ? $"<p>{PageFrame.Encode(obstacle)}</p>" : $"<p><a href=\"{PasskeyPath}\">Add a passkey</a></p>")
            + codes + (changer.Session is null ? "" : $"<p><a href=\"{AccountPages.Path}\">Back to your account</a></p>"),
            problem, status);
    }

    private static string Why(Desk desk, Changer changer, int count) =>
        count > 0 ? "After your password you are asked for one of these. Every change ends your other sessions."
        : desk.Factors.MustHave(changer.Person) ? "Staff of the administrator prove more than a password. Add one of these to go on: an app that shows a code, or a passkey, which is your phone, your computer or a security key."
        : "Whoever learns your password can sign in with it, unless more is asked: an app that shows a code, or a passkey, which is your phone, your computer or a security key.";

    private static string Item(string name, DateTime since, DateTime? used, string remove) =>
        $"<li><p><b>{PageFrame.Encode(name)}</b></p><p>Added {Date(since)}{(used is { } last ? $", last used {Date(last)}" : "")}</p>{remove}</li>";

    private static string Remove(Desk desk, string factor, string what) =>
        PageFrame.Form(
            desk.Http, desk.Antiforgery, RemovePath,
            PageFrame.Hidden(FactorField, factor) + $"<button class=\"quiet\" aria-label=\"Remove {PageFrame.Encode(what)}\">Remove</button>");

    private static async Task<IResult> PasskeyPageAsync(Desk desk, Changer changer, string? problem)
    {
        if (desk.Passkeys.Obstacle(desk.Http) is not null)
        {
            return TypedResults.LocalRedirect(Path);   // which says why
        }

        var question = await desk.Passkeys.AskToMakeAsync(desk.Http, changer.Person);
        return PageFrame.Show(
            desk.Http, "Add a passkey",
            "<p>Your browser asks for your fingerprint, face or PIN, or for a security key. Nothing of that comes here.</p>"
            + PasskeyForm.Show(desk.Http, desk.Antiforgery, PasskeyPath, question, isNew: true, $"""
                <label for="{NameField}">A name for it</label>
                <input id="{NameField}" name="{NameField}" maxlength="{NameLengthMax}" placeholder="Work laptop" autocomplete="off" required autofocus>
                <button type="submit">Add the passkey</button>
                """)
            + $"<p><a href=\"{Path}\">Back</a></p>",
            problem, problem is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity, PasskeyForm.Script);
    }

    private static ContentHttpResult CodesPage(Desk desk, IReadOnlyList<string> codes, string next)
    {
        Attempts.Prove(desk.Http);
        return PageFrame.Show(
            desk.Http, "Your recovery codes",
            "<p>Write these down or print them, and keep them away from the device. Each stands in for it once. They are not shown again.</p>"
            + $"<ul class=\"codes\">{string.Concat(codes.Select(code => $"<li><code>{code}</code></li>"))}</ul>"
            + $"<p><a href=\"{PageFrame.Encode(next)}\">I have kept them: go on</a></p>");
    }

    private static string Date(DateTime time) => time.ToString("MMM d, yyyy", CultureInfo.InvariantCulture);
}
