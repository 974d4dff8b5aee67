using Aso.Foundation.Data;
using Aso.Foundation.Messaging;
using Microsoft.EntityFrameworkCore;

namespace Aso.Foundation.Tests;

/// <summary>Rows that the context does not watch are written as it would have written them.</summary>
public abstract class UnwatchedRowsTests(Installation installation) : IDisposable
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
        await StoreAsync(services, db =>
        {
            Array.ForEach(rows, db.Insert);
            rows[2].Reason = "Set aside";
            rows[2].State = ParkedState.Poison;
        });

        Assert.Equivalent(rows, await StoredAsync(services), strict: true);
    }

    [Fact]
    public async Task A_row_that_is_put_takes_the_place_of_one_with_its_key_however_often_it_is_given()
    {
        await using var services = await TwoServices.StartAsync(await installation.SettingsAsync());
        await StoreAsync(services, db => db.Insert(ParkedRow.Of(Employer, 1, "Cut off")));

        ParkedMessageRow[] put = [ParkedRow.Of(Employer, 1, reason: null), ParkedRow.Of(Employer, 2, reason: null)];
        await StoreAsync(services, db =>
        {
            Array.ForEach(put, db.Put);
            put[0].State = ParkedState.Poison;
            Array.ForEach(put, db.Put);
        });

        Assert.Equivalent(put, await StoredAsync(services), strict: true);
    }

    [Fact]
    public async Task Of_a_row_that_is_inserted_if_new_nothing_remains_where_one_with_its_key_is_there()
    {
        await using var services = await TwoServices.StartAsync(await installation.SettingsAsync());
        ParkedMessageRow[] rows = [ParkedRow.Of(Employer, 1, "Cut off"), ParkedRow.Of(Employer, 2, reason: null)];
        await StoreAsync(services, db => db.Insert(rows[0]));

        await StoreAsync(services, db =>
        {
            db.InsertIfNew(ParkedRow.Of(Employer, 1, reason: null));
            db.InsertIfNew(rows[1]);
        });

        Assert.Equivalent(rows, await StoredAsync(services), strict: true);
    }

    [Fact]
    public async Task What_is_deleted_is_gone_whether_it_was_stored_or_was_to_be()
    {
        await using var services = await TwoServices.StartAsync(await installation.SettingsAsync());
        var stored = ParkedRow.Of(Employer, 1, reason: null);
        await StoreAsync(services, db => db.Insert(stored));

        var kept = ParkedRow.Of(Employer, 3, reason: null);
        await StoreAsync(services, db =>
        {
            var waiting = ParkedRow.Of(Employer, 2, reason: null);
            db.Insert(waiting);
            db.Insert(kept);
            db.Delete([stored, waiting]);
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

    private static Task<bool> StoreAsync(TwoServices services, Action<ServiceDb> queue) => services.AskListenerAsync(async db =>
    {
        queue(db);
        await db.CommitAsync(CancellationToken.None);
        return true;
    });

    private static Task<List<ParkedMessageRow>> StoredAsync(TwoServices services) =>
        services.AskListenerAsync(db => db.Set<ParkedMessageRow>().AsNoTracking().OrderBy(row => row.Sequence).ToListAsync());
}

public sealed class EmbeddedUnwatchedRowsTests() : UnwatchedRowsTests(new OneProcess());

public sealed class DistributedUnwatchedRowsTests() : UnwatchedRowsTests(new OverABroker());
