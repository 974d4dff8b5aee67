using Aso.Primitives;
using Microsoft.EntityFrameworkCore;

namespace Aso.Funding.Store;

/// <summary>One reference of a bank is one deposit, however it was typed.</summary>
internal static class DepositReferences
{
    /// <summary>The employer's deposit of that reference or, where there is none, of one that is alike; null where there is neither.</summary>
    public static async Task<DepositRow?> FindDepositAsync(this FundingDb db, Guid employerId, string reference, CancellationToken cancel)
    {
        if (await db.Deposits.FindAsync([employerId, reference], cancel) is { } exact)
        {
            return exact;
        }

        // Some a month: they are compared here, for no two databases fold a text alike.
        var references = await db.Deposits.Where(row => row.EmployerId == employerId).Select(row => row.Reference).ToListAsync(cancel);
        return references.Find(other => Likeness.AreAlike(other, reference)) is { } alike ? await db.Deposits.FindAsync([employerId, alike], cancel) : null;
    }

    /// <summary>The employer's announcement of that reference or of one that is alike; null where there is none.</summary>
    public static async Task<DepositAnnouncementRow?> FindAnnouncementAsync(this FundingDb db, Guid employerId, string reference, CancellationToken cancel)
    {
        var announced = await db.DepositAnnouncements.Where(row => row.EmployerId == employerId).Select(row => new { row.DepositId, row.Reference }).ToListAsync(cancel);
        return announced.Find(other => Likeness.AreAlike(other.Reference, reference)) is { } alike
            ? await db.DepositAnnouncements.FindAsync([employerId, alike.DepositId], cancel)
            : null;
    }
}
