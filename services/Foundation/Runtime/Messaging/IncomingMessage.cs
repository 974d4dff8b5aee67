using Aso.Foundation.Messaging;
using System.Diagnostics;
using System.Text.Json;
using Aso.Contracts;
using Aso.Foundation.Telemetry;

namespace Aso.Foundation;

/// <summary>What a service does with what it hears: one switch over every kind of message, one transaction around it.</summary>
public interface IInbox<in TDb>
    where TDb : ServiceDb
{
    /// <summary>Applies messages about one employer, in order, each once. The caller commits.</summary>
    /// <remarks>A throw applies none of them; they are then tried in smaller parts until the one that cannot be applied stands alone and is parked.</remarks>
    Task ApplyAsync(TDb db, Guid employerId, IReadOnlyList<IncomingMessage> messages, CancellationToken cancel);
}

/// <summary>A message whose turn has come.</summary>
public sealed class IncomingMessage
{
    private readonly string _kind;
    private readonly string? _traceparent;

    public IncomingMessage(string source, long sequence, Guid messageId, object body, string? traceparent = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        Source = source;
        Sequence = sequence;
        MessageId = messageId;
        Body = body;
        _kind = MessageCatalog.Of(body.GetType()).Name;
        _traceparent = traceparent;
    }

    public string Source { get; }

    public long Sequence { get; }

    public Guid MessageId { get; }

    /// <summary>The contract's record.</summary>
    public object Body { get; }

    /// <summary>Makes the message's trace the current one until disposed: what is enqueued meanwhile belongs to it.</summary>
    public IDisposable Activate()
    {
        ActivityContext.TryParse(_traceparent, null, isRemote: true, out var parent);
        var span = AsoTelemetry.Source.StartActivity($"apply {_kind}", ActivityKind.Consumer, parent);
        span?.SetTag("messaging.message.id", MessageId);
        span?.SetTag("aso.stream.sequence", Sequence);
        return (IDisposable?)span ?? Untraced.Instance;
    }

    /// <exception cref="JsonException">The body is not what its kind says.</exception>
    /// <exception cref="NotSupportedException">This release does not know the kind.</exception>
    internal static IncomingMessage Read(StreamMessage message)
    {
        var kind = MessageCatalog.Find(message.Kind) ?? throw new NotSupportedException($"No message of kind {message.Kind} is known.");
        var body = JsonSerializer.Deserialize(message.Body.Utf8.Span, MessageCatalog.JsonOf(kind)) ?? throw new JsonException("The body is null.");
        return new(message.Source, message.Sequence, message.MessageId, body, message.Traceparent);
    }

    private sealed class Untraced : IDisposable
    {
        public static readonly Untraced Instance = new();

        public void Dispose()
        {
            // Nobody listens to the trace.
        }
    }
}
