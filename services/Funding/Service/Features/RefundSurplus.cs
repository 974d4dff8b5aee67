using Aso.Foundation;
using Aso.Funding.Domain;
using Aso.Funding.Live;
using Aso.Funding.Store;
using Aso.Primitives;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aso.Funding.Features;

/// <summary>POST …/refunds — what is left of the employer's money goes back to it.</summary>
internal static class RefundSurplus
{
    public static void Map(RouteGroupBuilder employer) =>
        employer.MapPost("/refunds", HandleAsync)
            .RequireScope(Scopes.FundingWrite)
            .Idempotent<FundingDb>()
            .WithName("RefundSurplus").WithSummary("Refund surplus to the employer");

    /// <param name="Amount">More than zero, at most what the account holds.</param>
    public sealed record Request(Money Amount);

    /// <param name="On">The business date.</param>
    /// <param name="Cash">What the account holds after the refund.</param>
    public sealed record Response(Guid RefundId, DateOnly On, Money Amount, Money Cash);

    private static async Task<Results<Created<Response>, ProblemHttpResult>> HandleAsync(
        Guid employerId, Request request, FundingDb db, ICostFeed feed, TimeProvider clock, CancellationToken cancel)
    {
        Refusal[] malformed = [.. BookRefusals.OfAmount(request.Amount)];
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
        var refundId = Guid.CreateVersion7(clock.GetUtcNow());
        var refunded = new BookEvent.SurplusRefunded(refundId, refundId, request.Amount);
        if (book.Refuses(refunded) is { } refusal)
        {
            return Problems.Refuse(refusal.ToRefusal());
        }

        await book.ApplyAsync(refunded, cancel);

        // Store and tell.
        desk.PutBack(feed, clock);
        await db.CommitAsync(cancel);
        return TypedResults.Created((string?)null, new Response(refundId, book.On!.Value, request.Amount, book.Cash));
    }
}
