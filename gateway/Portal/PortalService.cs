using Aso.Portal.Api;
using Aso.Portal.Pages.ClaimDetail;
using Aso.Portal.Session;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Hosting.StaticWebAssets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Aso.Portal;

/// <summary>The whole of the portal in one page: what it needs and what it serves.</summary>
public static class PortalService
{
    /// <summary>Adds the pages, the sign-in and the client of the public API.</summary>
    /// <remarks>Sets no default authentication scheme: the host's API keeps its own.</remarks>
    public static IServiceCollection AddPortal(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PortalOptions>()
            .Bind(configuration.GetSection(PortalOptions.Section))
            .Configure(portal => portal.Authority ??= ProviderElsewhere(configuration));

        PageProblems.Add(services);
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddCascadingAuthenticationState();
        services.TryAddSingleton<CurrentRequest>();
        services.AddMemoryCache();
        services.TryAddSingleton(TimeProvider.System);

        services.AddSingleton<OwnAddress>();
        services.AddTransient<OwnAddressHandler>();
        services.AddHttpClient(HttpClientNames.Api).AddHttpMessageHandler<OwnAddressHandler>();
        services.AddHttpClient(HttpClientNames.TokenServer).ConfigureAdditionalHttpMessageHandlers((handlers, provider) =>
        {
            // A provider elsewhere is reached under its own name.
            if (provider.GetRequiredService<IOptions<PortalOptions>>().Value.Authority is null)
            {
                handlers.Add(provider.GetRequiredService<OwnAddressHandler>());
            }
        });

        services.AddSignIn();
        services.AddScoped<SignedIn>();
        services.AddScoped<PlatformApi>();
        return services;
    }

    /// <summary>Serves the pages at <c>/</c>, with sign-in and sign-out.</summary>
    public static WebApplication MapPortal(this WebApplication app)
    {
        // From a build's output the scripts and styles lie in the packages; from a published folder this changes nothing.
        StaticWebAssetsLoader.UseStaticWebAssets(app.Environment, app.Configuration);

        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapGet("/favicon.ico", () => TypedResults.Redirect("/_content/Aso.Portal/icon.svg", permanent: true)).AllowAnonymous().ExcludeFromDescription();
        app.MapSignOut();
        NoticeOfDenial.Map(app);
        app.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(circuit => circuit.ContentSecurityFrameAncestorsPolicy = null)   // our own says more
            .RequireAuthorization(new AuthorizeAttribute { AuthenticationSchemes = SignIn.Scheme })
            .WithPageSecurity();
        return app;
    }

    /// <summary>The provider that the whole platform trusts, unless the host that the portal stands in is it.</summary>
    private static Uri? ProviderElsewhere(IConfiguration configuration) =>
        string.Equals(configuration["Auth:Mode"], "External", StringComparison.OrdinalIgnoreCase)
            ? configuration.GetValue<Uri>("Auth:Authority")
            : null;
}
