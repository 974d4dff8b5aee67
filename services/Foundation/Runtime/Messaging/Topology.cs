using Aso.Contracts;

namespace Aso.Foundation.Messaging;

/// <summary>Names on the broker. One fan-out exchange per source, one queue per service; their versions allow a queue of other arguments beside the old one.</summary>
public static class Topology
{
    /// <summary>Where messages go that the broker gave up delivering: nothing is dropped.</summary>
    public const string DeadLetters = "aso.dead-letters.v1";

    /// <summary>Deliveries of one message before the broker sets it aside; only a crash or a lost connection counts.</summary>
    public const int DeliveryLimit = 50;

    public static string ExchangeOf(string source) => $"aso.{source}.v1";

    public static string QueueOf(string service) => $"aso.{service}.inbox.v1";

    /// <summary>The sources that a service hears, by the message catalog.</summary>
    public static IReadOnlyList<string> SourcesOf(string service) =>
        [.. ServiceNames.All.Where(source => MessageCatalog.All.Any(kind => kind.Publisher == source && kind.Consumers.Contains(service)))];

    /// <summary>The services that hear a source, by the message catalog.</summary>
    public static IReadOnlyList<string> ListenersOf(string source) =>
        [.. ServiceNames.All.Where(service => SourcesOf(service).Contains(source))];

    /// <summary>The arguments of every queue: replicated, bounded redelivery, nothing dropped silently.</summary>
    internal static readonly IReadOnlyDictionary<string, object?> QueueArguments = new Dictionary<string, object?>
    {
        ["x-queue-type"] = "quorum",
        ["x-delivery-limit"] = DeliveryLimit,
        ["x-dead-letter-exchange"] = DeadLetters,
        ["x-dead-letter-strategy"] = "at-least-once",
        ["x-overflow"] = "reject-publish",
    };
}
