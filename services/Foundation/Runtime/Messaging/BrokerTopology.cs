using Aso.Contracts;
using Microsoft.Extensions.Hosting;
using RabbitMQ.Client;

namespace Aso.Foundation.Messaging;

/// <summary>Declares every exchange, queue and binding of the catalog, whichever service comes up first: a listener that has never run still gets all that was said.</summary>
internal sealed class BrokerTopology(Uri address) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource _declared = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Declared => _declared.Task;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!_declared.Task.IsCompleted)
        {
            try
            {
                await DeclareAsync(stoppingToken);
                _declared.SetResult();
            }
            catch (Exception) when (!stoppingToken.IsCancellationRequested)
            {
                // Whatever it is, a service must not end for it: its outbox keeps what it says until the broker is there.
                await Task.Delay(Pause, stoppingToken);
            }
        }
    }

    private async Task DeclareAsync(CancellationToken cancel)
    {
        await using var connection = await new ConnectionFactory { Uri = address }.CreateConnectionAsync("aso topology", cancel);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancel);
        var quorum = new Dictionary<string, object?> { ["x-queue-type"] = "quorum" };
        await channel.ExchangeDeclareAsync(Topology.DeadLetters, ExchangeType.Fanout, durable: true, autoDelete: false, cancellationToken: cancel);
        await channel.QueueDeclareAsync(Topology.DeadLetters, durable: true, exclusive: false, autoDelete: false, quorum, cancellationToken: cancel);
        await channel.QueueBindAsync(Topology.DeadLetters, Topology.DeadLetters, "", cancellationToken: cancel);
        foreach (var source in ServiceNames.All)
        {
            await channel.ExchangeDeclareAsync(Topology.ExchangeOf(source), ExchangeType.Fanout, durable: true, autoDelete: false, cancellationToken: cancel);
            foreach (var listener in Topology.ListenersOf(source))
            {
                var queue = Topology.QueueOf(listener);
                await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?>(Topology.QueueArguments), cancellationToken: cancel);
                await channel.QueueBindAsync(queue, Topology.ExchangeOf(source), "", cancellationToken: cancel);
            }
        }
    }
}
