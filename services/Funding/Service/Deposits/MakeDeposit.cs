using Aso.Foundation;
using Aso.Foundation.OpenApi;
using Aso.Funding.Domain;
using Aso.Funding.Features;
using Aso.Funding.Live;
using Aso.Funding.Store;
using Aso.Primitives;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aso.Funding.Deposits;

/// <summary>POST …/deposits — the administrator's staff records that the employer's money came, which meets the open request and releases what waits. Of the employer's own people it is an announcement.</summary>
internal static class MakeDeposit
{
    public static void Map(RouteGroupBuilder employer) =>
        employer.MapPost("/deposits", HandleAsync)
            .RequireScope(Scopes.FundingWrite)
            .Idempotent<FundingDb>()
            .WithName("MakeDeposit").WithSummary("Record a deposit of the employer, or announce it")
            .WithDescription("By the administrator's staff it is posted at once (201). By the employer it is announced (202): nothing is posted and no claim is paid before the staff confirms that the money came.")
            .WithExample("""{"amount": "2500.00", "reference": "WIRE-2026-0001"}""");

    /// <param name="Amount">More than zero.</param>
    /// <param name="Reference">The bank's or the employer's, 1 to 50 characters; used once.</param>
    public sealed record Request(Money Amount, string Reference);

    /// <param name="On">The business date.</param>
    /// <param name="Cash">What the account holds after all that the deposit released.</param>
    public sealed record Response(Guid DepositId, DateOnly On, Money Amount, string Reference, Money Cash);

    private static async Task<Results<Created<Response>, Accepted<DepositAnswer>, ProblemHttpResult>> HandleAsync(
        Guid employerId, Request request, FundingDb db, ICostFeed feed, HttpContext http, TimeProvider clock, CancellationToken cancel)
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
        var isStaff = http.User.ToCaller().Kind == CallerKind.Administrator;
        var posting = new DepositPosting(db, book, employerId);
        var deposit = new PaidIn(request.Amount, request.Reference, http.User.Subject());
        if (posting.Refuses(deposit) is { } refusal)
        {
            return Problems.Refuse(refusal);
        }

        if (await posting.RefusesReferenceAsync(deposit.Reference, isStaff, cancel) is { } taken)
        {
            return Problems.Refuse(taken);
        }

        // Store and tell.
        if (!isStaff)
        {
            var announced = await posting.AnnounceAsync(deposit, clock.GetUtcNow().UtcDateTime, cancel);
            await db.CommitAsync(cancel);
            return TypedResults.Accepted($"/v1/employers/{employerId}/deposits", DepositAnswer.Of(announced));
        }

        var row = await posting.PostAsync(deposit, BookId.OfDeposit(employerId, deposit.Reference), cancel);
        desk.PutBack(feed, clock);
        await db.CommitAsync(cancel);
        return TypedResults.Created((string?)null, new Response(row.DepositId, row.ReceivedOn, row.Amount, row.Reference, book.Cash));
    }
}
