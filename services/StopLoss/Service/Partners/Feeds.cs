using Aso.Contracts.Partners.StopLoss.V1;
using Aso.StopLoss.Store;
using Microsoft.EntityFrameworkCore;

namespace Aso.StopLoss.Partners;

/// <summary>What a carrier may read, page by page behind a number.</summary>
internal static class Feeds
{
    public static async Task<List<Notice>> NoticesAsync(StopLossDb db, Guid carrierId, long after, int limit, CancellationToken cancel)
    {
        var rows = await db.Notices.AsNoTracking()
            .Where(row => row.CarrierId == carrierId && row.Number > after)
            .OrderBy(row => row.Number).Take(limit)
            .Join(db.Employers, row => row.EmployerId, employer => employer.EmployerId, (row, employer) => new { row, employer.Name })
            .OrderBy(found => found.row.Number)
            .ToListAsync(cancel);
        return rows.ConvertAll(found => Wire.ToNotice(found.row, found.Name));
    }

    public static async Task<List<ReimbursementRequest>> RequestsAsync(
        StopLossDb db, Guid carrierId, long after, int limit, Guid? employerId, bool undecidedOnly, CancellationToken cancel)
    {
        var rows = await db.Requests.AsNoTracking()
            .Where(row => row.CarrierId == carrierId && row.Number > after)
            .Where(row => employerId == null || row.EmployerId == employerId)
            .Where(row => !undecidedOnly || row.Accepted == null)
            .OrderBy(row => row.Number).Take(limit)
            .Join(db.Employers, row => row.EmployerId, employer => employer.EmployerId, (row, employer) => new { row, employer.Name })
            .OrderBy(found => found.row.Number)
            .ToListAsync(cancel);
        return rows.ConvertAll(found => Wire.ToRequest(found.row, found.Name));
    }
}
