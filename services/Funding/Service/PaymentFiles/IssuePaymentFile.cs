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

/// <summary>POST …/payment-files/{date} — issues the file of a business date, once; asked again it answers with what was issued.</summary>
internal static class IssuePaymentFile
{
    public static void Map(RouteGroupBuilder employer) =>
        employer.MapPost("/payment-files/{date}", HandleAsync)
            .RequireScope(Scopes.PlatformAdmin)
            .WithName("IssuePaymentFile").WithSummary("Issue the bank's payment file of a business date")
            .WithDescription("Once for each date: the same request again answers with what was issued, and accounts that are registered later change nothing. Payments that are not in the file are named with the reason.");

    private static async Task<Results<Ok<PaymentFileAnswer>, ProblemHttpResult>> HandleAsync(
        Guid employerId, DateOnly date, FundingDb db, IOptions<PayerOptions> payer, TimeProvider clock, CancellationToken cancel)
    {
        // Load.
        await db.LockBookAsync(employerId, cancel);
        if (await db.Books.FindAsync([employerId], cancel) is not { } book)
        {
            return Problems.NotFound("employer");
        }

        if (await db.PaymentFiles.FindAsync([employerId, date], cancel) is { } issued)
        {
            return TypedResults.Ok(issued.ToAnswer());
        }

        if (book.BusinessDate is not { } today || date >= today)
        {
            return Problems.Conflict("date-not-over", "date", "The business date is not over and more may be paid: issue its file when the next one has begun.");
        }

        var payments = await PaymentsAsync(db, employerId, date, cancel);
        if (payments.Count == 0)
        {
            return Problems.Conflict("nothing-paid", "date", "Nothing was paid on this date: there is no file to issue.");
        }

        var accounts = await db.PayeeAccounts.AsNoTracking().Where(row => row.EmployerId == employerId).ToListAsync(cancel);

        await db.LockEntryNumbersAsync(cancel);
        var lastNumber = await db.LastEntryNumberAsync(cancel);

        // Decide.
        var file = PaymentFile.Decide(
            employerId, date, today, payments, accounts.ToDictionary(row => Conversions.ToPayee(row.Payee), row => row.ToAccount()), BankFile.LargestEntry, lastNumber);

        // Store and tell.
        var answer = PaymentFileAnswer.Of(file);
        db.PaymentFiles.Add(new PaymentFileRow
        {
            EmployerId = employerId,
            PaidOn = date,
            IssuedAt = clock.GetUtcNow().UtcDateTime,
            Report = JsonSerializer.Serialize(answer, WireJson.Options),
            Content = BankFile.Write(file, employerId, today, payer.Value),
            FirstNumber = file.Payments.Count == 0 ? null : file.FirstNumber,
            EntryCount = file.Payments.Count,
        });
        await db.CommitAsync(cancel);
        return TypedResults.Ok(answer);
    }

    /// <summary>What each payee gets for that date, those that get nothing left out.</summary>
    private static async Task<List<PayeePayment>> PaymentsAsync(FundingDb db, Guid employerId, DateOnly date, CancellationToken cancel)
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
