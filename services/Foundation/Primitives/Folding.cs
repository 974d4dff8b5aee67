using System.Globalization;
using System.Text;

namespace Aso.Primitives;

/// <summary>Makes one of all spellings that Unicode holds for the same: composed or not, full-width, ligatures, capitals.</summary>
/// <remarks>
/// Two texts are equal after this exactly when they are after NFKC with case folding. The framework's own normalisation does nothing
/// here, for the platform runs without a culture's data (InvariantGlobalization); so the table is brought along.
/// </remarks>
public static class Folding
{
    // Hangul syllables decompose by arithmetic (The Unicode Standard, 3.12).
    private const int SyllableFirst = 0xAC00;
    private const int SyllableCount = 11_172;
    private const int LeadFirst = 0x1100;
    private const int VowelFirst = 0x1161;
    private const int TailFirst = 0x11A7;
    private const int TailCount = 28;
    private const int VowelsTimesTails = 588;

    private static readonly Lazy<(Dictionary<int, Rune[]> Folded, Dictionary<int, int> Classes)> Table = new(Read);

    /// <summary>The same for all spellings; for comparing, not for showing.</summary>
    public static string Fold(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.All(char.IsAscii))
        {
            return text.ToLowerInvariant();
        }

        var runes = text.EnumerateRunes().SelectMany(Decompose).ToList();
        Order(runes);
        var folded = new StringBuilder(text.Length);
        runes.ForEach(rune => folded.Append(rune.ToString()));
        return folded.ToString();
    }

    private static IEnumerable<Rune> Decompose(Rune rune)
    {
        if (rune.IsAscii)
        {
            return [Rune.ToLowerInvariant(rune)];
        }

        var syllable = rune.Value - SyllableFirst;
        if (syllable is >= 0 and < SyllableCount)
        {
            var (lead, vowel, tail) = (LeadFirst + (syllable / VowelsTimesTails), VowelFirst + (syllable % VowelsTimesTails / TailCount), TailFirst + (syllable % TailCount));
            return tail == TailFirst ? [new(lead), new(vowel)] : [new(lead), new(vowel), new(tail)];
        }

        return Table.Value.Folded.TryGetValue(rune.Value, out var folded) ? folded : [rune];
    }

    // Marks on one letter have an order of their own, whichever was typed first; equal ones keep theirs.
    private static void Order(List<Rune> runes)
    {
        for (var at = 1; at < runes.Count; at++)
        {
            for (var place = at; place > 0 && ClassOf(runes[place]) is > 0 and var mark && ClassOf(runes[place - 1]) > mark; place--)
            {
                (runes[place - 1], runes[place]) = (runes[place], runes[place - 1]);
            }
        }
    }

    private static int ClassOf(Rune rune) => Table.Value.Classes.GetValueOrDefault(rune.Value);

    private static (Dictionary<int, Rune[]> Folded, Dictionary<int, int> Classes) Read()
    {
        var (folded, classes) = (new Dictionary<int, Rune[]>(), new Dictionary<int, int>());
        var isClasses = false;
        using var table = new StreamReader(typeof(Folding).Assembly.GetManifestResourceStream("Aso.Primitives.folding.txt")!);
        while (table.ReadLine() is { } line)
        {
            if (line.StartsWith('#'))
            {
                continue;
            }

            var words = line.Split(' ');
            if (line == "@")
            {
                isClasses = true;
            }
            else if (isClasses)
            {
                foreach (var mark in words.Skip(1))
                {
                    classes[Hex(mark)] = int.Parse(words[0], CultureInfo.InvariantCulture);
                }
            }
            else
            {
                folded[Hex(words[0])] = [.. words.Skip(1).Select(word => new Rune(Hex(word)))];
            }
        }

        return (folded, classes);
    }

    private static int Hex(string word) => int.Parse(word, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
