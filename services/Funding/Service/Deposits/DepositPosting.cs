using Aso.Foundation;
using Aso.Funding.Domain;
using Aso.Funding.Features;
using Aso.Funding.Store;
using Aso.Primitives;
using Microsoft.EntityFrameworkCore;

namespace Aso.Funding.Deposits;

/// <summary>Money that somebody says was paid in.</summary>
/// <param name="By">Who says so, as the token names it.</param>
internal sealed record PaidIn(Money Amount, string Reference, string By);

/// <summary>Posts and announces deposits to one employer's book: a reference is one deposit, whoever names it first. The caller holds the book, and commits.</summary>
internal sealed class DepositPosting(FundingDb db, OpenBook book, Guid employerId)
{
    /// <summary>Why the book would not take it; null where it would.</summary>
    public Refusal? Refuses(PaidIn deposit)
    {
        var depositId = BookId.OfDeposit(employerId, deposit.Reference);
        return book.Refuses(new BookEvent.Deposited(depositId, depositId, deposit.Amount))?.ToRefusal();
    }

    /// <summary>Why the reference cannot be used; null where it can.</summary>
    /// <param name="byStaff">Money that was announced, and did not come, may still come: the staff then records it.</param>
    /// <param name="confirmed">The announcement that is being confirmed, whose own reference is no hindrance.</param>
    public async Task<Refusal?> RefusesReferenceAsync(string reference, bool byStaff, CancellationToken cancel, Guid? confirmed = null)
    {
        if (await db.FindDepositAsync(employerId, reference, cancel) is not null)
        {
            return Taken("A deposit with this reference was recorded before: use another, or the first request's Idempotency-Key to send it again.");
        }

        return (await db.FindAnnouncementAsync(employerId, reference, cancel)) switch
        {
            null => null,
            { DepositId: var id } when id == confirmed => null,
            { Status: DepositStatus.Announced } when byStaff => new(
                "deposit-announced", "reference", "The employer announced a deposit with this reference: confirm that one, so that it is counted once.", StatusCodes.Status409Conflict),
            { Status: DepositStatus.Rejected } when byStaff => null,
            { Status: DepositStatus.Rejected } => Taken("A deposit with this reference was announced before and did not come: announce it under another."),
            _ => Taken("A deposit with this reference was announced before: use another, or the first request's Idempotency-Key to send it again."),
        };
    }

    public async Task<DepositAnnouncementRow> AnnounceAsync(PaidIn deposit, DateTime now, CancellationToken cancel)
    {
        var row = new DepositAnnouncementRow
        {
            EmployerId = employerId,
            DepositId = BookId.OfDeposit(employerId, deposit.Reference),
            Number = await NextNumberAsync(cancel),
            Amount = deposit.Amount,
            Reference = deposit.Reference,
            Status = DepositStatus.Announced,
            AnnouncedOn = book.On!.Value,
            AnnouncedAt = now,
            AnnouncedBy = deposit.By,
        };
        db.DepositAnnouncements.Add(row);
        return row;
    }

    /// <summary>Posts it on the book's business date, with all that follows.</summary>
    /// <param name="cause">The request, or the announcement, behind it.</param>
    public async Task<DepositRow> PostAsync(PaidIn deposit, Guid cause, CancellationToken cancel)
    {
        var row = new DepositRow
        {
            EmployerId = employerId,
            Reference = deposit.Reference,
            DepositId = BookId.OfDeposit(employerId, deposit.Reference),
            Number = await NextNumberAsync(cancel),
            Amount = deposit.Amount,
            ReceivedOn = book.On!.Value,
            RecordedBy = deposit.By,
        };
        await book.ApplyAsync(new BookEvent.Deposited(cause, row.DepositId, row.Amount), cancel);
        db.Deposits.Add(row);
        return row;
    }

    private static Refusal Taken(string remedy) => new("reference-taken", "reference", remedy, StatusCodes.Status409Conflict);

    private async Task<long> NextNumberAsync(CancellationToken cancel)
    {
        var deposited = await db.Deposits.Where(row => row.EmployerId == employerId).MaxAsync(row => (long?)row.Number, cancel) ?? 0;
        var announced = await db.DepositAnnouncements.Where(row => row.EmployerId == employerId).MaxAsync(row => (long?)row.Number, cancel) ?? 0;
        return Math.Max(deposited, announced) + 1;
    }
}
