namespace Aso.Primitives;

/// <summary>Texts that people take for the same: they differ in blanks around them, in case, or in signs that look alike to Unicode (NFKC) only.</summary>
public static class Likeness
{
    public static bool AreAlike(string one, string other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return Fold(one) == Fold(other);
    }

    /// <summary>The same for all texts that are alike; for comparing, not for showing.</summary>
    public static string Fold(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Folding.Fold(text).Trim();
    }
}
