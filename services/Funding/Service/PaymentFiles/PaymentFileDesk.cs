using System.Text.Json;
using Aso.Foundation;
using Aso.Funding.Domain;
using Aso.Funding.Domain.Payments;
using Aso.Funding.Remittances;
using Aso.Funding.Returns;
using Aso.Funding.Store;
using Aso.Primitives;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Aso.Funding.PaymentFiles;

/// <summary>A file that could be issued now.</summary>
/// <param name="Today">The business date.</param>
internal sealed record DrawnFile(PaymentFile File, DateOnly Today);

/// <summary>Draws payment files up, and issues them.</summary>
internal sealed class PaymentFileDesk(FundingDb db, AccountSeal seal, IOptions<PayerOptions> payer, TimeProvider clock)
{
    /// <summary>The file of a date with everything held that it is made of, or the one that was issued, or why there is none.</summary>
    public async Task<(DrawnFile? Drawn, PaymentFileRow? Issued, ProblemHttpResult? Problem)> DrawUpAsync(Guid employerId, DateOnly date, CancellationToken cancel)
    {
        // Load.
        await db.LockBookAsync(employerId, cancel);
        if (await db.Books.FindAsync([employerId], cancel) is not { } book)
        {
            return (null, null, Problems.NotFound("employer"));
        }

        if (await db.PaymentFiles.FindAsync([employerId, date], cancel) is { } issued)
        {
            return (null, issued, null);
        }

        if (book.BusinessDate is not { } today || date >= today)
        {
            return (null, null, Problems.Conflict("date-not-over", "date", "The business date is not over and more may be paid: issue its file when the next one has begun."));
        }

        var payments = await PaymentsAsync(employerId, date, cancel);
        if (payments.Count == 0)
        {
            return (null, null, Problems.Conflict("nothing-paid", "date", "Nothing was paid on this date: there is no file to issue."));
        }

        var accounts = await db.PayeeAccounts.AsNoTracking().Where(row => row.EmployerId == employerId).ToListAsync(cancel);

        await db.LockEntryNumbersAsync(cancel);
        var lastNumber = await db.LastEntryNumberAsync(cancel);

        // Decide.
        var file = PaymentFile.Decide(
            employerId, date, today, payments, accounts.ToDictionary(row => Conversions.ToPayee(row.Payee), row => row.ToAccount(seal)), BankFile.LargestEntry, lastNumber);
        return (new(file, today), null, null);
    }

    /// <summary>Stores it. The caller commits.</summary>
    public PaymentFileAnswer Issue(Guid employerId, DrawnFile drawn)
    {
        var (file, today) = drawn;
        var answer = PaymentFileAnswer.Of(file);
        db.PaymentFiles.Add(new PaymentFileRow
        {
            EmployerId = employerId,
            PaidOn = file.On,
            IssuedAt = clock.GetUtcNow().UtcDateTime,
            Report = JsonSerializer.Serialize(answer, WireJson.Options),
            SealedContent = BankFile.Write(file, employerId, today, payer.Value) is { } content ? seal.Close(content, AccountSeal.AboutFile(employerId, file.On)) : null,
            FirstNumber = file.Payments.Count == 0 ? null : file.FirstNumber,
            EntryCount = file.Payments.Count,
        });
        return answer;
    }

    /// <summary>What each payee gets for that date, those that get nothing left out.</summary>
    private async Task<List<PayeePayment>> PaymentsAsync(Guid employerId, DateOnly date, CancellationToken cancel)
    {
        var released = await db.Payables.AsNoTracking()
            .Where(row => row.EmployerId == employerId && (row.Kind == PayableKind.Claim || row.Kind == PayableKind.Reissue) && row.ReleasedOn == date)
            .Select(row => new { row.ProviderNpi, row.MemberId, row.Amount, row.Recouped }).ToListAsync(cancel);
        return
        [
            .. released.GroupBy(row => Conversions.PayeeOf(row.ProviderNpi, row.MemberId!))
                .Select(payee => new PayeePayment(payee.Key, payee.Sum(row => row.Amount - row.Recouped)))
                .Where(payment => payment.Amount.IsPositive),
        ];
    }
}
