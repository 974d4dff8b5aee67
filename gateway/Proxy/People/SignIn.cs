using System.Security.Claims;
using Aso.Gateway.Edge;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Aso.Gateway.People;

/// <summary>GET and POST /sign-in — name and password, once; the session then lasts as long as its cookie.</summary>
internal static class SignIn
{
    /// <summary>The cookie that says who has signed in at the gateway itself.</summary>
    public const string Scheme = "Aso.SignIn";

    public const string Path = "/sign-in";
    public const string ReturnParameter = "returnUrl";

    private const int FieldLengthMax = 200;

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Path, Show).AllowAnonymous().ExcludeFromDescription();
        app.MapPost(Path, HandleAsync).AllowAnonymous().ExcludeFromDescription().DisableAntiforgery();   // checked below, by hand
    }

    private static ContentHttpResult Show(HttpContext http, IAntiforgery antiforgery, string? returnUrl) =>
        Page(http, antiforgery, returnUrl, userName: "", problem: null);

    private static async Task<IResult> HandleAsync(HttpContext http, IAntiforgery antiforgery, Accounts people, CancellationToken cancel)
    {
        if (!await antiforgery.IsRequestValidAsync(http) || !http.Request.HasFormContentType)
        {
            return Page(http, antiforgery, returnUrl: null, userName: "", "This page was open for too long. Please sign in again.", StatusCodes.Status400BadRequest);
        }

        var form = await http.Request.ReadFormAsync(cancel);
        var (userName, password, returnUrl) = (form["userName"].ToString(), form["password"].ToString(), form[ReturnParameter].ToString());
        var person = userName.Length is > 0 and <= FieldLengthMax && password.Length is > 0 and <= FieldLengthMax
            ? await people.ProveAsync(userName, password, cancel)
            : null;
        if (person is null)
        {
            return Page(http, antiforgery, returnUrl, userName,
                "The name or the password is not right.",
                StatusCodes.Status422UnprocessableEntity);
        }

        var identity = new ClaimsIdentity([new(Claims.Subject, person.PersonId.ToString())], Scheme);
        await http.SignInAsync(Scheme, new ClaimsPrincipal(identity));
        return TypedResults.LocalRedirect(IsLocal(returnUrl) ? InAscii(returnUrl) : "/");
    }

    private static ContentHttpResult Page(
        HttpContext http, IAntiforgery antiforgery, string? returnUrl, string userName, string? problem, int status = StatusCodes.Status200OK)
    {
        var proof = antiforgery.GetAndStoreTokens(http);
        SecurityHeaders.UsePolicy(http, SignInPage.ContentSecurityPolicy);
        return TypedResults.Text(
            SignInPage.Render(proof.FormFieldName, proof.RequestToken!, IsLocal(returnUrl) ? returnUrl! : "/", userName, problem),
            "text/html; charset=utf-8", statusCode: status);
    }

    // A header has no other letters.
    private static string InAscii(string path) => string.Concat(path.EnumerateRunes().Select(rune => rune.IsAscii ? rune.ToString() : Uri.EscapeDataString(rune.ToString())));

    // Only a path here: an address elsewhere, however disguised ("//host", "/\host"), would lend our name to a trap.
    private static bool IsLocal(string? address) =>
        address is ['/', ..] and not ['/', '/' or '\\', ..] && !address.AsSpan().ContainsAnyInRange('\0', '\x1f') && !address.Contains('\x7f', StringComparison.Ordinal);
}
