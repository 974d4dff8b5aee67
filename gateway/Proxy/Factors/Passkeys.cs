using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Aso.Gateway.People;
using Aso.Gateway.Tokens;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Aso.Gateway.Factors;

/// <summary>Asks a browser to make a passkey or to sign with one, and checks what comes back, by ASP.NET Core Identity (WebAuthn level 3, 7.1 and 7.2).</summary>
/// <remarks>What was asked travels with the page, sealed, for the person and for <see cref="PasswordProof.Lifetime"/>.</remarks>
internal sealed class Passkeys(IPasskeyHandler<PersonRow> handler, IDataProtectionProvider protection, IOptions<AuthOptions> options, TimeProvider clock)
{
    private readonly IDataProtector _toMake = protection.CreateProtector("aso.passkey.make");
    private readonly IDataProtector _toUse = protection.CreateProtector("aso.passkey.use");

    /// <param name="Options">What the browser is asked, as JSON.</param>
    /// <param name="State">What was asked, sealed.</param>
    public sealed record Question(string Options, string State);

    /// <summary>Why no browser would make or use a passkey at this address, in a sentence; null where it would.</summary>
    public string? Obstacle(HttpContext http)
    {
        var home = options.Value.HomeOf(http.Request);
        return home switch
        {
            { HostNameType: UriHostNameType.IPv4 or UriHostNameType.IPv6 } when IPAddress.IsLoopback(IPAddress.Parse(home.DnsSafeHost)) =>
                $"Passkeys do not work at an IP address. Open {home.Scheme}://localhost:{home.Port}/ in place of it, and sign in there.",
            { HostNameType: UriHostNameType.IPv4 or UriHostNameType.IPv6 } => "Passkeys do not work at an IP address. They need the platform to have a name.",
            { Scheme: "http", Host: not "localhost" } => "Passkeys need https.",
            _ => null,
        };
    }

    public async Task<Question> AskToMakeAsync(HttpContext http, PersonRow person)
    {
        var asked = await handler.MakeCreationOptionsAsync(new() { Id = person.PersonId.ToString(), Name = person.UserName, DisplayName = person.UserName }, http);
        return new(asked.CreationOptionsJson, Seal(_toMake, person, asked.AttestationState));
    }

    /// <returns>The new passkey; null where what came is no answer to what was asked.</returns>
    public async Task<UserPasskeyInfo?> MadeAsync(HttpContext http, PersonRow person, string credential, string state)
    {
        if (Open(_toMake, person, state) is not { } asked)
        {
            return null;
        }

        var made = await handler.PerformAttestationAsync(new() { HttpContext = http, CredentialJson = credential, AttestationState = asked.State });
        return made.Succeeded ? made.Passkey : null;
    }

    public async Task<Question> AskToUseAsync(HttpContext http, PersonRow person)
    {
        var asked = await handler.MakeRequestOptionsAsync(person, http);
        return new(asked.RequestOptionsJson, Seal(_toUse, person, asked.AssertionState));
    }

    /// <returns>The passkey that signed, and when it was asked to; null where what came is no answer to what was asked.</returns>
    public async Task<(UserPasskeyInfo Passkey, DateTime AskedAt)?> UsedAsync(HttpContext http, PersonRow person, string credential, string state)
    {
        if (Open(_toUse, person, state) is not { } asked)
        {
            return null;
        }

        var used = await handler.PerformAssertionAsync(new() { HttpContext = http, CredentialJson = credential, AssertionState = asked.State });
        return used.Succeeded ? (used.Passkey, asked.At) : null;
    }

    /// <summary>The name is the configured one, and so is the whole address from which a browser may come; where none is, as in a sandbox, those that were called.</summary>
    public static void Configure(IdentityPasskeyOptions passkeys, IOptions<AuthOptions> auth)
    {
        passkeys.ServerDomain = auth.Value.Issuer?.DnsSafeHost;
        passkeys.ValidateOrigin = context => new(
            !context.CrossOrigin && context.Origin == auth.Value.HomeOf(context.HttpContext.Request).GetLeftPart(UriPartial.Authority));
    }

    private string Seal(IDataProtector seal, PersonRow person, string? state) =>
        seal.Protect($"{person.PersonId} {clock.GetUtcNow().UtcTicks.ToString(CultureInfo.InvariantCulture)} {state}");

    private (DateTime At, string State)? Open(IDataProtector seal, PersonRow person, string text)
    {
        try
        {
            var parts = seal.Unprotect(text).Split(' ', 3);
            var at = new DateTime(long.Parse(parts[1], CultureInfo.InvariantCulture), DateTimeKind.Utc);
            return parts[0] == person.PersonId.ToString() && clock.GetUtcNow().UtcDateTime - at <= PasswordProof.Lifetime ? (at, parts[2]) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
