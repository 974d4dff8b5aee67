namespace Aso.Primitives;

/// <summary>Ids that people choose and that stand in addresses: one segment, which must come out as it went in.</summary>
public static class AddressPart
{
    /// <summary>What else an id may not have, as a remedy.</summary>
    public const string Remedy = "Leave out /, \\ and %, and use more than . or .. alone: this stands in addresses.";

    /// <summary>Whether a text of printable ASCII can be addressed.</summary>
    /// <remarks>A slash of either kind ends a segment; a percent sign is read by some on the way and not by others; dots alone lead out of the folder.</remarks>
    public static bool IsSafe(ReadOnlySpan<char> text) => text is not ("." or "..") && !text.ContainsAny('/', '\\', '%');
}
