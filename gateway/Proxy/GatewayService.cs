using Aso.Foundation;
using Aso.Gateway.Audit;
using Aso.Gateway.Clients;
using Aso.Gateway.Docs;
using Aso.Gateway.Edge;
using Aso.Gateway.Factors;
using Aso.Gateway.Limits;
using Aso.Gateway.People;
using Aso.Gateway.Routes;
using Aso.Gateway.Sessions;
using Aso.Gateway.Store;
using Aso.Gateway.Tokens;
using Aso.Portal.Session;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Aso.Gateway;

/// <summary>The whole of the gateway in one page: who may come in, how much, and where to.</summary>
/// <remarks>
/// Beside its own process it stands inside the embedded host, which opens the same doors but the last two: there the services'
/// endpoints are in the same process, and nothing is forwarded.
/// </remarks>
public static class GatewayService
{
    public const string Name = "gateway";

    /// <summary>Tokens, clients, people, limits, headers and documentation. After <see cref="ServiceHost.AddAsoDefaults"/>.</summary>
    public static IServiceCollection AddGateway(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.TryAddSingleton<CurrentRequest>();
        services.AddLimits(configuration);
        services.AddSingleton<OpenStreams>();
        services.AddSingleton<KnownHosts>();
        services.PostConfigure<HostFilteringOptions>(framework => framework.AllowedHosts = ["*"]);   // it knows neither the issuer nor health
        services.AddPacking();
        services.AddOptions<DocsOptions>();
        services.AddOptions<DeadlineOptions>().Bind(configuration.GetSection(DeadlineOptions.Section)).ValidateDataAnnotations().ValidateOnStart();

        services.AddOptions<AuthOptions>().Bind(configuration.GetSection(AuthOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<AdministratorRule>();
        services.AddSingleton<IPostConfigureOptions<AuthOptions>>(provider => provider.GetRequiredService<AdministratorRule>());
        services.AddSingleton<IValidateOptions<AuthOptions>>(provider => provider.GetRequiredService<AdministratorRule>());
        if (ModeOf(configuration) == AuthMode.Embedded)
        {
            services.AddOwnDb<GatewayDb, GatewayDbPostgres, GatewayDbSqlite>(Name, configuration);
            TokenServer.Add(services);
            services.AddPeople();
            services.AddFactors();
            services.AddSessions();
            services.AddHostedService<SeedClients>();
            services.AddHostedService<PruneTokens>();
        }

        return services;
    }

    /// <summary>Everything that a request passes before it meets an endpoint, <see cref="ServiceHost.UseAsoDefaults"/> included.</summary>
    public static void UseGateway(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var (limits, attempts) = (app.Services.GetRequiredService<RateLimits>(), app.Services.GetRequiredService<Attempts>());
        var (streamLimit, streams) = (app.Services.GetRequiredService<StreamLimit>(), app.Services.GetRequiredService<OpenStreams>());
        app.UseSecurityHeaders();
        app.UseKnownHosts();
        app.UseReadableCharsets();
        app.UsePacking();
        app.UseCurrentRequest(request => RequestClasses.Of(request) is RequestClass.Page or RequestClass.Token);
        app.UseReadableForms();
        app.Use(next => http => limits.LimitPagesAsync(http, next));
        app.Use(next => http => attempts.LimitAsync(http, next));
        app.UseAsoDefaults();
        app.Use(next => http => limits.LimitCallsAsync(http, next));
        app.Use(next => http => streamLimit.LimitAsync(http, next));
        app.Use(next => http => streams.FollowAsync(http, next));
        app.UseDeadlines();
        ApiDocs.Use(app);
    }

    /// <summary>The gateway's own endpoints.</summary>
    public static void MapGateway(this IEndpointRouteBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        ApiDocs.Map(app);
        if (ModeOf(app.ServiceProvider.GetRequiredService<IConfiguration>()) == AuthMode.External)
        {
            return;
        }

        IssueToken.Map(app);
        Authorize.Map(app);
        SignOut.Map(app);
        SignIn.Map(app);
        SetPassword.Map(app);
        AccountPages.Map(app);
        SecondStep.Map(app);
        FactorPages.Map(app);

        var clients = app.MapGroup("/v1/clients").WithTags("Clients").RequireScope(Scopes.PlatformAdmin);
        RegisterClient.Map(clients);
        ListClients.Map(clients);
        ChangeClient.Map(clients);

        var people = app.MapGroup("/v1/people").WithTags("People").RequireScope(Scopes.PlatformAdmin);
        RegisterPerson.Map(people);
        InvitePerson.Map(people);
        PeopleList.Map(people);
        ChangePerson.Map(people);
        ListSessions.Map(people);
        ResetFactors.Map(people);

        ListAccessEvents.Map(app.MapGroup("/v1/access-log").WithTags("Access log").RequireScope(Scopes.PlatformAdmin));
    }

    /// <summary>Where the services are, for a gateway in a process of its own.</summary>
    /// <exception cref="StartRefusedException">An address of a service is missing or wrong; the message names every one.</exception>
    public static IServiceCollection AddGatewayRoutes(this IServiceCollection services, IConfiguration configuration)
    {
        Forwarding.Add(services, configuration);
        return services.Configure<DocsOptions>(docs =>
        {
            foreach (var (service, _) in Cluster.Services)
            {
                docs.Services.Add(service);
            }
        });
    }

    /// <summary>Forwards the public API to the services.</summary>
    public static void MapGatewayRoutes(this IEndpointRouteBuilder app) => Forwarding.Map(app);

    private static AuthMode ModeOf(IConfiguration configuration) =>
        configuration.GetValue($"{AuthOptions.Section}:{nameof(AuthOptions.Mode)}", AuthMode.Embedded);

    private static void AddLimits(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<LimitOptions>().Bind(configuration.GetSection(LimitOptions.Section))
            .PostConfigure<IOptions<SandboxOptions>>((limits, sandbox) => limits.Complete(sandbox.Value.Enabled))
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<LocalBuckets>();
        services.AddSingleton<RateLimits>();
        services.AddSingleton<Attempts>();
        services.AddSingleton<StreamLimit>();
        if (configuration.GetConnectionString("redis") is { Length: > 0 } redis)
        {
            services.AddSingleton(provider => ActivatorUtilities.CreateInstance<RedisBuckets>(provider, redis));
            services.AddHostedService(provider => provider.GetRequiredService<RedisBuckets>());
        }
    }

    private static void AddSessions(this IServiceCollection services)
    {
        services.AddSingleton<EndedSessions>();
        services.AddSingleton<IEndedSessions>(provider => provider.GetRequiredService<EndedSessions>());
        services.AddHostedService(provider => provider.GetRequiredService<EndedSessions>());
        services.AddScoped<SignedInSessions>();
        services.AddScoped<EndedCredentials>();
        services.AddScoped<AccessLog>();
    }

    private static void AddFactors(this IServiceCollection services)
    {
        services.AddScoped<SecondFactors>();
        services.AddScoped<Passkeys>();
        services.AddScoped<IUserStore<PersonRow>, PasskeyStore>();
        services.AddScoped<IPasskeyHandler<PersonRow>, PasskeyHandler<PersonRow>>();
        services.AddIdentityCore<PersonRow>();
        services.AddSingleton<FactorSeal>();
        services.AddOptions<IdentityPasskeyOptions>().Configure<IOptions<AuthOptions>>(Passkeys.Configure);
        services.AddAuthentication().AddCookie(PasswordProof.Scheme, cookie =>
        {
            cookie.Cookie.Name = PasswordProof.Cookie;
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Strict;
            cookie.ExpireTimeSpan = PasswordProof.Lifetime;
            cookie.SlidingExpiration = false;
        });
    }

    private static void AddPeople(this IServiceCollection services)
    {
        services.AddScoped<Accounts>();
        services.AddSingleton<IPasswordHasher<PersonRow>, PersonPasswords>();
        services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = 210_000);   // OWASP's figure for PBKDF2 with SHA-512
        services.AddAntiforgery();
        services.AddDataProtection().SetApplicationName("aso-gateway");
        services.AddSingleton<IXmlRepository, CookieKeys>();
        services.AddSingleton<CookieSeal>();
        services.AddOptions<KeyManagementOptions>().Configure<IXmlRepository, CookieSeal>((ring, kept, seal) => (ring.XmlRepository, ring.XmlEncryptor) = (kept, seal));
        services.AddAuthentication().AddCookie(SignIn.Scheme, cookie =>
        {
            cookie.LoginPath = SignIn.Path;
            cookie.ReturnUrlParameter = SignIn.ReturnParameter;
            cookie.SlidingExpiration = false;
            cookie.Cookie.Name = "aso-sign-in";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;   // comes along when the portal sends the browser here
            cookie.Events.OnValidatePrincipal = SignIn.RejectEndedAsync;
        });
        services.AddOptions<Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationOptions>(SignIn.Scheme)
            .Configure<IOptions<AuthOptions>>((cookie, tokens) => cookie.ExpireTimeSpan = TimeSpan.FromHours(tokens.Value.SessionHours));
    }
}
