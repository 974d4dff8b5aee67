using System.Text;
using System.Text.Json;
using Aso.Foundation.Messaging;
using CsCheck;

namespace Aso.Foundation.Tests;

/// <summary>What goes over the bus comes out of it, however many messages travel together.</summary>
public sealed class FrameTests
{
    private static readonly Gen<StreamMessage> Messages =
        from id in Gen.Guid
        from employer in Gen.Guid
        from sequence in Gen.Long[1, long.MaxValue]
        from text in Gen.String
        from traced in Gen.Bool
        select new StreamMessage
        {
            MessageId = id,
            Kind = "claims.claim-adjudicated.v1",
            Source = "claims",
            EmployerId = employer,
            Sequence = sequence,
            After = "enrollment=12",
            Traceparent = traced ? "00-51669573255d753b672f1dffd686a276-0af7651916cd43dd-01" : null,
            Body = new(JsonSerializer.SerializeToUtf8Bytes(new { text })),
        };

    [Fact]
    public void A_frame_is_read_as_it_was_written() =>
        Messages.Array[1, 5].Sample(messages => Assert.Equal(messages.Select(Text), Read(Write(new(messages))).Messages.Select(Text)));

    [Fact]
    public void A_message_that_travels_alone_is_written_as_itself_and_read_as_a_frame_of_one() =>
        Messages.Sample(message =>
        {
            Assert.Equal(Text(message), Write(new([message])));
            Assert.Equal(Text(message), Text(Assert.Single(Read(Text(message)).Messages)));
        });

    [Theory]
    [InlineData("""{"messages":[]}""")]
    [InlineData("""{"messages":null}""")]
    [InlineData("""{"kind":"claims.claim-adjudicated.v1"}""")]
    [InlineData("{}")]
    public void What_is_no_frame_is_refused(string text) => Assert.Throws<JsonException>(() => Read(text));

    private static StreamFrame Read(string text) => JsonSerializer.Deserialize(text, StreamJson.Default.StreamFrame)!;

    private static string Write(StreamFrame frame) => JsonSerializer.Serialize(frame, StreamJson.Default.StreamFrame);

    private static string Text(StreamMessage message) => Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(message, StreamJson.Default.StreamMessage));
}
