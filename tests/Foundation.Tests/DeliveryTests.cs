using Aso.Contracts;
using Aso.Foundation.Data;
using Aso.Foundation.Messaging;
using Aso.Servers;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Aso.Foundation.Tests;

/// <summary>What is said is heard once and in order, whatever happens on the way. The same sentences on both set-ups.</summary>
public abstract class DeliveryTests(Installation installation) : IDisposable
{
    /// <summary>More than is loaded or applied at once.</summary>
    private const int Many = 1_100;

    private readonly Guid _employer = Guid.NewGuid();
    private readonly Guid _other = Guid.NewGuid();

    private Task<IReadOnlyDictionary<string, string?>> SettingsAsync() => installation.SettingsAsync();

    public void Dispose()
    {
        installation.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_was_committed_is_applied_once_and_in_order()
    {
        await using var platform = await TwoServices.StartAsync(await SettingsAsync());

        for (var first = 0; first < 300; first += 3)
        {
            await platform.SayAsync(_employer, first, first + 1, first + 2);
            await platform.SayAsync(_other, first);
        }

        await BecomesAsync(platform, _employer, Enumerable.Range(0, 300));
        await BecomesAsync(platform, _other, Enumerable.Range(0, 100).Select(number => number * 3));
    }

    [Fact]
    public async Task The_outbox_is_empty_once_everyone_has_applied_it()
    {
        await using var platform = await TwoServices.StartAsync(await SettingsAsync());

        await platform.SayAsync(_employer, 1, 2, 3);
        await BecomesAsync(platform, _employer, [1, 2, 3]);

        // Funding and Stop-Loss, who also hear Enrollment, do not run here: in one process the rows wait for them.
        if ((await SettingsAsync()).ContainsKey("ConnectionStrings:rabbitmq"))
        {
            await platform.Applied.BecomesAsync(
                () => platform.AskSpeakerAsync(async db => !await db.Set<OutboxRow>().AnyAsync()), "an empty outbox");
        }
    }

    [Fact]
    public async Task What_was_rolled_back_is_never_said()
    {
        await using var platform = await TwoServices.StartAsync(await SettingsAsync());
        await using (var scope = platform.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<SpeakerDb>();
            await db.LockAsync("something", _employer, CancellationToken.None);
            db.Enqueue(_employer, TwoServices.Numbered(_employer, 666));
        }

        await platform.SayAsync(_employer, 1);

        await BecomesAsync(platform, _employer, [1]);
    }

    [Fact]
    public async Task A_message_sent_twice_is_applied_once()
    {
        await using var platform = await TwoServices.StartAsync(await SettingsAsync());
        await platform.SayAsync(_employer, 1);
        await BecomesAsync(platform, _employer, [1]);

        await ResendAsync(platform, Message(1, 1), Message(1, 1));
        await platform.SayAsync(_employer, 2);

        await BecomesAsync(platform, _employer, [1, 2]);
    }

    [Fact]
    public async Task A_message_that_comes_early_waits_for_those_before_it()
    {
        await using var platform = await TwoServices.StartAsync(await SettingsAsync());

        await ResendAsync(platform, Message(3, 3), Message(2, 2));
        await platform.Applied.BecomesAsync(async () => await ParkedAsync(platform) == 2, "two messages waiting");
        await ResendAsync(platform, Message(1, 1));

        await BecomesAsync(platform, _employer, [1, 2, 3]);
        Assert.Equal(0, await ParkedAsync(platform));
    }

    [Fact]
    public async Task An_effect_waits_for_its_cause()
    {
        await using var platform = await TwoServices.StartAsync(await SettingsAsync());

        // As if Stop-Loss had said it after applying two messages of Enrollment; Claims does not hear Stop-Loss, so its vector alone counts.
        await ResendAsync(platform, Message(2, 2) with { After = "claims=7" }, Message(1, 1) with { After = "funding=9" });

        await BecomesAsync(platform, _employer, [1, 2]);
    }

    [Fact]
    public async Task Poison_is_set_aside_and_only_its_own_employer_waits()
    {
        await using var platform = await TwoServices.StartAsync(await SettingsAsync());
        platform.Applied.Poison.Add(2);

        await platform.SayAsync(_employer, 1, 2, 3, 4);
        await platform.SayAsync(_other, 7, 8, 9);

        await BecomesAsync(platform, _other, [7, 8, 9]);
        await BecomesAsync(platform, _employer, [1]);
        await platform.Applied.BecomesAsync(async () => await ParkedAsync(platform) == 3, "the poison and the two behind it parked");

        platform.Applied.Poison.Clear();
        await RetryPoisonAsync(platform);

        await BecomesAsync(platform, _employer, [1, 2, 3, 4]);
        Assert.Equal(0, await ParkedAsync(platform));
    }

    [Fact]
    public async Task Sent_again_while_very_many_wait_behind_poison_each_is_still_applied_once()
    {
        await using var platform = await TwoServices.StartAsync(await SettingsAsync());
        platform.Applied.Poison.Add(1);
        await platform.SayAsync(_employer, [.. Enumerable.Range(1, Many)]);
        await platform.Applied.BecomesAsync(async () => await ParkedAsync(platform) == Many, "all of them parked");

        await DeliverAsync(platform, Enumerable.Range(1, Many).Reverse());

        Assert.Equal(1, await platform.AskListenerAsync(db => db.Set<ParkedMessageRow>().CountAsync(row => row.State == ParkedState.Poison)));
        platform.Applied.Poison.Clear();
        await RetryPoisonAsync(platform);
        await BecomesAsync(platform, _employer, Enumerable.Range(1, Many));
        Assert.Equal(0, await ParkedAsync(platform));
    }

    [Fact]
    public async Task When_the_first_comes_last_all_that_waited_for_it_follow_however_many()
    {
        await using var platform = await TwoServices.StartAsync(await SettingsAsync());

        await DeliverAsync(platform, Enumerable.Range(2, Many));
        await DeliverAsync(platform, [1]);

        await BecomesAsync(platform, _employer, Enumerable.Range(1, Many + 1));
        Assert.Equal(0, await ParkedAsync(platform));
    }

    [Fact]
    public async Task Poison_among_many_that_waited_lets_those_before_it_through()
    {
        await using var platform = await TwoServices.StartAsync(await SettingsAsync());
        platform.Applied.Poison.Add(150);

        await DeliverAsync(platform, Enumerable.Range(2, 200));
        await DeliverAsync(platform, [1]);

        await BecomesAsync(platform, _employer, Enumerable.Range(1, 149));
        Assert.Equal(52, await ParkedAsync(platform));
    }

    [Fact]
    public async Task What_still_waits_although_its_turn_has_come_is_applied_at_the_next_start()
    {
        var settings = await SettingsAsync();
        await using (var first = await TwoServices.StartAsync(settings))
        {
            await DeliverAsync(first, [2, 3]);

            // As a process leaves it that ends after the first was given up, before those behind it were applied.
            await first.AskListenerAsync(async db =>
            {
                db.Add(new InboxCursorRow { EmployerId = _employer, Source = ServiceNames.Enrollment, LastSequence = 1 });
                return await db.SaveChangesAsync();
            });
        }

        await using var second = await TwoServices.StartAsync(settings);

        await BecomesAsync(second, _employer, [2, 3]);
    }

    [Fact]
    public async Task What_the_listener_says_in_turn_carries_what_it_had_heard()
    {
        await using var platform = await TwoServices.StartAsync(await SettingsAsync());
        await platform.SayAsync(_employer, 1, 2);
        await BecomesAsync(platform, _employer, [1, 2]);

        var said = await platform.AskListenerAsync(db => db.Set<OutboxStreamRow>().Where(row => row.EmployerId == _employer).Select(row => row.LastSequence).SingleAsync());

        Assert.Equal(2, said);
    }

    [Fact]
    public async Task A_new_process_goes_on_where_the_old_one_stopped()
    {
        var settings = await SettingsAsync();
        await using (var first = await TwoServices.StartAsync(settings))
        {
            first.Applied.Poison.Add(2);
            await first.SayAsync(_employer, 1, 2, 3);
            await BecomesAsync(first, _employer, [1]);
        }

        await using var second = await TwoServices.StartAsync(settings);
        await second.SayAsync(_employer, 4);
        await RetryPoisonAsync(second);

        await BecomesAsync(second, _employer, [1, 2, 3, 4]);
    }

    private StreamMessage Message(long sequence, int number) => new()
    {
        MessageId = Guid.NewGuid(),
        Kind = "enrollment.network-changed.v1",
        Source = ServiceNames.Enrollment,
        EmployerId = _employer,
        Sequence = sequence,
        After = "",
        Body = new(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(
            TwoServices.Numbered(_employer, number), MessageCatalog.JsonOf(MessageCatalog.Find("enrollment.network-changed.v1")!))),
    };

    /// <summary>Hands messages of these numbers to the listener, as the bus does, and waits until each is applied or parked.</summary>
    private Task DeliverAsync(TwoServices platform, IEnumerable<int> numbers)
    {
        var inbox = platform.Services.GetRequiredService<InboxBatches<ListenerDb>>();
        return Task.WhenAll(numbers.Select(number => inbox.DeliverAsync([Message(number, number)], CancellationToken.None)));
    }

    private async Task RetryPoisonAsync(TwoServices platform)
    {
        await platform.AskListenerAsync(db => db.Set<ParkedMessageRow>()
            .Where(row => row.State == ParkedState.Poison).ExecuteUpdateAsync(row => row.SetProperty(r => r.State, ParkedState.Waiting)));
        await platform.Services.GetRequiredService<Inbox<ListenerDb>>().ResumeAsync(_employer, CancellationToken.None);
    }

    private static async Task ResendAsync(TwoServices platform, params StreamMessage[] messages)
    {
        var bus = platform.Services.GetRequiredService<IBus>();
        var exchange = await bus.GetSendEndpoint(new Uri($"exchange:{Topology.ExchangeOf(ServiceNames.Enrollment)}?type=fanout"));
        foreach (var message in messages)
        {
            await exchange.Send(message);
        }
    }

    private static Task<int> ParkedAsync(TwoServices platform) => platform.AskListenerAsync(db => db.Set<ParkedMessageRow>().CountAsync());

    private static Task BecomesAsync(TwoServices platform, Guid employer, IEnumerable<int> numbers) => platform.HeardBecomesAsync(employer, numbers);
}

/// <summary>In one process, on SQLite files.</summary>
public sealed class EmbeddedDeliveryTests() : DeliveryTests(new OneProcess());
