using System.Collections.Immutable;
using System.Text.Json;
using Aso.Foundation;
using Aso.Portal.Session;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Core;
using OpenIddict.EntityFrameworkCore.Models;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Aso.Gateway.Tokens;

/// <summary>The clients, each with its <see cref="Standing"/>; and the portal, which is at home at this very address.</summary>
internal sealed class ClientRecords(
    IOpenIddictApplicationCache<OpenIddictEntityFrameworkCoreApplication> cache,
    ILogger<OpenIddictApplicationManager<OpenIddictEntityFrameworkCoreApplication>> log,
    IOptionsMonitor<OpenIddictCoreOptions> core,
    IOpenIddictApplicationStore<OpenIddictEntityFrameworkCoreApplication> store,
    CurrentRequest current,
    IOptions<AuthOptions> options,
    TimeProvider clock)
    : OpenIddictApplicationManager<OpenIddictEntityFrameworkCoreApplication>(cache, log, core, store)
{
    public const string PortalClientId = "portal";
    public const string PortalSignedIn = "/signin-oidc";
    public const string PortalSignedOut = "/signout-callback-oidc";

    private const string StandingProperty = "aso_standing";
    private const string SessionProperty = "aso_session";
    private const string BlockedProperty = "aso_blocked_at";
    private const string OldSecretProperty = "aso_old_secret";

    /// <summary>A confidential client that speaks for itself, with every scope of its kind.</summary>
    public static OpenIddictApplicationDescriptor ForSystem(string clientId, string secret, string? name, Standing standing)
    {
        var client = new OpenIddictApplicationDescriptor
        {
            ClientId = clientId,
            ClientSecret = secret,
            ClientType = ClientTypes.Confidential,
            DisplayName = name,
            Permissions = { Permissions.Endpoints.Token, Permissions.GrantTypes.ClientCredentials },
            Properties =
            {
                [StandingProperty] = JsonSerializer.SerializeToElement(standing, WireJson.Options),
                [SessionProperty] = JsonSerializer.SerializeToElement(clientId),
            },
        };
        client.Permissions.UnionWith(standing.Scopes.Select(scope => Permissions.Prefixes.Scope + scope));
        return client;
    }

    /// <summary>The portal: signs people in by the code flow. Public, for it needs no secret towards the host that it runs in.</summary>
    public static OpenIddictApplicationDescriptor ForPortal()
    {
        var client = new OpenIddictApplicationDescriptor
        {
            ClientId = PortalClientId,
            ClientType = ClientTypes.Public,
            ConsentType = ConsentTypes.Implicit,
            DisplayName = "Portal",
            Permissions =
            {
                Permissions.Endpoints.Authorization, Permissions.Endpoints.EndSession, Permissions.Endpoints.Token, Permissions.Endpoints.Revocation,
                Permissions.GrantTypes.AuthorizationCode, Permissions.GrantTypes.RefreshToken, Permissions.ResponseTypes.Code,
                Permissions.Scopes.Profile,
            },
            Requirements = { Requirements.Features.ProofKeyForCodeExchange },
        };
        client.Permissions.UnionWith(Foundation.Scopes.All.Select(scope => Permissions.Prefixes.Scope + scope));
        return client;
    }

    /// <summary>Null for a client that speaks only for the people who sign in through it.</summary>
    public async ValueTask<Standing?> StandingOfAsync(OpenIddictEntityFrameworkCoreApplication client, CancellationToken cancel)
    {
        var properties = await GetPropertiesAsync(client, cancel);
        return properties.TryGetValue(StandingProperty, out var standing)
            ? standing.Deserialize<Standing>(WireJson.Options)
            : null;
    }

    /// <summary>What the client's tokens come of, named in them: new whenever those in hand shall end.</summary>
    public async ValueTask<string> SessionOfAsync(OpenIddictEntityFrameworkCoreApplication client, CancellationToken cancel)
    {
        var properties = await GetPropertiesAsync(client, cancel);
        return (properties.TryGetValue(SessionProperty, out var session) ? session.GetString() : null) ?? client.ClientId!;
    }

    /// <summary>Null for a client that is not blocked.</summary>
    public async ValueTask<DateTime?> BlockedAtAsync(OpenIddictEntityFrameworkCoreApplication client, CancellationToken cancel)
    {
        var properties = await GetPropertiesAsync(client, cancel);
        return properties.TryGetValue(BlockedProperty, out var at) ? at.GetDateTime() : null;
    }

    /// <summary>Blocks the client and gives it another session.</summary>
    public Task BlockAsync(OpenIddictEntityFrameworkCoreApplication client, CancellationToken cancel) =>
        ChangeAsync(client, properties => WithNewSession(properties).SetItem(BlockedProperty, JsonSerializer.SerializeToElement(clock.GetUtcNow().UtcDateTime)), cancel);

    public Task UnblockAsync(OpenIddictEntityFrameworkCoreApplication client, CancellationToken cancel) =>
        ChangeAsync(client, properties => properties.Remove(BlockedProperty), cancel);

    /// <summary>Gives the client another secret.</summary>
    /// <param name="oldUntil">Until when the one in use is taken as well; null ends it now, and gives the client another session.</param>
    public async Task ReplaceSecretAsync(
        OpenIddictEntityFrameworkCoreApplication client, string secret, DateTime? oldUntil, CancellationToken cancel)
    {
        var old = oldUntil is { } until && client.ClientSecret is { } hash ? JsonSerializer.SerializeToElement(new OldSecret(hash, until)) : (JsonElement?)null;
        var properties = await GetPropertiesAsync(client, cancel);
        await Store.SetPropertiesAsync(client, old is { } kept ? properties.SetItem(OldSecretProperty, kept) : WithNewSession(properties).Remove(OldSecretProperty), cancel);
        await UpdateAsync(client, secret, cancel);
    }

    /// <summary>The secret in force, or the one before it while the two overlap.</summary>
    public override async ValueTask<bool> ValidateClientSecretAsync(
        OpenIddictEntityFrameworkCoreApplication application, string secret, CancellationToken cancellationToken = default)
    {
        if (await base.ValidateClientSecretAsync(application, secret, cancellationToken))
        {
            return true;
        }

        var properties = await GetPropertiesAsync(application, cancellationToken);
        return properties.TryGetValue(OldSecretProperty, out var kept) && kept.Deserialize<OldSecret>() is { } old
            && old.Until > clock.GetUtcNow().UtcDateTime
            && await ValidateClientSecretAsync(secret, old.Hash, cancellationToken);
    }

    public override async ValueTask<bool> ValidateRedirectUriAsync(
        OpenIddictEntityFrameworkCoreApplication application, string uri, CancellationToken cancellationToken = default) =>
        await IsPortalAtHomeAsync(application, uri, PortalSignedIn, cancellationToken)
        || await base.ValidateRedirectUriAsync(application, uri, cancellationToken);

    public override async ValueTask<bool> ValidatePostLogoutRedirectUriAsync(
        OpenIddictEntityFrameworkCoreApplication application, string uri, CancellationToken cancellationToken = default) =>
        await IsPortalAtHomeAsync(application, uri, PortalSignedOut, cancellationToken)
        || await base.ValidatePostLogoutRedirectUriAsync(application, uri, cancellationToken);

    private async Task ChangeAsync(
        OpenIddictEntityFrameworkCoreApplication client,
        Func<ImmutableDictionary<string, JsonElement>, ImmutableDictionary<string, JsonElement>> change, CancellationToken cancel)
    {
        await Store.SetPropertiesAsync(client, change(await GetPropertiesAsync(client, cancel)), cancel);
        await UpdateAsync(client, cancel);
    }

    private static ImmutableDictionary<string, JsonElement> WithNewSession(ImmutableDictionary<string, JsonElement> properties) =>
        properties.SetItem(SessionProperty, JsonSerializer.SerializeToElement(Guid.NewGuid().ToString()));

    private sealed record OldSecret(string Hash, DateTime Until);

    // The portal shares this host's address, which in a sandbox is whatever --urls said: it cannot be listed beforehand.
    private async ValueTask<bool> IsPortalAtHomeAsync(
        OpenIddictEntityFrameworkCoreApplication client, string uri, string path, CancellationToken cancel)
    {
        if (await GetClientIdAsync(client, cancel) != PortalClientId || current.Value is not { } request)
        {
            return false;
        }

        return Uri.TryCreate(uri, UriKind.Absolute, out var target) && target == new Uri(options.Value.HomeOf(request), path.TrimStart('/'));
    }
}
