using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Aso.Foundation.Messaging;

/// <summary>One message of a service's stream about one employer, as it goes over the bus, alone or in a <see cref="StreamFrame"/>. Plain JSON, its body being the contract's record.</summary>
public sealed record StreamMessage
{
    /// <summary>Never changes on resend.</summary>
    public required Guid MessageId { get; init; }

    /// <summary>The contract's name on the wire, with its version.</summary>
    public required string Kind { get; init; }

    /// <summary>The service that says it.</summary>
    public required string Source { get; init; }

    public required Guid EmployerId { get; init; }

    /// <summary>Gapless from 1 per source and employer: what shows a receiver a duplicate, an early one and a loss.</summary>
    public required long Sequence { get; init; }

    /// <summary>What the sender had applied of other sources' messages about the employer: <c>enrollment=12</c>.</summary>
    public required string After { get; init; }

    /// <summary>W3C trace context of what caused it.</summary>
    public string? Traceparent { get; init; }

    public required RawJson Body { get; init; }
}

/// <summary>A JSON value carried as its UTF-8 bytes: written once by its author, never re-built on the way.</summary>
[JsonConverter(typeof(RawJsonConverter))]
public readonly record struct RawJson(ReadOnlyMemory<byte> Utf8);

internal sealed class RawJsonConverter : JsonConverter<RawJson>
{
    public override RawJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var value = JsonDocument.ParseValue(ref reader);
        return new(JsonMarshal.GetRawUtf8Value(value.RootElement).ToArray());
    }

    public override void Write(Utf8JsonWriter writer, RawJson value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.Utf8.Span, skipInputValidation: true);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StreamMessage))]
[JsonSerializable(typeof(List<StreamMessage>))]
[JsonSerializable(typeof(StreamFrame))]
internal sealed partial class StreamJson : JsonSerializerContext;
