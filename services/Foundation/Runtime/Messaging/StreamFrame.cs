using System.Text.Json;
using System.Text.Json.Serialization;
using MassTransit;

namespace Aso.Foundation.Messaging;

/// <summary>Messages of one service that travel together: the broker and the bus cost the same for a hundred as for one.</summary>
/// <remarks>
/// On the wire a frame of one is the message itself, one of several <c>{"messages":[…]}</c>. Grouping means nothing: each message
/// keeps its own number, and a frame that comes again is so many duplicates.
/// </remarks>
/// <param name="Messages">At least one.</param>
[MessageUrn("Aso.Foundation.Messaging:StreamMessage")]
[JsonConverter(typeof(StreamFrameConverter))]
public sealed record StreamFrame(IReadOnlyList<StreamMessage> Messages);

internal sealed class StreamFrameConverter : JsonConverter<StreamFrame>
{
    private static readonly JsonEncodedText Messages = JsonEncodedText.Encode("messages");

    public override StreamFrame Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var ahead = reader;
        if (!ahead.Read() || ahead.TokenType != JsonTokenType.PropertyName || !ahead.ValueTextEquals(Messages.EncodedUtf8Bytes))
        {
            return new([ReadMessage(ref reader)]);
        }

        reader.Read();
        reader.Read();
        var messages = JsonSerializer.Deserialize(ref reader, StreamJson.Default.ListStreamMessage);
        reader.Read();
        return messages is { Count: > 0 } && reader.TokenType == JsonTokenType.EndObject ? new(messages) : throw new JsonException("A frame holds messages and nothing else.");
    }

    public override void Write(Utf8JsonWriter writer, StreamFrame value, JsonSerializerOptions options)
    {
        if (value.Messages is [var single])
        {
            JsonSerializer.Serialize(writer, single, StreamJson.Default.StreamMessage);
            return;
        }

        writer.WriteStartObject();
        writer.WriteStartArray(Messages);
        foreach (var message in value.Messages)
        {
            JsonSerializer.Serialize(writer, message, StreamJson.Default.StreamMessage);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static StreamMessage ReadMessage(ref Utf8JsonReader reader) =>
        JsonSerializer.Deserialize(ref reader, StreamJson.Default.StreamMessage) ?? throw new JsonException("A message is null.");
}
