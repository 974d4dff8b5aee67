using System.Threading.Channels;
using Aso.Foundation.Messaging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Aso.Load.Floor;

/// <summary>The frames that wait for a stage. Each is acknowledged once its consequences are committed.</summary>
internal sealed class FrameQueue
{
    private const ushort Prefetch = 256;

    /// <summary>In claims. The wait brings together what the stage before committed one after the other.</summary>
    private static readonly BatchLimits Limits = new(Max: 512, BusyFrom: 32, TimeSpan.FromMilliseconds(5));

    private readonly IChannel _channel;
    private readonly Channel<(ulong Tag, FloorFrame Frame)> _waiting = Channel.CreateUnbounded<(ulong, FloorFrame)>(new() { SingleReader = true, SingleWriter = true });
    private readonly BatchReader<(ulong Tag, FloorFrame Frame)> _batches;
    private ulong _lastTag;

    private FrameQueue(IChannel channel)
    {
        _channel = channel;
        _batches = new(_waiting.Reader, waiting => waiting.Frame.Claims.Length, Limits);
    }

    public static async Task<FrameQueue> OpenAsync(IChannel channel, string name, CancellationToken cancel)
    {
        var queue = new FrameQueue(channel);
        await channel.BasicQosAsync(0, Prefetch, global: false, cancel);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) => queue._waiting.Writer.WriteAsync((delivery.DeliveryTag, FloorFrame.Read(delivery.Body.Span)), CancellationToken.None).AsTask();
        await channel.BasicConsumeAsync(name, autoAck: false, consumer, cancel);
        return queue;
    }

    /// <summary>What waits, at least one frame; valid until the next call.</summary>
    public async Task<IReadOnlyList<FloorFrame>> NextAsync(CancellationToken cancel)
    {
        var taken = await _batches.NextAsync(cancel) ?? throw new OperationCanceledException("The queue is closed.");
        _lastTag = taken[^1].Tag;
        return [.. taken.Select(waiting => waiting.Frame)];
    }

    /// <summary>Acknowledges what was taken last.</summary>
    public ValueTask AcknowledgeAsync(CancellationToken cancel) => _channel.BasicAckAsync(_lastTag, multiple: true, cancel);
}
