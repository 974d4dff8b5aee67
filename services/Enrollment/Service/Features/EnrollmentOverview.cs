using Aso.Enrollment.Store;
using Microsoft.EntityFrameworkCore;

namespace Aso.Enrollment.Features;

/// <summary>An employer at a glance, as far as Enrollment knows it.</summary>
/// <param name="Arrangement">aso or fully-insured.</param>
/// <param name="BusinessDate">Left out until the plan is open.</param>
/// <param name="Members">All that were ever enrolled, dependents included.</param>
internal sealed record EnrollmentOverview(
    Guid EmployerId, string Name, string Arrangement, EmployerState State, DateOnly? BusinessDate, int Members)
{
    public static async Task<List<EnrollmentOverview>> ReadAsync(EnrollmentDb db, Guid[] employers, CancellationToken cancel)
    {
        var rows = await db.Employers.AsNoTracking().Where(row => employers.Contains(row.EmployerId)).OrderBy(row => row.EmployerId).ToListAsync(cancel);
        var members = await db.Members.Where(row => employers.Contains(row.EmployerId))
            .GroupBy(row => row.EmployerId).Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, cancel);
        return rows.ConvertAll(row => new EnrollmentOverview(
            row.EmployerId, row.Terms.Name ?? "", row.Terms.Arrangement ?? "", row.State, row.BusinessDate, members.GetValueOrDefault(row.EmployerId)));
    }
}
