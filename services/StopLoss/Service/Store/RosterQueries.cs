using Aso.Primitives;
using Microsoft.EntityFrameworkCore;

namespace Aso.StopLoss.Store;

internal static class RosterQueries
{
    /// <summary>The coverage of each employee, as known now.</summary>
    public static async Task<IReadOnlyCollection<CoverageSpan[]>> RosterAsync(this StopLossDb db, Guid employerId, CancellationToken cancel)
    {
        var roster = new List<CoverageSpan[]>();
        var spans = new List<CoverageSpan>();
        string? member = null;
        var rows = db.EmployeeSpans.AsNoTracking().Where(row => row.EmployerId == employerId).OrderBy(row => row.MemberId).ThenBy(row => row.Ordinal);
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (row.MemberId != member && spans.Count > 0)
            {
                roster.Add([.. spans]);
                spans.Clear();
            }

            member = row.MemberId;
            spans.Add(new(row.Line, row.Tier, new(row.From, row.To)));
        }

        if (spans.Count > 0)
        {
            roster.Add([.. spans]);
        }

        return roster;
    }
}
