using System.Collections.Concurrent;
using System.Diagnostics;
using Aso.Foundation.Data;
using MassTransit;

namespace Aso.Foundation.Messaging;

/// <summary>Puts outbox rows on the bus: in order, many in flight, each confirmed.</summary>
/// <param name="topology">Null within a process, where queues are there from the start.</param>
internal sealed class StreamPublisher(IBus bus, IBusControl control, BrokerTopology? topology)
{
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

    /// <returns>The ids of the rows that the broker has confirmed; the others must be sent again.</returns>
    public async Task<IReadOnlyList<long>> SendAsync(string source, IReadOnlyList<OutboxRow> rows, CancellationToken cancel)
    {
        var endpoint = await EndpointAsync(source);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        deadline.CancelAfter(ConfirmWithin);

        // The trace of each message is in the message; the relay is no part of it.
        var current = Activity.Current;
        Activity.Current = null;
        try
        {
            var sends = new Task[rows.Count];
            for (var index = 0; index < sends.Length; index++)
            {
                sends[index] = endpoint.Send(ToMessage(source, rows[index]), Confirmed, deadline.Token);
            }

            await Task.WhenAll(sends).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            cancel.ThrowIfCancellationRequested();
            return [.. rows.Where((_, index) => sends[index].IsCompletedSuccessfully).Select(row => row.Id)];
        }
        finally
        {
            Activity.Current = current;
        }
    }

    private static void Confirmed(SendContext<StreamMessage> context)
    {
        context.MessageId = context.Message.MessageId;
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
