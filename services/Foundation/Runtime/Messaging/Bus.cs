using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;

namespace Aso.Foundation.Messaging;

/// <summary>The bus, set up once for every service: RabbitMQ by <c>ConnectionStrings:rabbitmq</c>, otherwise within the process.</summary>
public static class Bus
{
    /// <summary>Frames in flight to one service. A full one holds a batch of messages: of those that wait for the database not too many are in memory.</summary>
    private const int Prefetch = 128;

    public static IServiceCollection AddAsoBus(this IServiceCollection services, IConfiguration configuration, Action<IBusRegistrationConfigurator> consumers)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddSingleton<AppliedMarks>();
        services.AddSingleton(provider => new StreamPublisher(
            provider.GetRequiredService<IBus>(), provider.GetRequiredService<IBusControl>(), provider.GetService<BrokerTopology>()));
        services.Configure<MassTransitHostOptions>(options =>
        {
            options.WaitUntilStarted = false;
            options.StopTimeout = TimeSpan.FromSeconds(25);
        });
        services.AddMassTransit(bus =>
        {
            // The library reports its use to its makers unless told not to; an administrator's installation reports to nobody.
            bus.DisableUsageTelemetry();
            consumers(bus);
            if (configuration.GetConnectionString("rabbitmq") is { Length: > 0 } address)
            {
                services.AddSingleton(new BrokerTopology(new Uri(address)));
                services.AddHostedService(provider => provider.GetRequiredService<BrokerTopology>());
                bus.UsingRabbitMq((context, broker) => OverRabbitMq(context, broker, new Uri(address)));
            }
            else
            {
                bus.UsingInMemory((context, broker) => InProcess(context, broker));
            }
        });
        return services;
    }

    /// <summary>The consumer behind a service's inbox, on a queue of its own bound to every source that it hears.</summary>
    public static void AddInboxConsumer<TDb>(this IBusRegistrationConfigurator bus, string service)
        where TDb : ServiceDb
    {
        ArgumentNullException.ThrowIfNull(bus);
        bus.AddSingleton(new InboxEndpoint(service, typeof(InboxConsumer<TDb>)));
        bus.AddConsumer<InboxConsumer<TDb>>().ExcludeFromConfigureEndpoints();
    }

    private static void OverRabbitMq(IBusRegistrationContext context, IRabbitMqBusFactoryConfigurator broker, Uri address)
    {
        broker.Host(address);
        broker.UseRawJsonSerializer(RawSerializerOptions.Default);
        SourceGenerated(broker);
        broker.PublishTopology.BrokerTopologyOptions = PublishBrokerTopologyOptions.MaintainHierarchy;
        foreach (var endpoint in context.GetServices<InboxEndpoint>())
        {
            broker.ReceiveEndpoint(Topology.QueueOf(endpoint.Service), queue =>
            {
                queue.ConfigureConsumeTopology = false;
                queue.PublishFaults = false;
                queue.PrefetchCount = Prefetch;
                queue.ConcurrentMessageLimit = Prefetch;
                foreach (var (name, value) in Topology.QueueArguments)
                {
                    queue.SetQueueArgument(name, value!);
                }

                foreach (var source in Topology.SourcesOf(endpoint.Service))
                {
                    queue.Bind(Topology.ExchangeOf(source), exchange => exchange.ExchangeType = ExchangeType.Fanout);
                }

                queue.ConfigureConsumer(context, endpoint.Consumer);
            });
        }
    }

    private static void InProcess(IBusRegistrationContext context, IInMemoryBusFactoryConfigurator broker)
    {
        broker.UseRawJsonSerializer(RawSerializerOptions.Default);
        SourceGenerated(broker);
        foreach (var endpoint in context.GetServices<InboxEndpoint>())
        {
            broker.ReceiveEndpoint(Topology.QueueOf(endpoint.Service), queue =>
            {
                queue.ConfigureConsumeTopology = false;
                queue.PublishFaults = false;
                queue.PrefetchCount = Prefetch;
                queue.ConcurrentMessageLimit = Prefetch;
                foreach (var source in Topology.SourcesOf(endpoint.Service))
                {
                    queue.Bind(Topology.ExchangeOf(source), MassTransit.Transports.Fabric.ExchangeType.FanOut);
                }

                queue.ConfigureConsumer(context, endpoint.Consumer);
            });
        }
    }

    private static void SourceGenerated(IBusFactoryConfigurator broker) =>
        broker.ConfigureJsonSerializerOptions(options =>
        {
            options.WriteIndented = false;
            options.TypeInfoResolverChain.Insert(0, StreamJson.Default);
            return options;
        });
}

internal sealed record InboxEndpoint(string Service, Type Consumer);

/// <summary>Hands each frame to the inbox and acknowledges it when the receipt of all that it holds is committed.</summary>
internal sealed class InboxConsumer<TDb>(InboxBatches<TDb> batches) : IConsumer<StreamFrame>
    where TDb : ServiceDb
{
    public Task Consume(ConsumeContext<StreamFrame> context) => batches.DeliverAsync(context.Message.Messages, context.CancellationToken);
}
