using System.Globalization;
using System.Text;
using Aso.Foundation;
using Aso.Primitives;

namespace Aso.Gateway.People;

/// <summary>What may be a user's name, and when two are the same.</summary>
internal static class UserNames
{
    public const int LengthMax = 100;

    // Signs that are counted as letters or marks and yet show nothing: fillers, joiners, selectors of variants.
    private static readonly (int First, int Last)[] Unseen =
        [(0x034F, 0x034F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x2800, 0x2800), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFFA0, 0xFFA0), (0xE0000, 0xE0FFF)];

    /// <summary>As it is shown: without blanks around it, lower case.</summary>
    public static string Shown(string userName) => userName.Trim().ToLowerInvariant();

    /// <summary>As it is compared: the same for all spellings that Unicode holds for one, and whatever the case.</summary>
    public static string KeyOf(string userName) => Folding.Fold(userName.Trim()).Trim();

    /// <summary>Everything that is wrong with a name.</summary>
    public static IEnumerable<Refusal> Check(string? userName)
    {
        var shown = Shown(userName ?? "");
        if (shown.Length is 0 or > LengthMax || KeyOf(shown).Length == 0 || !IsWhole(shown) || shown.EnumerateRunes().Any(IsUnseen))
        {
            yield return new(
                "user-name-invalid", "userName",
                $"Give 1 to {LengthMax} characters that can be seen; no control signs, none without width, none that turn the direction of writing.");
        }
    }

    /// <summary>Whether a text that somebody typed can be anybody's name: the rest need not be looked up.</summary>
    public static bool CanBe(string userName) => !Check(userName).Any();

    // Half of a pair, or what stands in place of bytes that were no text.
    private static bool IsWhole(string text) => !text.EnumerateRunes().Any(rune => rune == Rune.ReplacementChar);

    private static bool IsUnseen(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || Unseen.Any(range => rune.Value >= range.First && rune.Value <= range.Last);
}
