using Aso.Foundation.Data;
using Aso.Foundation.Messaging;
using Microsoft.EntityFrameworkCore;

namespace Aso.Foundation.Tests;

/// <summary>Several things asked for at once are what the framework would read one by one.</summary>
public abstract class FetchTests(Installation installation) : IDisposable
{
    private static readonly Guid Employer = Guid.NewGuid();

    public void Dispose()
    {
        installation.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Rows_of_several_tables_come_as_the_model_has_them()
    {
        await using var services = await TwoServices.StartAsync(await installation.SettingsAsync());
        var parked = await services.AskListenerAsync(async db =>
        {
            ParkedMessageRow[] rows = [ParkedRow.Of(Employer, 1, reason: null), ParkedRow.Of(Employer, 2, "Cut off"), ParkedRow.Of(Employer, 3, reason: null)];
            db.AddRange(rows.AsEnumerable());
            await db.MoveBusinessDateAsync(Employer, new(2026, 2, 28), CancellationToken.None);
            await db.SaveChangesAsync();
            return rows;
        });

        await services.AskListenerAsync(async db =>
        {
            var fetch = db.Fetch();
            fetch.Lock("anything", [Employer, Guid.NewGuid()]);
            var two = fetch.Rows<ParkedMessageRow>($"employer_id = {Employer} AND sequence IN {new long[] { 1, 2 }} ORDER BY sequence");
            var none = fetch.Rows<ParkedMessageRow>($"employer_id IN {Array.Empty<Guid>()}");
            var dates = fetch.Rows<BusinessDateRow>($"employer_id IN {new[] { Employer }} AND date BETWEEN {new DateOnly(2026, 2, 28)} AND {new DateOnly(2026, 3, 1)}");
            await fetch.RunAsync(CancellationToken.None);

            Assert.Equivalent(parked[..2], two, strict: true);
            Assert.All(two, row => Assert.Equal(DateTimeKind.Utc, row.ParkedAt.Kind));
            Assert.Empty(none);
            Assert.Equal(new(2026, 2, 28), Assert.Single(dates).Date);
            return true;
        });
    }

    [Fact]
    public async Task A_row_that_is_at_hand_stays_the_one_that_may_have_been_changed()
    {
        await using var services = await TwoServices.StartAsync(await installation.SettingsAsync());
        await services.AskListenerAsync(async db =>
        {
            db.AddRange(ParkedRow.Of(Employer, 1, reason: null), ParkedRow.Of(Employer, 2, reason: null));
            return await db.SaveChangesAsync();
        });

        await services.AskListenerAsync(async db =>
        {
            var atHand = await db.Set<ParkedMessageRow>().SingleAsync(row => row.Sequence == 2);
            atHand.Reason = "Set aside";
            var fetch = db.Fetch();
            var rows = fetch.Tracked<ParkedMessageRow>($"employer_id = {Employer} ORDER BY sequence");
            await fetch.RunAsync(CancellationToken.None);
            Assert.Same(atHand, rows[1]);
            rows[0].Reason = "Set aside, too";
            await db.CommitAsync(CancellationToken.None);
            return true;
        });

        var reasons = await services.AskListenerAsync(db => db.Set<ParkedMessageRow>().OrderBy(row => row.Sequence).Select(row => row.Reason).ToListAsync());
        Assert.Equal(["Set aside, too", "Set aside"], reasons);
    }

    [Fact]
    public async Task A_list_of_values_stands_behind_IN_alone()
    {
        await using var services = await TwoServices.StartAsync(await installation.SettingsAsync());

        await services.AskListenerAsync(db => Task.FromResult(Assert.Throws<ArgumentException>(() =>
        {
            db.Fetch().Rows<ParkedMessageRow>($"employer_id = {new[] { Employer }}");
        })));
    }
}

public sealed class EmbeddedFetchTests() : FetchTests(new OneProcess());

public sealed class DistributedFetchTests() : FetchTests(new OverABroker());
