namespace Aso.Portal.Pages.Claims;

/// <summary>What somebody may have meant who types a claim's number. The platform compares numbers exactly; people copy them with blanks and in small letters.</summary>
internal static class ClaimNumbers
{
    /// <summary>As typed, then without blanks, then each in capitals: every form once, in the order in which to try them.</summary>
    public static IReadOnlyList<string> Meant(string typed)
    {
        var trimmed = typed.Trim();
        var joined = string.Concat(trimmed.Where(letter => !char.IsWhiteSpace(letter)));

        // Dots alone would be a step up in an address, not a number.
        return [.. new[] { trimmed, joined, trimmed.ToUpperInvariant(), joined.ToUpperInvariant() }
            .Where(form => form.Trim('.').Length > 0)
            .Distinct(StringComparer.Ordinal)];
    }
}
