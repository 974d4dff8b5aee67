using Aso.Verifier.Reading;
using Aso.Verifier.Reporting;
using Aso.Verifier.Streams;

namespace Aso.Verifier.Checks;

/// <summary>The streams between the services: nothing is applied that was not said, and nothing is set aside as impossible to apply.</summary>
internal sealed class StreamCheck
{
    private const int Poison = 2;

    public CheckResult Streams { get; } = new("streams", "No service has applied more than was said to it, or set a message aside");

    /// <param name="receiver">Read before the sender.</param>
    public StreamPosition Run(Snapshot sender, string senderName, Snapshot receiver, string receiverName, Guid book)
    {
        var position = StreamPosition.Read(sender, senderName, receiver, book);
        Streams.Count();
        if (position.Applied > position.Said)
        {
            Streams.Add(new Place(book), $"{receiverName} of {senderName}", $"at most {position.Said}", position.Applied.ToString(null, null));
        }

        foreach (var row in receiver.Read(
            "SELECT message_id, sequence FROM parked_message WHERE employer_id = @book AND source = @source AND state = @poison",
            ("@book", book), ("@source", senderName), ("@poison", Poison)))
        {
            Streams.Add(new Place(book, row.Id(0)), $"{receiverName} of {senderName}", "applied", $"message {row.Number(1)} set aside");
        }

        return position;
    }
}
