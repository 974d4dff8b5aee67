using System.Diagnostics.CodeAnalysis;
using Aso.Foundation.Data;
using Aso.Foundation.Messaging;
using Microsoft.EntityFrameworkCore;

namespace Aso.Foundation.Tests;

/// <summary>
/// A connection can break while an answer's rest is thrown away: no statement fails, the transaction and its locks are gone.
/// PostgreSQL alone; SQLite is in this process.
/// </summary>
public sealed class LostConnectionTests : IDisposable
{
    private static readonly Guid Employer = Guid.NewGuid();

    private readonly OverABroker _installation = new();

    public void Dispose() => _installation.Dispose();

    [Fact]
    public async Task What_is_asked_next_fails_as_in_any_outage()
    {
        await using var services = await TwoServices.StartAsync(await _installation.SettingsAsync());

        var failure = await services.AskListenerAsync(async db =>
        {
            await db.LockAsync("claims", Employer, CancellationToken.None);
            await db.Database.GetDbConnection().CloseAsync();
            return await Record.ExceptionAsync(() => db.LockAsync("family", Employer, CancellationToken.None));
        });

        Assert.NotNull(failure);
        Assert.True(Transient.IsOutage(failure), $"{failure}");
    }

    [Fact]
    public async Task What_was_decided_under_a_lock_that_is_gone_is_not_kept()
    {
        await using var services = await TwoServices.StartAsync(await _installation.SettingsAsync());

        var failure = await services.AskListenerAsync(async db =>
        {
            await db.BeginOuterAsync(CancellationToken.None);
            await db.LockAsync("claims", Employer, CancellationToken.None);
            await db.Database.GetDbConnection().CloseAsync();

            // The framework opens another connection, on which nothing is locked.
            await db.Set<ParkedMessageRow>().AsNoTracking().CountAsync();
            db.Insert(ParkedRow.Of(Employer, 1, reason: null));
            return await Record.ExceptionAsync(() => db.CommitOuterAsync(CancellationToken.None));
        });

        Assert.NotNull(failure);
        Assert.True(Transient.IsOutage(failure), $"{failure}");
        Assert.Equal(0, await services.AskListenerAsync(db => db.Set<ParkedMessageRow>().CountAsync()));
    }

    [Fact]
    [SuppressMessage("Usage", "CA2201", Justification = "What the runtime throws is what is judged.")]
    public void A_null_of_the_drivers_own_is_an_outage_and_one_of_ours_a_fault()
    {
        Assert.True(Transient.IsOutage(new NullReferenceException { Source = "Npgsql" }));
        Assert.True(Transient.IsOutage(new InvalidOperationException("A query failed.", new NullReferenceException { Source = "Npgsql" })));
        Assert.False(Transient.IsOutage(new NullReferenceException { Source = "Aso.Claims" }));
    }
}
