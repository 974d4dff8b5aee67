using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;

namespace Aso.Portal.Session;

/// <summary>The person on whose behalf a page works, in the page's first request and in the circuit after it.</summary>
internal sealed class SignedIn(AuthenticationStateProvider authentication, Sessions sessions)
{
    public async Task<ClaimsPrincipal> PersonAsync() => (await authentication.GetAuthenticationStateAsync()).User;

    public async Task<PersonKind> KindAsync() => (await PersonAsync()).Kind();

    /// <summary>The one employer that the person may see; null for the administrator's staff.</summary>
    public async Task<Guid?> EmployerAsync() =>
        Guid.TryParse((await PersonAsync()).FindFirstValue("employer_id"), CultureInfo.InvariantCulture, out var employer) ? employer : null;

    /// <summary>Ends the session here, because the platform takes its tokens no longer: the next page signs in again.</summary>
    public async Task ForgetAsync() => sessions.Close(await PersonAsync());

    /// <summary>What a request to the API needs; null when the session is over.</summary>
    public async Task<Sessions.Access?> AccessAsync(CancellationToken cancel) =>
        await sessions.AccessAsync(await PersonAsync(), cancel);
}
