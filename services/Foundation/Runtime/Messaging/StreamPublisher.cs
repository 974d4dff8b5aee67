using System.Collections.Concurrent;
using System.Diagnostics;
using Aso.Foundation.Data;
using MassTransit;

namespace Aso.Foundation.Messaging;

/// <summary>Puts outbox rows on the bus: in order, as many to a frame as it holds, each frame confirmed before the next.</summary>
/// <param name="topology">Null within a process, where queues are there from the start.</param>
internal sealed class StreamPublisher(IBus bus, IBusControl control, BrokerTopology? topology)
{
    /// <summary>Of the bodies: above what a batch of rows usually has, far below what a broker takes.</summary>
    private const int BytesPerFrameMax = 256 << 10;

    private static readonly TimeSpan ConfirmWithin = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, ISendEndpoint> _endpoints = [];

    /// <summary>Waits until the bus is connected, so that no transaction is held open for nothing.</summary>
    public async Task ReadyAsync(CancellationToken cancel)
    {
        if (topology is not null)
        {
            // Before every queue is bound, a fan-out would reach only some of those who must hear.
            await topology.Declared.WaitAsync(cancel);
        }

        while (await control.WaitForHealthStatus(BusHealthStatus.Healthy, TimeSpan.FromSeconds(5)) != BusHealthStatus.Healthy)
        {
            cancel.ThrowIfCancellationRequested();
        }
    }

    /// <param name="rows">At least one.</param>
    /// <returns>The ids of the rows that the broker has confirmed; the others must be sent again.</returns>
    public async Task<IReadOnlyList<long>> SendAsync(string source, OutboxRow[] rows, CancellationToken cancel)
    {
        var endpoint = await EndpointAsync(source);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        deadline.CancelAfter(ConfirmWithin);

        // The trace of each message is in the message; the relay is no part of it.
        var current = Activity.Current;
        Activity.Current = null;
        var confirmed = new List<long>(rows.Length);
        try
        {
            foreach (var frame in Frames(rows))
            {
                await endpoint.Send(ToFrame(source, frame), Confirmed, deadline.Token);
                confirmed.AddRange(frame.Select(row => row.Id));
            }
        }
        catch (Exception) when (!cancel.IsCancellationRequested)
        {
            // Not confirmed, whatever the reason: what follows must not overtake it.
        }
        finally
        {
            Activity.Current = current;
        }

        return confirmed;
    }

    /// <summary>In their order, each as long as it may be; a row too large for a frame with others has one of its own.</summary>
    private static IEnumerable<ArraySegment<OutboxRow>> Frames(OutboxRow[] rows)
    {
        var (start, bytes) = (0, 0);
        for (var index = 0; index < rows.Length; index++)
        {
            bytes += rows[index].Body.Length;
            if (index > start && bytes > BytesPerFrameMax)
            {
                yield return new(rows, start, index - start);
                (start, bytes) = (index, rows[index].Body.Length);
            }
        }

        yield return new(rows, start, rows.Length - start);
    }

    private static void Confirmed(SendContext<StreamFrame> context)
    {
        context.MessageId = context.Message.Messages[0].MessageId;
        context.Durable = true;
        if (context is RabbitMqSendContext rabbit)
        {
            // A message that no queue takes is otherwise confirmed and gone.
            rabbit.Mandatory = true;
        }
    }

    private async Task<ISendEndpoint> EndpointAsync(string source)
    {
        if (!_endpoints.TryGetValue(source, out var endpoint))
        {
            endpoint = await bus.GetSendEndpoint(new Uri($"exchange:{Topology.ExchangeOf(source)}?type=fanout"));
            _endpoints[source] = endpoint;
        }

        return endpoint;
    }

    private static StreamFrame ToFrame(string source, ArraySegment<OutboxRow> rows) => new([.. rows.Select(row => ToMessage(source, row))]);

    private static StreamMessage ToMessage(string source, OutboxRow row) => new()
    {
        MessageId = row.MessageId,
        Kind = row.Kind,
        Source = source,
        EmployerId = row.EmployerId,
        Sequence = row.Sequence,
        After = row.After,
        Traceparent = row.Traceparent,
        Body = new(row.Body),
    };
}
