using Aso.Foundation;
using Aso.Funding.Domain;
using Aso.Funding.Live;
using Aso.Funding.Store;
using Aso.Primitives;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aso.Funding.Features;

/// <summary>POST …/deposits — the employer's money has arrived: it meets the open request and releases what waits.</summary>
internal static class MakeDeposit
{
    public static void Map(RouteGroupBuilder employer) =>
        employer.MapPost("/deposits", HandleAsync)
            .RequireScope(Scopes.FundingWrite)
            .Idempotent<FundingDb>()
            .WithName("MakeDeposit").WithSummary("Record a deposit of the employer");

    /// <param name="Amount">More than zero.</param>
    /// <param name="Reference">The bank's or the employer's, 1 to 50 characters; used once.</param>
    public sealed record Request(Money Amount, string Reference);

    /// <param name="On">The business date.</param>
    /// <param name="Cash">What the account holds after all that the deposit released.</param>
    public sealed record Response(Guid DepositId, DateOnly On, Money Amount, string Reference, Money Cash);

    private static async Task<Results<Created<Response>, ProblemHttpResult>> HandleAsync(
        Guid employerId, Request request, FundingDb db, ICostFeed feed, TimeProvider clock, CancellationToken cancel)
    {
        Refusal[] malformed = [.. BookRefusals.OfAmount(request.Amount), .. BookRefusals.OfReference(request.Reference)];
        if (malformed.Length > 0)
        {
            return Problems.Refuse(malformed);
        }

        // Load.
        var desk = new Desk(db, employerId);
        if (await desk.TryBookAsync(cancel) is not { } book)
        {
            return Problems.NotFound("employer");
        }

        // Decide.
        var depositId = BookId.OfDeposit(employerId, request.Reference);
        var deposited = new BookEvent.Deposited(depositId, depositId, request.Amount);
        if (book.Refuses(deposited) is { } refusal)
        {
            return Problems.Refuse(refusal.ToRefusal());
        }

        if (await db.FindDepositAsync(employerId, request.Reference, cancel) is not null)
        {
            return Problems.Conflict("reference-taken", "reference", "A deposit with this reference was recorded before: use another, or the first request's Idempotency-Key to send it again.");
        }

        await book.ApplyAsync(deposited, cancel);

        // Store and tell.
        var row = new DepositRow
        {
            EmployerId = employerId,
            Reference = request.Reference,
            DepositId = depositId,
            Amount = request.Amount,
            ReceivedOn = book.On!.Value,
        };
        db.Deposits.Add(row);
        desk.PutBack(feed, clock);
        await db.CommitAsync(cancel);
        return TypedResults.Created((string?)null, new Response(depositId, row.ReceivedOn, row.Amount, row.Reference, book.Cash));
    }
}
