using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Aso.Portal.Session;

/// <summary>Sign-in by OpenID Connect (code flow with PKCE), and the cookie that remembers it.</summary>
/// <remarks>No default scheme is set: the API that shares this host has its own.</remarks>
internal static class SignIn
{
    /// <summary>The scheme of the portal's pages: the session cookie.</summary>
    public const string Scheme = "portal";

    private const string ProviderScheme = "portal-provider";

    // What the pages of every kind of person ask for: the provider grants of it what the person's kind allows. offline_access is the refresh token.
    private static readonly string[] Wanted =
        ["openid", "profile", "offline_access", "enrollment:read", "claims:read", "funding:read", "stop-loss:read", "carrier"];

    public static void AddSignIn(this IServiceCollection services)
    {
        services.AddAuthentication()
            .AddCookie(Scheme, cookie =>
            {
                cookie.Cookie.Name = "aso-portal";
                cookie.Cookie.SameSite = SameSiteMode.Lax;
                cookie.ForwardChallenge = ProviderScheme;
                cookie.AccessDeniedPath = "/sign-in-failed";
                cookie.Events.OnValidatePrincipal = RejectUnknownSessionAsync;
            })
            .AddOpenIdConnect(ProviderScheme, static _ => { });
        services.AddOptions<OpenIdConnectOptions>(ProviderScheme)
            .Configure<IOptions<PortalOptions>, IHttpClientFactory, OwnMetadata>(ConfigureProvider);
        services.AddOptions<CookieAuthenticationOptions>(Scheme)
            .Configure<IOptions<PortalOptions>>((cookie, portal) => cookie.ExpireTimeSpan = portal.Value.SessionIdle);
        services.AddSingleton<OwnMetadata>();
        services.AddSingleton<Sessions>();
    }

    public static void MapSignOut(this IEndpointRouteBuilder app) =>
        app.MapPost("/sign-out", SignOutAsync)
            .RequireAuthorization(policy => policy.AddAuthenticationSchemes(Scheme).RequireAuthenticatedUser())
            .DisableAntiforgery()   // checked below: the middleware leaves the verdict to endpoints that read a form
            .WithOrder(-1)          // before the page of the same address, which takes every method
            .ExcludeFromDescription();

    private static async Task<IResult> SignOutAsync(HttpContext http, IAntiforgery antiforgery)
    {
        if (await antiforgery.IsRequestValidAsync(http))
        {
            return TypedResults.SignOut(new AuthenticationProperties { RedirectUri = "/signed-out" }, [Scheme, ProviderScheme]);
        }

        // The page of that address has the button.
        return new RazorComponentResult<App> { StatusCode = StatusCodes.Status400BadRequest };
    }

    private static void ConfigureProvider(
        OpenIdConnectOptions provider, IOptions<PortalOptions> portal, IHttpClientFactory clients, OwnMetadata own)
    {
        if (portal.Value.Authority is { } authority)
        {
            provider.Authority = authority.ToString();
            provider.RequireHttpsMetadata = authority.Scheme == Uri.UriSchemeHttps;
        }
        else
        {
            provider.ConfigurationManager = own;
            provider.RequireHttpsMetadata = false;
            provider.RemoteSignOutPath = default;   // our token server tells nobody to sign people out, and nobody else shall
        }

        provider.Backchannel = clients.CreateClient(HttpClientNames.TokenServer);
        provider.ClientId = portal.Value.ClientId;
        provider.ClientSecret = portal.Value.ClientSecret;
        provider.SignInScheme = Scheme;
        provider.ResponseType = OpenIdConnectResponseType.Code;

        // The answer comes as a plain redirect, so that the cookies of the sign-in may be Lax and work without TLS.
        provider.ResponseMode = OpenIdConnectResponseMode.Query;
        provider.CorrelationCookie.SameSite = SameSiteMode.Lax;
        provider.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        provider.NonceCookie.SameSite = SameSiteMode.Lax;
        provider.NonceCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;

        provider.MapInboundClaims = false;
        provider.TokenValidationParameters.NameClaimType = "name";
        provider.DisableTelemetry = true;
        provider.Scope.Clear();
        foreach (var scope in Wanted)
        {
            provider.Scope.Add(scope);
        }

        provider.Events.OnRedirectToIdentityProvider = SendOnlyVisitorsAsync;
        provider.Events.OnTokenValidated = OpenSessionAsync;
        provider.Events.OnRedirectToIdentityProviderForSignOut = CloseSessionAsync;
        provider.Events.OnRemoteFailure = ToFailurePage;
    }

    /// <summary>Only someone who opens a page is sent to sign in.</summary>
    /// <remarks>A request that a page makes by itself would follow the way there and back unseen, and undo a sign-out.</remarks>
    private static Task SendOnlyVisitorsAsync(RedirectContext context)
    {
        var mode = context.Request.Headers["Sec-Fetch-Mode"].ToString();
        if (!HttpMethods.IsGet(context.Request.Method) || mode is not ("" or "navigate"))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.HandleResponse();
        }

        return Task.CompletedTask;
    }

    private static async Task OpenSessionAsync(TokenValidatedContext context)
    {
        var tokens = context.TokenEndpointResponse;
        if (tokens?.AccessToken is null || context.Principal?.Identity is not ClaimsIdentity identity)
        {
            context.Fail("The provider issued no access token.");
            return;
        }

        var provider = await context.Options.ConfigurationManager!.GetConfigurationAsync(context.HttpContext.RequestAborted);
        var sessions = context.HttpContext.RequestServices.GetRequiredService<Sessions>();
        var id = sessions.Open(tokens, context.Request.PublicAddress(), provider.TokenEndpoint);
        identity.AddClaim(new(Sessions.Claim, id));
    }

    private static async Task CloseSessionAsync(RedirectContext context)
    {
        var sessions = context.HttpContext.RequestServices.GetRequiredService<Sessions>();
        context.ProtocolMessage.ClientId = context.Options.ClientId;   // by it the provider knows where it may send the browser afterwards
        context.ProtocolMessage.IdTokenHint = sessions.IdToken(context.HttpContext.User);
        sessions.Close(context.HttpContext.User);
        var provider = await context.Options.ConfigurationManager!.GetConfigurationAsync(context.HttpContext.RequestAborted);
        if (string.IsNullOrEmpty(provider.EndSessionEndpoint))
        {
            // The provider has no sign-out of its own; ours is done.
            context.Response.Redirect("/signed-out");
            context.HandleResponse();
        }
    }

    private static async Task RejectUnknownSessionAsync(CookieValidatePrincipalContext context)
    {
        var sessions = context.HttpContext.RequestServices.GetRequiredService<Sessions>();
        if (context.Principal is null || !sessions.Knows(context.Principal))
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(Scheme);
        }
    }

    private static Task ToFailurePage(RemoteFailureContext context)
    {
        context.Response.Redirect("/sign-in-failed");
        context.HandleResponse();
        return Task.CompletedTask;
    }
}
