using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Aso.Gateway.People;
using Microsoft.AspNetCore.Authentication;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Aso.Gateway.Factors;

/// <summary>A cookie of some minutes that says who has just given the password, and nothing more: it opens the second step of a sign-in and, beside a session, changes of the own factors.</summary>
internal static class PasswordProof
{
    public const string Scheme = "Aso.PasswordProof";
    public const string Cookie = "aso-password-proof";

    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    // What is longer would make a cookie that servers refuse.
    private const int ReturnLengthMax = 2_000;

    private const string StampClaim = "aso_password";
    private const string ReturnClaim = "aso_return";

    /// <param name="returnUrl">Where the person goes when the sign-in is done; a path here.</param>
    public static Task GiveAsync(HttpContext http, PersonRow person, string returnUrl) =>
        http.SignInAsync(Scheme, new ClaimsPrincipal(new ClaimsIdentity(
            [new(Claims.Subject, person.PersonId.ToString()), new(StampClaim, StampOf(person)), new(ReturnClaim, returnUrl.Length > ReturnLengthMax ? "/" : returnUrl)], Scheme)));

    /// <summary>Whose password was given, and where the sign-in shall lead; null where none was, long ago, or another one is in use by now.</summary>
    public static async Task<(PersonRow Person, string ReturnUrl)?> OfAsync(HttpContext http, Accounts people, CancellationToken cancel)
    {
        var given = (await http.AuthenticateAsync(Scheme)).Principal;
        return await people.FindActiveAsync(given?.GetClaim(Claims.Subject), cancel) is { } person && given?.GetClaim(StampClaim) == StampOf(person)
            ? (person, given?.GetClaim(ReturnClaim) ?? "/")
            : null;
    }

    public static Task EndAsync(HttpContext http) => http.SignOutAsync(Scheme);

    private static string StampOf(PersonRow person) => Base64UrlEncoder.Encode(SHA256.HashData(Encoding.UTF8.GetBytes(person.PasswordHash ?? "")));
}
