using System.Text.Json;
using System.Threading.Channels;
using Aso.Contracts;
using Aso.Foundation.Messaging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Aso.Foundation.Tests;

/// <summary>Over RabbitMQ, on PostgreSQL.</summary>
public sealed class DistributedDeliveryTests() : DeliveryTests(new OverABroker())
{
    [Fact]
    public async Task Replicas_share_the_work_and_each_message_is_applied_once_and_in_order()
    {
        using var installation = new OverABroker();
        var settings = await installation.SettingsAsync();
        await using var one = await TwoServices.StartAsync(settings);
        await using var other = await TwoServices.StartAsync(settings);
        Guid[] employers = [.. Enumerable.Range(0, 8).Select(_ => Guid.NewGuid())];

        await Task.WhenAll(employers.Select(async (employer, index) =>
        {
            for (var number = 0; number < 60; number++)
            {
                await ((number + index) % 2 == 0 ? one : other).SayAsync(employer, number);
            }
        }));

        foreach (var employer in employers)
        {
            await one.HeardBecomesAsync(employer, Enumerable.Range(0, 60));
        }

        // Both took part, or nothing was shown.
        Assert.True(one.Applied.Batches > 0 && other.Applied.Batches > 0, $"{one.Applied.Batches} and {other.Applied.Batches} batches");
    }

    [Fact]
    public async Task However_many_replicas_send_the_broker_gets_an_employers_messages_in_sequence()
    {
        const int Count = 400;
        using var installation = new OverABroker();
        var settings = await installation.SettingsAsync();
        await using var one = await TwoServices.StartAsync(settings);
        await using var other = await TwoServices.StartAsync(settings);
        await using var connection = await new ConnectionFactory { Uri = new(settings["ConnectionStrings:rabbitmq"]!) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        var sent = Channel.CreateUnbounded<StreamMessage>();
        var queue = (await channel.QueueDeclareAsync()).QueueName;
        await channel.QueueBindAsync(queue, Topology.ExchangeOf(ServiceNames.Enrollment), "");
        var reader = new AsyncEventingBasicConsumer(channel);
        reader.ReceivedAsync += (_, delivered) =>
        {
            foreach (var message in JsonSerializer.Deserialize(delivered.Body.Span, StreamJson.Default.StreamFrame)!.Messages)
            {
                sent.Writer.TryWrite(message);
            }

            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue, autoAck: true, reader);
        var employer = Guid.NewGuid();

        await Task.WhenAll(SayAsync(one, 0), SayAsync(other, 1));

        await one.Applied.BecomesAsync(() => Task.FromResult(sent.Reader.Count >= Count), $"{Count} messages sent");
        sent.Writer.Complete();
        Assert.Equal(Enumerable.Range(1, Count).Select(number => (long)number), await sent.Reader.ReadAllAsync().Select(message => message.Sequence).ToListAsync());

        async Task SayAsync(TwoServices replica, int first)
        {
            for (var number = first; number < Count; number += 2)
            {
                await replica.SayAsync(employer, number);
            }
        }
    }
}
