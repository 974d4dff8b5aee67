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
