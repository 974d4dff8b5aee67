using Aso.Claims.Domain;
using Aso.Claims.Review;
using Aso.Claims.Store;
using Microsoft.EntityFrameworkCore;

namespace Aso.Claims.Features;

/// <summary>An employer's claims at a glance.</summary>
/// <param name="ClaimsThisMonth">Received in the month of the business date; voids do not count.</param>
/// <param name="InReview">Claims that wait for a person.</param>
/// <param name="Appeals">Appeals that wait for a person.</param>
/// <param name="Overdue">Of both: past their last day.</param>
/// <param name="NextDueOn">The last day of the one that is due first; left out where nothing waits.</param>
internal sealed record ClaimsOverview(Guid EmployerId, int ClaimsThisMonth, int InReview, int Appeals, int Overdue, DateOnly? NextDueOn)
{
    public static async Task<List<ClaimsOverview>> ReadAsync(ClaimsDb db, Guid[] employers, CancellationToken cancel)
    {
        var today = await db.BusinessDates.Where(row => employers.Contains(row.EmployerId)).ToDictionaryAsync(row => row.EmployerId, row => row.Date, cancel);
        var received = new Dictionary<Guid, int>();

        // Business dates differ, though seldom by a month: one count for each month that there is.
        foreach (var month in today.GroupBy(pair => new DateOnly(pair.Value.Year, pair.Value.Month, 1), pair => pair.Key))
        {
            Guid[] ofMonth = [.. month];
            var counts = await db.Claims.Where(row => ofMonth.Contains(row.EmployerId) && row.ReceivedOn >= month.Key && row.Frequency != Frequency.Void)
                .GroupBy(row => row.EmployerId).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(cancel);
            counts.ForEach(count => received[count.Key] = count.Count);
        }

        var open = (await db.WorkItems.Where(item => item.ClosedOn == null && employers.Contains(item.EmployerId))
            .GroupBy(item => new { item.EmployerId, item.Kind, item.DueOn })
            .Select(group => new { group.Key.EmployerId, group.Key.Kind, group.Key.DueOn, Count = group.Count() })
            .ToListAsync(cancel)).ToLookup(item => item.EmployerId);
        return [.. employers.Select(employer => new ClaimsOverview(
            employer,
            received.GetValueOrDefault(employer),
            open[employer].Where(item => item.Kind == WorkKind.Review).Sum(item => item.Count),
            open[employer].Where(item => item.Kind == WorkKind.Appeal).Sum(item => item.Count),
            open[employer].Where(item => today.TryGetValue(employer, out var date) && item.DueOn < date).Sum(item => item.Count),
            open[employer].Select(item => (DateOnly?)item.DueOn).Min()))];
    }
}
