using System.Linq.Expressions;
using Aso.Foundation.Approvals;
using Aso.Funding.PaymentFiles;
using Microsoft.EntityFrameworkCore;

namespace Aso.Funding.Store;

/// <summary>Brings every stored number under the key in force: what was stored before numbers were sealed, and what an earlier key sealed.</summary>
/// <remarks>Each text is replaced only where it is still the one that was read, so services may run meanwhile that have both keys.</remarks>
internal sealed class SealedAccounts(FundingDb db, AccountSeal seal)
{
    private readonly string _beginning = seal.Beginning;
    private bool _anyClear;

    /// <exception cref="Aso.Foundation.StartRefusedException">Something was sealed by a key that is not here; what was renewed before stays so.</exception>
    public async Task RenewAsync(CancellationToken cancel)
    {
        foreach (var row in await db.PayeeAccounts.AsNoTracking().Where(row => !row.SealedAccountNumber.StartsWith(_beginning)).ToListAsync(cancel))
        {
            var renewed = Renew(row.SealedAccountNumber, AccountSeal.AboutPayee(row.EmployerId, row.Payee));
            await db.PayeeAccounts.Where(kept => kept.EmployerId == row.EmployerId && kept.Payee == row.Payee && kept.SealedAccountNumber == row.SealedAccountNumber)
                .ExecuteUpdateAsync(set => set.SetProperty(kept => kept.SealedAccountNumber, renewed), cancel);
        }

        // One at a time: a file may be of megabytes.
        Expression<Func<PaymentFileRow, bool>> isOld = row => row.SealedContent != null && row.SealedContent.Substring(0, _beginning.Length) != _beginning;
        foreach (var file in await db.PaymentFiles.Where(isOld).Select(row => new { row.EmployerId, row.PaidOn }).ToListAsync(cancel))
        {
            var content = (await db.PaymentFiles.AsNoTracking().SingleAsync(row => row.EmployerId == file.EmployerId && row.PaidOn == file.PaidOn, cancel)).SealedContent!;
            var renewed = Renew(content, AccountSeal.AboutFile(file.EmployerId, file.PaidOn));
            await db.PaymentFiles.Where(kept => kept.EmployerId == file.EmployerId && kept.PaidOn == file.PaidOn && kept.SealedContent == content)
                .ExecuteUpdateAsync(set => set.SetProperty(kept => kept.SealedContent, renewed), cancel);
        }

        await db.ReviseApprovalRequestsAsync(
            RegisterPayeeAccount.Act.Name, (employerId, request) => RegisterPayeeAccount.Renew(employerId, request, Renew), cancel);
        if (_anyClear && db.Database.IsSqlite())
        {
            // Replaced text stands in free pages and in the log until they are written over.
            await db.Database.ExecuteSqlRawAsync("VACUUM; PRAGMA wal_checkpoint(TRUNCATE)", cancel);
        }
    }

    private string Renew(string text, string about)
    {
        _anyClear |= !AccountSeal.IsSealed(text);
        return seal.Renew(text, about);
    }
}
