using Aso.Verifier.Reading;

namespace Aso.Verifier.Streams;

/// <summary>How far one service has come with another's messages about one employer, which are numbered 1, 2, 3 … without a gap.</summary>
/// <param name="Said">The last number that the sender has given, in its transaction of what the message tells.</param>
/// <param name="Applied">The last number that the receiver has applied, in its transaction of what follows from it.</param>
internal readonly record struct StreamPosition(string Sender, Guid Book, long Said, long Applied)
{
    /// <summary>Of the sender's facts all have arrived: what the receiver lacks now, it lacks.</summary>
    public bool IsDrained => Applied >= Said;

    public static StreamPosition Read(Snapshot sender, string name, Snapshot receiver, Guid book) => new(
        name, book,
        sender.Number("SELECT last_sequence FROM outbox_stream WHERE employer_id = @book", ("@book", book)),
        AppliedBy(receiver, name, book));

    public static long AppliedBy(Snapshot receiver, string sender, Guid book) =>
        receiver.Number("SELECT last_sequence FROM inbox_cursor WHERE employer_id = @book AND source = @source", ("@book", book), ("@source", sender));
}
