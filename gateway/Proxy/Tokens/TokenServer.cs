using Aso.Foundation;
using Aso.Gateway.Store;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Core;
using OpenIddict.EntityFrameworkCore.Models;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Aso.Gateway.Tokens;

/// <summary>The embedded issuer of tokens: OpenIddict, told what this platform wants of it.</summary>
internal static class TokenServer
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<SigningKeys>();
        services.AddSingleton<IConfigureOptions<OpenIddictServerOptions>>(provider => provider.GetRequiredService<SigningKeys>());
        services.AddSingleton<IOptionsChangeTokenSource<OpenIddictServerOptions>>(provider => provider.GetRequiredService<SigningKeys>());
        services.AddHostedService(provider => provider.GetRequiredService<SigningKeys>());
        services.AddOptions<OpenIddictServerOptions>().Configure<IOptions<AuthOptions>>(ApplyOptions);
        services.AddOptions<OpenIddict.Server.AspNetCore.OpenIddictServerAspNetCoreOptions>()
            .Configure<IOptions<AuthOptions>, IOptions<SandboxOptions>>((server, tokens, sandbox) =>
                server.DisableTransportSecurityRequirement = !(tokens.Value.RequireHttps ?? !sandbox.Value.Enabled));
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .PostConfigure<SigningKeys, IOptions<AuthOptions>>(ValidateHere);

        services.AddOpenIddict()
            .AddCore(core =>
            {
                core.UseEntityFrameworkCore().UseDbContext<GatewayDb>();
                core.ReplaceApplicationManager<OpenIddictEntityFrameworkCoreApplication, ClientRecords>();
            })
            .AddServer(Describe);
        services.AddScoped(provider =>
            (ClientRecords)provider.GetRequiredService<OpenIddictApplicationManager<OpenIddictEntityFrameworkCoreApplication>>());
    }

    private static void Describe(OpenIddictServerBuilder server)
    {
        server.SetTokenEndpointUris("connect/token")
            .SetAuthorizationEndpointUris("connect/authorize")
            .SetEndSessionEndpointUris("connect/logout")
            .SetRevocationEndpointUris("connect/revoke");

        server.AllowClientCredentialsFlow()
            .AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange()
            .AllowRefreshTokenFlow();
        server.Configure(options => options.CodeChallengeMethods.Remove(OpenIddictConstants.CodeChallengeMethods.Plain));   // one that was seen on its way proves nothing

        server.RegisterScopes([OpenIddictConstants.Scopes.OpenId, OpenIddictConstants.Scopes.OfflineAccess, OpenIddictConstants.Scopes.Profile, .. Scopes.All]);

        // Services validate access tokens with the published keys alone, so these are signed, not sealed.
        server.DisableAccessTokenEncryption();

        // An access token is complete in itself and gone in minutes: a row for each would be written and never read.
        server.AddEventHandler<GenerateTokenContext>(handler => handler
            .UseInlineHandler(context =>
            {
                context.CreateTokenEntry &= context.TokenType is not OpenIddictConstants.TokenTypeIdentifiers.AccessToken;
                return default;
            })
            .SetOrder(OpenIddictServerHandlers.Protection.AttachTokenMetadata.Descriptor.Order - 1));

        PlainText.Require(server);
        // Its addresses are the issuer's own, whatever name it was called by; this one stands before those that are made of the name.
        server.AddEventHandler<HandleConfigurationRequestContext>(handler => handler
            .UseInlineHandler(context =>
            {
                context.Transaction.BaseUri = context.Options.Issuer ?? context.Transaction.BaseUri;
                return default;
            })
            .SetOrder(int.MinValue));

        server.UseAspNetCore()
            .EnableAuthorizationEndpointPassthrough()
            .EnableEndSessionEndpointPassthrough()
            .EnableTokenEndpointPassthrough();
    }

    private static void ApplyOptions(OpenIddictServerOptions server, IOptions<AuthOptions> options)
    {
        var tokens = options.Value;
        server.Issuer = tokens.Issuer;
        server.AccessTokenLifetime = TimeSpan.FromMinutes(tokens.AccessTokenMinutes);
        server.IdentityTokenLifetime = TimeSpan.FromMinutes(tokens.AccessTokenMinutes);
        server.AuthorizationCodeLifetime = TimeSpan.FromMinutes(2);
        server.RefreshTokenLifetime = TimeSpan.FromHours(tokens.SessionHours);
        server.DisableSlidingRefreshTokenExpiration = true;
    }

    // In the process that signs, tokens are checked against the keys in hand: no round trip to its own address, which it may
    // not even know. Without a configured issuer the name in the token is what the client called us; the key proves it ours.
    private static void ValidateHere(JwtBearerOptions bearer, SigningKeys keys, IOptions<AuthOptions> options)
    {
        bearer.ConfigurationManager = keys;
        bearer.TokenValidationParameters.ValidateIssuer = options.Value.Issuer is not null;
        bearer.TokenValidationParameters.ValidIssuer = options.Value.Issuer?.AbsoluteUri;
    }
}
