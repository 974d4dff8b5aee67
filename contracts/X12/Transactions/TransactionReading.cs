using System.Runtime.CompilerServices;

namespace Aso.X12;

/// <summary>Understands the segments of one kind of transaction set. One instance reads a file, set after set.</summary>
/// <typeparam name="T">A member or a claim.</typeparam>
internal interface ISetParser<T>
    where T : class
{
    /// <summary>Null when sets of this kind are read here, else why not.</summary>
    X12ErrorCode? Refusal(SetHeader set);

    void Start(SetHeader set, Position position, ErrorScope scope, ItemQueue<T> items);

    /// <param name="segment">Any segment between ST and SE.</param>
    /// <param name="fault">What is malformed in the segment itself.</param>
    void Take(Segment segment, Position position, X12Error? fault);

    /// <summary>SE is reached: what is still open is complete.</summary>
    void End();
}

/// <summary>The items that a parser has completed and nobody has taken yet, and how many there were in this set.</summary>
internal sealed class ItemQueue<T>
    where T : class
{
    private readonly Queue<Reading<T>> _ready = new();

    public int Accepted { get; private set; }

    public int Refused { get; private set; }

    public void Accept(T item)
    {
        _ready.Enqueue(new Reading<T>.Item(item));
        Accepted++;
    }

    public void Refuse(string? reference, Position position, IReadOnlyList<X12Error> errors, T asRead)
    {
        _ready.Enqueue(new Reading<T>.Refused(new(reference, position, errors) { AsRead = asRead }));
        Refused++;
    }

    public bool TryTake(out Reading<T> reading) => _ready.TryDequeue(out reading!);
}

/// <summary>Reads whole files with a parser for their transaction sets: the part that all typed readers share.</summary>
internal static class TransactionReading
{
    public static async IAsyncEnumerable<Reading<T>> ReadAsync<T>(
        Stream stream, X12Limits limits, ISetParser<T> parser, [EnumeratorCancellation] CancellationToken cancel)
        where T : class
    {
        using var reader = new X12Reader(stream, limits);
        var reading = new FileReading<T>(reader, parser);
        while (true)
        {
            var token = await reader.ReadAsync(cancel).ConfigureAwait(false);
            if (token == X12Token.Segment)
            {
                reading.TakeSegment();
            }
            else
            {
                reading.TakeEnvelope(token);
            }

            while (reading.TryTake(out var item))
            {
                yield return item;
            }

            if (token == X12Token.End)
            {
                yield break;
            }
        }
    }

    /// <summary>Reads all of it, and drops the items whose set, group or interchange turned out to be void.</summary>
    public static async Task<X12File<T>> CollectAsync<T>(IAsyncEnumerable<Reading<T>> readings)
        where T : class
    {
        var items = new List<T>();
        var refused = new List<RefusedItem<T>>();
        var errors = new List<X12Error>();
        var further = 0L;
        var interchanges = new List<InterchangeReport>();
        var (setStart, groupStart, interchangeStart) = (0, 0, 0);
        await foreach (var reading in readings.ConfigureAwait(false))
        {
            switch (reading)
            {
                case Reading<T>.Item item:
                    items.Add(item.Value);
                    break;
                case Reading<T>.Refused item:
                    refused.Add(item.Value);
                    break;
                case Reading<T>.SetEnd set:
                    setStart = Keep(setStart, set.Report.Errors);
                    break;
                case Reading<T>.GroupEnd group:
                    groupStart = setStart = Keep(groupStart, group.Report.Errors);
                    break;
                case Reading<T>.InterchangeEnd interchange:
                    interchangeStart = groupStart = setStart = Keep(interchangeStart, interchange.Report.Errors);
                    interchanges.Add(interchange.Report);
                    break;
                case Reading<T>.FileEnd file:
                    Note(file.Errors);
                    break;
            }
        }

        return new() { Items = items, Refused = refused, Errors = errors, FurtherErrors = further, Interchanges = interchanges };

        int Keep(int start, IReadOnlyList<X12Error> envelopeErrors)
        {
            Note(envelopeErrors);
            if (envelopeErrors.Count > 0)
            {
                items.RemoveRange(start, items.Count - start);
            }

            return items.Count;
        }

        // A file of many broken sets has errors without end; the sets themselves tell theirs.
        void Note(IReadOnlyList<X12Error> more)
        {
            var kept = Math.Min(more.Count, X12File<T>.ErrorsMax - errors.Count);
            errors.AddRange(more.Take(kept));
            further += more.Count - kept;
        }
    }
}
