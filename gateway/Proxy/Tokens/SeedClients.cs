using Aso.Foundation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;

namespace Aso.Gateway.Tokens;

/// <summary>Keeps the clients that come from the configuration in step with it, at every start: the administrator's and the portal.</summary>
internal sealed class SeedClients(IServiceScopeFactory scopes, IOptions<AuthOptions> options) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var administrator = options.Value.Administrator;
        await KeepAsync(
            ClientRecords.ForSystem(administrator.ClientId!, administrator.Secret!, "Administrator", new(CallerKind.Administrator)),
            cancellationToken);
        await KeepAsync(ClientRecords.ForPortal(), cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task KeepAsync(OpenIddictApplicationDescriptor wanted, CancellationToken cancel)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var clients = scope.ServiceProvider.GetRequiredService<ClientRecords>();
            if (await clients.FindByClientIdAsync(wanted.ClientId!, cancel) is { } known)
            {
                await clients.UpdateAsync(known, wanted, cancel);
            }
            else
            {
                await clients.CreateAsync(wanted, cancel);
            }
        }
        catch (Exception race) when (race is OpenIddictExceptions.ConcurrencyException or OpenIddictExceptions.ValidationException or DbUpdateException)
        {
            // Another replica, starting now with the same configuration, has just written the same, seen on saving or just before; or the database failed.
            if (!await IsKeptAsync(wanted.ClientId!, cancel))
            {
                throw;
            }
        }
    }

    private async Task<bool> IsKeptAsync(string clientId, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ClientRecords>().FindByClientIdAsync(clientId, cancel) is not null;
    }
}

/// <summary>The administrator's client must come from the configuration; only a sandbox outside production brings its own.</summary>
internal sealed class AdministratorRule(IHostEnvironment environment, IOptions<SandboxOptions> sandbox)
    : IPostConfigureOptions<AuthOptions>, IValidateOptions<AuthOptions>
{
    public const string SandboxClientId = "administrator";
    public const string SandboxSecret = "development-only-secret";

    private const int SecretLengthMin = 24;

    private bool BringsItsOwn => sandbox.Value.Enabled && !environment.IsProduction();

    public void PostConfigure(string? name, AuthOptions options)
    {
        if (BringsItsOwn && options.Administrator is { ClientId: null, Secret: null })
        {
            options.Administrator = new() { ClientId = SandboxClientId, Secret = SandboxSecret };
        }
    }

    public ValidateOptionsResult Validate(string? name, AuthOptions options)
    {
        var (clientId, secret) = (options.Administrator.ClientId, options.Administrator.Secret);
        var failures = new List<string>();
        if (options.Mode == AuthMode.Embedded && string.IsNullOrWhiteSpace(clientId))
        {
            failures.Add("Set Auth:Administrator:ClientId, the first client, which registers all others.");
        }

        if (options.Mode == AuthMode.Embedded && (secret is not { Length: >= SecretLengthMin } || secret == SandboxSecret) && !BringsItsOwn)
        {
            failures.Add($"Set Auth:Administrator:Secret to at least {SecretLengthMin} random characters.");
        }

        if (options.Mode == AuthMode.Embedded && options.Issuer is null && !sandbox.Value.Enabled)
        {
            failures.Add("Set Auth:Issuer to the address under which clients know this gateway.");
        }

        if (options.Issuer is { IsAbsoluteUri: false } or { Scheme: not ("http" or "https") })
        {
            failures.Add("Auth:Issuer must be an absolute http or https address.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
