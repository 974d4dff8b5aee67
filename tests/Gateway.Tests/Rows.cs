using Aso.Gateway.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Aso.Gateway.Tests;

/// <summary>What another replica would write.</summary>
internal static class Rows
{
    public static async Task EndSessionAsync(IServiceProvider services, Guid personId)
    {
        var db = services.GetRequiredService<GatewayDb>();
        DateTime? now = DateTime.UtcNow;
        Assert.Equal(1, await db.Sessions.Where(row => row.PersonId == personId && row.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.EndedAt, now)));
    }
}
