using System.Globalization;

namespace Aso.X12;

/// <summary>What is wrong, where, and what to do about it. Never holds data of the file, so it may be logged and sent back.</summary>
public sealed record X12Error
{
    public required X12ErrorCode Code { get; init; }

    public required Position Position { get; init; }

    /// <summary>The segment concerned, or the one that is missing: <c>CLM</c>. Empty when none can be named.</summary>
    public string SegmentId { get; init; } = "";

    /// <summary>Which of several uses of a segment is meant: <c>0F</c> for the REF segment with the subscriber's number.</summary>
    public string? Qualifier { get; init; }

    /// <summary>The loop of the implementation guide, where known: <c>2300</c>.</summary>
    public string? Loop { get; init; }

    /// <summary>The place in the words of the standard: <c>CLM05-3</c>, <c>REF*0F</c>, <c>SE</c>.</summary>
    public string Field => Position switch
    {
        { Component: > 0 } => string.Create(CultureInfo.InvariantCulture, $"{SegmentId}{Position.Element:00}-{Position.Component}"),
        { Element: > 0 } => string.Create(CultureInfo.InvariantCulture, $"{SegmentId}{Position.Element:00}"),
        _ => Qualifier is null ? SegmentId : $"{SegmentId}*{Qualifier}",
    };

    /// <summary>What is wrong and how to mend it, as a sentence about <see cref="Field"/>.</summary>
    public string Detail => Code.Detail;

    public override string ToString() => $"{Code}: {Field} {Detail} ({Position})";
}

/// <summary>An X12 document cannot be written as asked, or was required to be without errors and is not.</summary>
/// <remarks>The readers report errors as values; this is the only exception that this library throws about a document.</remarks>
public sealed class X12Exception(X12Error error) : Exception(error.ToString())
{
    public X12Error Error { get; } = error;
}
