namespace Aso.DemoData;

/// <summary>When the practices' claims reach the platform: one file a month.</summary>
internal static class ClaimFileDates
{
    private const int DayOfMonth = 27;

    public static readonly DateOnly[] All =
        [.. Enumerable.Range(1, 12).Select(month => new DateOnly(Workforce.YearStart.Year, month, DayOfMonth))];

    /// <summary>The first file on or after <paramref name="date"/>; null where the year is over.</summary>
    public static DateOnly? NextOn(DateOnly date) => Array.Find(All, file => file >= date) is var next && next != default ? next : null;
}
