using Aso.Foundation;
using Microsoft.AspNetCore.Authentication;
using OpenIddict.Server.AspNetCore;

namespace Aso.Gateway.Tokens;

/// <summary>Shows the token server those requests alone that may be for it: its look at one costs more than all else that the gateway does.</summary>
internal sealed class TokenServerPaths(CallerHandlers all) : IAuthenticationHandlerProvider
{
    private static readonly Task<IAuthenticationHandler?> Nobody = Task.FromResult<IAuthenticationHandler?>(null);

    /// <summary>After the platform's access, of which it takes the place.</summary>
    public static void Add(IServiceCollection services) => services.AddSingleton<IAuthenticationHandlerProvider, TokenServerPaths>();

    public Task<IAuthenticationHandler?> GetHandlerAsync(HttpContext context, string authenticationScheme) =>
        authenticationScheme == OpenIddictServerAspNetCoreDefaults.AuthenticationScheme && !IsOfTokenServer(context.Request.Path)
            ? Nobody
            : all.GetHandlerAsync(context, authenticationScheme);

    private static bool IsOfTokenServer(PathString path) =>
        path.StartsWithSegments("/connect", StringComparison.OrdinalIgnoreCase) || path.StartsWithSegments("/.well-known", StringComparison.OrdinalIgnoreCase);
}
