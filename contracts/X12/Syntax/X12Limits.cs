namespace Aso.X12;

/// <summary>Bounds that keep a reader's memory small whatever it is fed. The defaults are far above what the guides permit.</summary>
public sealed record X12Limits
{
    public static readonly X12Limits Default = new();

    /// <summary>Bytes of one segment, its terminator included. 106 to 1,048,576.</summary>
    public int SegmentBytesMax { get; init; } = 16 * 1024;

    /// <summary>Elements of one segment.</summary>
    public int ElementsMax { get; init; } = 64;

    /// <summary>Functional groups in one interchange.</summary>
    public int GroupsPerInterchangeMax { get; init; } = 1_000;

    /// <summary>Transaction sets in one functional group; their control numbers are kept to find repeated ones.</summary>
    public int SetsPerGroupMax { get; init; } = 100_000;

    /// <summary>Errors kept per transaction set, and per claim or member; the first ones are kept.</summary>
    public int ErrorsMax { get; init; } = 100;

    /// <summary>Repetitions of a loop or segment within one member or claim where the guide sets no smaller bound.</summary>
    public int RepetitionsMax { get; init; } = 999;

    /// <summary>Segments of one payment (835), which is kept whole until its sums are proven; about ten thousand claims, as many as the guide advises, have a fifth of it.</summary>
    public int PaymentSegmentsMax { get; init; } = 1_000_000;
}
