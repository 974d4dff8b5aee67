using System.Security.Cryptography;
using Aso.Gateway.People;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aso.Gateway.Factors;

/// <summary>Seals the secret that a person is about to type into an app, while it travels with the page: it counts only once a code of it has come.</summary>
internal sealed class FactorSeal(IDataProtectionProvider protection)
{
    private readonly ITimeLimitedDataProtector _seal = protection.CreateProtector("aso.authenticator.new").ToTimeLimitedDataProtector();

    public string Seal(PersonRow person, string secret) => _seal.Protect($"{person.PersonId} {secret}", PasswordProof.Lifetime);

    /// <returns>Null of one that is too old, or of somebody else.</returns>
    public string? Open(PersonRow person, string text)
    {
        try
        {
            return _seal.Unprotect(text).Split(' ') is [var of, var secret] && of == person.PersonId.ToString() ? secret : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}

/// <summary>The page on which an authenticator app is added: a picture to read, the same as text, and a first code to show that it was read.</summary>
internal static class AppForm
{
    public const string CodeField = "code";

    private const string SecretField = "secret";
    private const int GroupLength = 4;

    public static string? SecretOf(FactorPages.Desk desk, FactorPages.Changer changer, IFormCollection form) =>
        desk.Seal.Open(changer.Person, form[SecretField].ToString());

    public static ContentHttpResult Show(FactorPages.Desk desk, FactorPages.Changer changer, string path, string secret, string? problem)
    {
        var groups = string.Join(' ', secret.Chunk(GroupLength).Select(group => new string(group)));
        return PageFrame.Show(
            desk.Http, "Add an authenticator app",
            $"""
            <p>Read this with the app, or type the secret into it.</p>
            <p class="picture">{AuthenticatorApp.PictureOf(AuthenticatorApp.AddressOf(secret, changer.Person.UserName))}</p>
            <p>Secret: <code>{groups}</code></p>
            """
            + PageFrame.Form(
                desk.Http, desk.Antiforgery, path,
                ProofForm.Name(changer.Person) + PageFrame.Hidden(SecretField, desk.Seal.Seal(changer.Person, secret)) + $"""
                <label for="{CodeField}">The code that the app shows</label>
                <input id="{CodeField}" name="{CodeField}" inputmode="numeric" autocomplete="one-time-code" maxlength="12" required autofocus{(problem is null ? "" : " aria-describedby=\"problem\" aria-invalid=\"true\"")}>
                <button type="submit">Add the app</button>
                """)
            + $"<p><a href=\"{FactorPages.Path}\">Back</a></p>",
            problem, problem is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }
}
