namespace Aso.X12;

/// <summary>What a typed reader reports, one after the other in the order of the file: exactly one of the nested cases.</summary>
/// <remarks>
/// An item counts only when the set, the group and the interchange around it close without errors of their own. Who applies items
/// as they come does so provisionally; who wants only those that count collects them with <c>ReadFileAsync</c>.
/// </remarks>
/// <typeparam name="T">A member or a claim.</typeparam>
public abstract record Reading<T>
    where T : class
{
    private Reading()
    {
    }

    /// <summary>A claim or member without errors of its own.</summary>
    public sealed record Item(T Value) : Reading<T>;

    /// <summary>A claim or member with errors; those around it are not affected.</summary>
    public sealed record Refused(RefusedItem<T> Value) : Reading<T>;

    /// <summary>The transaction set is complete; with errors of its own, all its items are void.</summary>
    public sealed record SetEnd(SetReport Report) : Reading<T>;

    /// <summary>The functional group is complete; with errors of its own, all its items are void.</summary>
    public sealed record GroupEnd(GroupReport Report) : Reading<T>;

    /// <summary>The interchange is complete; with errors of its own, all its items are void.</summary>
    public sealed record InterchangeEnd(InterchangeReport Report) : Reading<T>;

    /// <summary>The end, with what is wrong outside of any interchange.</summary>
    public sealed record FileEnd(IReadOnlyList<X12Error> Errors) : Reading<T>;
}

/// <summary>A claim or member that was refused.</summary>
/// <param name="Reference">Its number as the sender gave it (CLM01, REF*0F), where that could be read. Personal data: for the answer to the sender, not for logs.</param>
/// <param name="Position">Where it starts.</param>
/// <param name="Errors">All that is wrong with it, in order.</param>
public record RefusedItem(string? Reference, Position Position, IReadOnlyList<X12Error> Errors)
{
    public sealed override string ToString() => $"refused at {Position}: {string.Join("; ", Errors)}";
}

/// <inheritdoc/>
/// <typeparam name="T">A member or a claim.</typeparam>
public sealed record RefusedItem<T>(string? Reference, Position Position, IReadOnlyList<X12Error> Errors)
    : RefusedItem(Reference, Position, Errors)
    where T : class
{
    /// <summary>What could be read of it, for an answer that names whom it concerns; what <see cref="RefusedItem.Errors"/> names is empty, zero or absent in it.</summary>
    public required T AsRead { get; init; }
}

/// <summary>What became of one transaction set.</summary>
public sealed record SetReport
{
    public required SetHeader Header { get; init; }

    public required Position Position { get; init; }

    /// <summary>Errors of the set itself; any of them makes the whole set void.</summary>
    public required IReadOnlyList<X12Error> Errors { get; init; }

    /// <summary>Errors of its refused items, as far as <see cref="X12Limits.ErrorsMax"/> goes.</summary>
    public required IReadOnlyList<X12Error> ItemErrors { get; init; }

    /// <summary>What is not as the guide wants it but leaves nothing unclear, so that it was read all the same; as far as <see cref="X12Limits.ErrorsMax"/> goes.</summary>
    public IReadOnlyList<X12Error> Warnings { get; init; } = [];

    public required int Accepted { get; init; }

    public required int Refused { get; init; }

    public bool Stands => Errors.Count == 0;
}

/// <summary>What became of one functional group and its sets.</summary>
public sealed record GroupReport
{
    public required GroupHeader Header { get; init; }

    public required Position Position { get; init; }

    public required IReadOnlyList<X12Error> Errors { get; init; }

    public required IReadOnlyList<SetReport> Sets { get; init; }

    /// <summary>GE01: how many sets the sender says there are; zero when it does not say.</summary>
    public required int StatedSets { get; init; }

    public bool Stands => Errors.Count == 0;
}

/// <summary>What became of one interchange and its groups.</summary>
public sealed record InterchangeReport
{
    public required InterchangeHeader Header { get; init; }

    public required IReadOnlyList<X12Error> Errors { get; init; }

    public required IReadOnlyList<GroupReport> Groups { get; init; }

    public bool Stands => Errors.Count == 0;
}

/// <summary>A whole file, read to its end.</summary>
/// <typeparam name="T">A member or a claim.</typeparam>
public sealed record X12File<T>
    where T : class
{
    /// <summary>The items that count: without errors, and everything around them without errors.</summary>
    public required IReadOnlyList<T> Items { get; init; }

    /// <summary>The items that were refused for errors of their own, also where what is around them is void.</summary>
    public required IReadOnlyList<RefusedItem<T>> Refused { get; init; }

    /// <summary>How many errors are kept of a whole file.</summary>
    public const int ErrorsMax = 100;

    /// <summary>Errors of sets, groups, interchanges and of the file: what they name is void as a whole. The first <see cref="ErrorsMax"/>.</summary>
    public required IReadOnlyList<X12Error> Errors { get; init; }

    /// <summary>How many more there were.</summary>
    public long FurtherErrors { get; init; }

    /// <summary>What is not as the guides want it but was read all the same: tell the sender.</summary>
    public IReadOnlyList<X12Error> Warnings => [.. Interchanges.SelectMany(interchange => interchange.Groups).SelectMany(group => group.Sets).SelectMany(set => set.Warnings)];

    /// <summary>For the acknowledgment.</summary>
    public required IReadOnlyList<InterchangeReport> Interchanges { get; init; }
}
