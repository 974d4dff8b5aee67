namespace Aso.X12;

/// <summary>The four characters that structure one interchange; each interchange declares its own in the ISA segment.</summary>
/// <param name="Element">Between elements: the fourth character of the interchange.</param>
/// <param name="Component">Between the components of a composite element: ISA16.</param>
/// <param name="Repetition">Between the repetitions of an element: ISA11.</param>
/// <param name="Segment">Ends a segment: the character after ISA16. Line breaks after it carry no meaning.</param>
public readonly record struct Delimiters(byte Element, byte Component, byte Repetition, byte Segment)
{
    /// <summary>What nearly everybody uses: <c>* : ^ ~</c>.</summary>
    public static readonly Delimiters Usual = new((byte)'*', (byte)':', (byte)'^', (byte)'~');

    private static readonly Delimiters Unprintable = new(0x1D, 0x1F, 0x1E, 0x1C);

    /// <summary>For a file that holds these texts, of printable characters: the usual ones, or unprintable ones where a text has one of those in it.</summary>
    public static Delimiters For(IEnumerable<string> texts) => texts.Any(text => text.AsSpan().ContainsAny("*:^~")) ? Unprintable : Usual;

    /// <summary>Four different characters, none of which can stand in a code, an amount or a date.</summary>
    public bool AreValid =>
        MayDelimit(Element) && MayDelimit(Component) && MayDelimit(Repetition) && MayDelimit(Segment)
        && Element != Component && Element != Repetition && Element != Segment
        && Component != Repetition && Component != Segment && Repetition != Segment;

    internal bool Contains(byte character) =>
        character == Element || character == Component || character == Repetition || character == Segment;

    /// <summary>The text without what cannot be written between these delimiters.</summary>
    internal string Printable(string text)
    {
        var delimiters = this;
        return string.Concat(text.Where(character => character is >= ' ' and < '\x7F' && !delimiters.Contains((byte)character)));
    }

    private static bool MayDelimit(byte character) =>
        character is > 0 and < 0x7F && !char.IsAsciiLetterOrDigit((char)character) && character is not ((byte)' ' or (byte)'.' or (byte)'-');
}
