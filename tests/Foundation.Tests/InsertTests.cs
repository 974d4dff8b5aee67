using Aso.Foundation.Data;
using Aso.Foundation.Messaging;
using Microsoft.EntityFrameworkCore;

namespace Aso.Foundation.Tests;

/// <summary>New rows that the context does not watch are written as it would have written them.</summary>
public abstract class InsertTests(Installation installation) : IDisposable
{
    private static readonly Guid Employer = Guid.NewGuid();

    public void Dispose()
    {
        installation.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_new_row_is_stored_as_the_model_has_it_with_what_it_holds_at_the_commit()
    {
        await using var services = await TwoServices.StartAsync(await installation.SettingsAsync());
        ParkedMessageRow[] rows = [ParkedRow.Of(Employer, 1, reason: null), ParkedRow.Of(Employer, 2, "Cut off"), ParkedRow.Of(Employer, 3, reason: null)];
        await services.AskListenerAsync(async db =>
        {
            Array.ForEach(rows, db.Insert);
            rows[2].Reason = "Set aside";
            rows[2].State = ParkedState.Poison;
            await db.CommitAsync(CancellationToken.None);
            return true;
        });

        Assert.Equivalent(rows, await StoredAsync(services), strict: true);
    }

    [Fact]
    public async Task What_is_deleted_is_gone_whether_it_was_stored_or_was_to_be()
    {
        await using var services = await TwoServices.StartAsync(await installation.SettingsAsync());
        var stored = ParkedRow.Of(Employer, 1, reason: null);
        await services.AskListenerAsync(async db =>
        {
            db.Insert(stored);
            return await db.SaveChangesAsync();
        });

        var kept = ParkedRow.Of(Employer, 3, reason: null);
        await services.AskListenerAsync(async db =>
        {
            var waiting = ParkedRow.Of(Employer, 2, reason: null);
            db.Insert(waiting);
            db.Insert(kept);
            db.Delete([stored, waiting]);
            await db.CommitAsync(CancellationToken.None);
            return true;
        });

        Assert.Equivalent(new[] { kept }, await StoredAsync(services), strict: true);
    }

    [Fact]
    public async Task A_transaction_that_is_given_up_leaves_no_row_to_the_next()
    {
        await using var services = await TwoServices.StartAsync(await installation.SettingsAsync());
        var next = ParkedRow.Of(Employer, 2, reason: null);
        await services.AskListenerAsync(async db =>
        {
            await db.BeginOuterAsync(CancellationToken.None);
            db.Insert(ParkedRow.Of(Employer, 1, reason: null));
            await db.AbandonAsync();

            db.Insert(next);
            await db.CommitAsync(CancellationToken.None);
            return true;
        });

        Assert.Equivalent(new[] { next }, await StoredAsync(services), strict: true);
    }

    private static Task<List<ParkedMessageRow>> StoredAsync(TwoServices services) =>
        services.AskListenerAsync(db => db.Set<ParkedMessageRow>().AsNoTracking().OrderBy(row => row.Sequence).ToListAsync());
}

public sealed class EmbeddedInsertTests() : InsertTests(new OneProcess());

public sealed class DistributedInsertTests() : InsertTests(new OverABroker());
