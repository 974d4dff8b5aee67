namespace Aso.Gateway;

/// <summary>One page of a list.</summary>
/// <param name="Next">What to send as <c>after</c> for the next page; left out on the last.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

internal static class Paging
{
    public const int LimitMax = 500;
    private const int LimitDefault = 100;

    /// <summary>A limit that was left out is 100; one beyond the bounds is the nearest within.</summary>
    public static int Limit(int? asked) => Math.Clamp(asked ?? LimitDefault, 1, LimitMax);

    /// <summary>Of rows read one beyond the limit: the page, and where the next begins.</summary>
    public static Page<T> ToPage<TRow, T>(this List<TRow> rows, int limit, Func<TRow, T> item, Func<TRow, string> position) => new(
        [.. rows.Take(limit).Select(item)],
        rows.Count > limit ? position(rows[limit - 1]) : null);
}
