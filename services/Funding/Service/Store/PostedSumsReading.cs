using Aso.Funding.Domain;
using Aso.Primitives;
using Microsoft.EntityFrameworkCore;

namespace Aso.Funding.Store;

/// <summary>Sums of a book's journal, added up by the database.</summary>
internal static class PostedSumsReading
{
    /// <summary>What was posted before those dates and within them, as of one instant. Reads the whole journal up to their end.</summary>
    /// <param name="dates">With an end.</param>
    public static async Task<(PostedSums Before, PostedSums Within)> PostedSumsAsync(
        this FundingDb db, Guid employerId, DateSpan dates, CancellationToken cancel)
    {
        var (from, to) = (dates.From, dates.To!.Value);
        var rows = await db.Database.SqlQuery<KindSum>(
            $"""
            SELECT kind, CASE WHEN posted_on < {from} THEN 1 ELSE 0 END AS earlier,
                CAST(SUM(amount) AS BIGINT) AS amount, CAST(SUM(recouped) AS BIGINT) AS recouped
            FROM journal_entry WHERE employer_id = {employerId} AND posted_on <= {to}
            GROUP BY 1, 2
            """).ToListAsync(cancel);
        var (before, within) = (new PostedSums(), new PostedSums());
        foreach (var row in rows)
        {
            (row.Earlier == 1 ? before : within).Add((EntryKind)row.Kind, new Money(row.Amount), new Money(row.Recouped));
        }

        return (before, within);
    }

    private sealed record KindSum(int Kind, int Earlier, long Amount, long Recouped);
}
