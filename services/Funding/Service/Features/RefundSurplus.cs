using System.Text.Json;
using Aso.Foundation;
using Aso.Foundation.Approvals;
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
            .WithName("RefundSurplus").WithSummary("Refund surplus to the employer, or propose it")
            .WithDescription("Where refunds want a second person, this is a proposal (202): nothing is posted before another person of the administrator's staff approves it.");

    /// <param name="Amount">More than zero, at most what the account holds.</param>
    public sealed record Request(Money Amount);

    /// <param name="On">The business date.</param>
    /// <param name="Cash">What the account holds after the refund.</param>
    public sealed record Response(Guid RefundId, DateOnly On, Money Amount, Money Cash);

    private static async Task<Results<Created<Response>, Accepted<ApprovalAnswer>, ProblemHttpResult>> HandleAsync(
        Guid employerId, Request request, FundingDb db, ICostFeed feed, Approvals<FundingDb> approvals, HttpContext http, TimeProvider clock, CancellationToken cancel)
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

        if (approvals.AreWanted)
        {
            var proposed = await approvals.ProposeAsync(http.User, ToProposal(employerId, request), cancel);
            await db.CommitAsync(cancel);
            return proposed.Answer!;
        }

        await book.ApplyAsync(refunded, cancel);

        // Store and tell.
        desk.PutBack(feed, clock);
        await db.CommitAsync(cancel);
        return TypedResults.Created((string?)null, new Response(refundId, book.On!.Value, request.Amount, book.Cash));
    }

    private static Proposal ToProposal(Guid employerId, Request request) => new()
    {
        Kind = Act.Name,
        EmployerId = employerId,
        Content = new Dictionary<string, string> { ["amount"] = request.Amount.ToString() },
        Request = JsonSerializer.Serialize(request, WireJson.Options),
    };

    /// <summary>The refund, once it is approved; its entry in the ledger names the proposal.</summary>
    internal sealed class Act(FundingDb db, ICostFeed feed, TimeProvider clock) : IApprovedAct<FundingDb>
    {
        public const string Name = "surplusRefund";

        public string Kind => Name;

        public bool IsSeenByEmployer => true;

        public async Task<ProblemHttpResult?> CarryOutAsync(Approved approved, HttpContext http, CancellationToken cancel)
        {
            var request = JsonSerializer.Deserialize<Request>(approved.Request, WireJson.Options)!;

            // Load.
            var desk = new Desk(db, approved.EmployerId);
            var book = await desk.BookAsync(cancel);

            // Decide.
            var refunded = new BookEvent.SurplusRefunded(approved.ApprovalId, approved.ApprovalId, request.Amount);
            if (book.Refuses(refunded) is { } refusal)
            {
                return Problems.Refuse(refusal.ToRefusal());
            }

            await book.ApplyAsync(refunded, cancel);
            desk.PutBack(feed, clock);
            return null;
        }
    }
}
