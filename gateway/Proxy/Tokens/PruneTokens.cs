using Aso.Gateway.Store;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;

namespace Aso.Gateway.Tokens;

/// <summary>Once an hour, forgets codes, refresh tokens, authorizations and sessions that can no longer be used.</summary>
internal sealed partial class PruneTokens(IServiceScopeFactory scopes, TimeProvider clock, ILogger<PruneTokens> log) : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromHours(1);

    // Kept for a while after they ended: a second use of a code is a sign of theft, and must be seen as one.
    private static readonly TimeSpan Kept = TimeSpan.FromDays(14);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Between, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await PruneAsync(clock.GetUtcNow() - Kept, stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(log, failure);
            }
        }
    }

    private async Task PruneAsync(DateTimeOffset before, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IOpenIddictTokenManager>().PruneAsync(before, cancel);
        await scope.ServiceProvider.GetRequiredService<IOpenIddictAuthorizationManager>().PruneAsync(before, cancel);
        var db = scope.ServiceProvider.GetRequiredService<GatewayDb>();
        var time = before.UtcDateTime;
        await db.Sessions.Where(row => row.EndsAt < time).ExecuteDeleteAsync(cancel);
        await db.EndedCredentials.Where(row => row.EndedAt < time).ExecuteDeleteAsync(cancel);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Ended tokens could not be pruned; the next hour tries again")]
    private static partial void LogFailed(ILogger log, Exception failure);
}
