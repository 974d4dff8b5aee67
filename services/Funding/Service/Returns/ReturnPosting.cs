using Aso.Funding.Domain;
using Aso.Funding.Domain.Payments;
using Aso.Funding.Store;
using Aso.Nacha;
using Aso.Primitives;
using Microsoft.EntityFrameworkCore;

namespace Aso.Funding.Returns;

/// <summary>Posts a bank's returns to one employer's book, one after the other; each stands or falls by itself.</summary>
/// <param name="cause">The file that they came in.</param>
internal sealed class ReturnPosting(FundingDb db, AccountSeal seal, OpenBook book, Guid employerId, DateOnly today, Guid cause)
{
    private readonly IssuedPayments _payments = new(db, seal);
    private long? _lastNumber;

    public Task<ReturnAnswer> PostAsync(AchEntry entry, CancellationToken cancel) =>
        entry.Return!.IsDebit ? TakeBackAsync(entry, cancel) : ReopenAsync(entry, cancel);

    private async Task<ReturnAnswer> ReopenAsync(AchEntry entry, CancellationToken cancel)
    {
        // Load.
        var amount = new Money(entry.Cents);
        var named = await _payments.FindAsync(entry.Return!, entry.PayeeId, cancel);
        var returnId = BookId.OfPaymentReturn(employerId, named?.Number ?? EntryNumbers.None);

        // Decide.
        if (BankReturn.RefusePayment(employerId, named, amount, await IsPostedAsync(returnId, cancel)) is { } refusal)
        {
            return ReturnAnswer.Refused(entry, refusal);
        }

        await book.ApplyAsync(new BookEvent.PaymentReturned(cause, returnId, named!.Payee, amount), cancel);
        if (await db.PayeeAccounts.FindAsync([employerId, named.Payee.ToKey()], cancel) is { } account && BankReturn.Blocks(account.ToAccount(seal), named.Account))
        {
            account.ReturnedOn = today;
        }

        // Store and tell.
        await RecordAsync(entry, returnId, named, depositReference: null, cancel);
        return ReturnAnswer.Reopened(entry, named);
    }

    private async Task<ReturnAnswer> TakeBackAsync(AchEntry entry, CancellationToken cancel)
    {
        // Load.
        var amount = new Money(entry.Cents);
        var deposit = await db.FindDepositAsync(employerId, entry.PayeeId, cancel);
        var reference = deposit?.Reference ?? entry.PayeeId;
        var returnId = BookId.OfDepositReturn(employerId, reference);

        // Decide.
        if (BankReturn.RefuseDeposit(book.Employer.ToTerms(), deposit?.Amount, amount, await IsPostedAsync(returnId, cancel)) is { } refusal)
        {
            return ReturnAnswer.Refused(entry, refusal);
        }

        await book.ApplyAsync(new BookEvent.DepositReturned(cause, returnId, amount), cancel);

        // Store and tell.
        await RecordAsync(entry, returnId, payment: null, reference, cancel);
        return ReturnAnswer.TakenBack(entry, reference);
    }

    /// <summary>Also in the same file.</summary>
    private async Task<bool> IsPostedAsync(Guid returnId, CancellationToken cancel) => await db.BankReturns.FindAsync([employerId, returnId], cancel) is not null;

    /// <param name="payment">Null of a deposit.</param>
    /// <param name="depositReference">As the deposit was recorded; null of a payment.</param>
    private async Task RecordAsync(AchEntry entry, Guid returnId, IssuedPayment? payment, string? depositReference, CancellationToken cancel)
    {
        _lastNumber ??= await db.BankReturns.Where(row => row.EmployerId == employerId).MaxAsync(row => (long?)row.Number, cancel) ?? 0;
        db.BankReturns.Add(new BankReturnRow
        {
            EmployerId = employerId,
            ReturnId = returnId,
            Number = (++_lastNumber).Value,
            ReturnedOn = today,
            Amount = new Money(entry.Cents),
            Reason = entry.Return!.Reason,
            OriginalTrace = entry.Return.OriginalTraceNumber,
            PaidOn = payment?.PaidOn,
            ProviderNpi = payment?.Payee.ProviderNpi,
            MemberId = payment?.Payee.MemberId,
            DepositReference = depositReference,
        });
    }
}
