using System.Threading.Channels;
using Aso.Foundation.Messaging;

namespace Aso.Foundation.Tests;

/// <summary>How what waits is taken together.</summary>
public sealed class BatchReaderTests
{
    private static readonly TimeSpan Forever = Timeout.InfiniteTimeSpan;

    [Fact]
    public async Task All_is_taken_once_and_in_order_and_no_batch_begins_an_item_beyond_its_limit()
    {
        var sizes = Enumerable.Range(0, 200).Select(number => number * 7 % 5 + 1).ToList();
        var batches = Reader(sizes, new(Max: 10, BusyFrom: 4, TimeSpan.Zero));

        var taken = new List<int>();
        while (await batches.NextAsync(CancellationToken.None) is { } batch)
        {
            Assert.True(batch.SkipLast(1).Sum() < 10, $"A batch of {string.Join(' ', batch)} is too long.");
            taken.AddRange(batch);
        }

        Assert.Equal(sizes, taken);
    }

    [Fact]
    public async Task What_comes_alone_waits_for_nobody()
    {
        var batches = Reader([1, 1], new(Max: 10, BusyFrom: 3, Forever));

        Assert.Equal([1, 1], await batches.NextAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Under_load_a_batch_waits_for_more_unless_it_is_full()
    {
        using var given = new CancellationTokenSource();
        var channel = Channel.CreateUnbounded<int>();
        var batches = new BatchReader<int>(channel.Reader, size => size, new(Max: 10, BusyFrom: 3, Forever));
        await channel.Writer.WriteAsync(5);

        var full = batches.NextAsync(given.Token);
        Assert.False(full.IsCompleted);
        await channel.Writer.WriteAsync(5);
        await channel.Writer.WriteAsync(5);
        Assert.Equal([5, 5], await full);

        var waiting = batches.NextAsync(given.Token);
        Assert.False(waiting.IsCompleted);
        await given.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Callers_who_return_are_waited_for_until_as_many_are_back_as_were_answered_and_as_were_behind_them()
    {
        var channel = Channel.CreateUnbounded<int>();
        var batches = new BatchReader<int>(channel.Reader, _ => 1, new(Max: 3, BusyFrom: 2, Forever) { CallersReturn = true });
        await SayAsync(1, 2);
        Assert.Equal([1, 2], await batches.NextAsync(CancellationToken.None));

        await SayAsync(3);
        var next = batches.NextAsync(CancellationToken.None);
        await SayAsync(4);
        await TakenAsync(channel);
        await SayAsync(5);
        Assert.Equal([3, 4, 5], await next);

        next = batches.NextAsync(CancellationToken.None);
        await SayAsync(6, 7);
        Assert.False(next.IsCompleted);
        await SayAsync(8);
        Assert.Equal([6, 7, 8], await next);

        async Task SayAsync(params int[] numbers)
        {
            foreach (var number in numbers)
            {
                await channel.Writer.WriteAsync(number);
            }
        }
    }

    [Fact]
    public async Task What_can_wait_is_taken_with_what_cannot_or_when_its_patience_ends()
    {
        var channel = Channel.CreateUnbounded<int>();
        var batches = new BatchReader<int>(channel.Reader, _ => 1, new(Max: 10, BusyFrom: 10, TimeSpan.Zero) { Patience = Forever }, canWait: number => number < 0);
        await channel.Writer.WriteAsync(-1);
        await channel.Writer.WriteAsync(-2);

        var batch = batches.NextAsync(CancellationToken.None);
        Assert.False(batch.IsCompleted);
        await channel.Writer.WriteAsync(3);
        Assert.Equal([-1, -2, 3], await batch);

        await channel.Writer.WriteAsync(4);
        Assert.Equal([4], await batches.NextAsync(CancellationToken.None));

        await channel.Writer.WriteAsync(-5);
        var impatient = new BatchReader<int>(channel.Reader, _ => 1, new(Max: 10, BusyFrom: 10, TimeSpan.Zero) { Patience = TimeSpan.FromMilliseconds(1) }, canWait: _ => true);
        Assert.Equal([-5], await impatient.NextAsync(CancellationToken.None));
    }

    [Fact]
    public async Task What_was_announced_and_went_with_one_batch_is_no_batch_of_its_own()
    {
        var channel = Channel.CreateUnbounded<int>();
        var batches = new BatchReader<int>(
            channel.Reader, _ => 1, new(Max: 10, BusyFrom: 1, TimeSpan.FromMilliseconds(100)) { Patience = TimeSpan.FromMilliseconds(1) }, canWait: number => number < 0);
        await channel.Writer.WriteAsync(-1);
        var first = batches.NextAsync(CancellationToken.None);
        await TakenAsync(channel);
        await channel.Writer.WriteAsync(-2);
        var taken = (await first)!.ToList();
        await channel.Writer.WriteAsync(3);
        while (!taken.Contains(3))
        {
            var next = await batches.NextAsync(CancellationToken.None);
            Assert.NotEmpty(next!);
            taken.AddRange(next!);
        }

        Assert.Equal([-1, -2, 3], taken);
    }

    [Fact]
    public async Task What_waits_when_the_channel_ends_is_still_taken()
    {
        var channel = Channel.CreateUnbounded<int>();
        await channel.Writer.WriteAsync(-1);
        var batches = new BatchReader<int>(channel.Reader, _ => 1, new(Max: 10, BusyFrom: 10, TimeSpan.Zero) { Patience = Forever }, canWait: _ => true);

        var batch = batches.NextAsync(CancellationToken.None);
        channel.Writer.Complete();

        Assert.Equal([-1], await batch);
        Assert.Null(await batches.NextAsync(CancellationToken.None));
    }

    private static async Task TakenAsync(Channel<int> channel)
    {
        while (channel.Reader.Count > 0)
        {
            await Task.Yield();
        }
    }

    private static BatchReader<int> Reader(IEnumerable<int> sizes, BatchLimits limits)
    {
        var channel = Channel.CreateUnbounded<int>();
        foreach (var size in sizes)
        {
            Assert.True(channel.Writer.TryWrite(size));
        }

        channel.Writer.Complete();
        return new(channel.Reader, size => size, limits);
    }
}
