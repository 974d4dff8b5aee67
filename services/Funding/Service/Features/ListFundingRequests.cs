using System.ComponentModel;
using Aso.Foundation;
using Aso.Funding.Store;
using Aso.Primitives;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aso.Funding.Features;

/// <summary>GET …/funding-requests — what the employer was asked to pay in.</summary>
internal static class ListFundingRequests
{
    private static readonly ListOrder<FundingRequestRow> InOrder = ListOrder<FundingRequestRow>.By(row => row.Number);

    public static void Map(RouteGroupBuilder employer) =>
        employer.MapGet("/funding-requests", HandleAsync)
            .RequireScope(Scopes.FundingRead)
            .WithName("ListFundingRequests").WithSummary("The requests to fill the employer's account, in order; at most the last is open");

    public enum RequestStatus
    {
        Open = 1,
        Funded = 2,
    }

    /// <param name="On">The business date on which it was made.</param>
    /// <param name="Outstanding">What no deposit has met yet.</param>
    /// <param name="Announced">Of the open request: what the employer says that it paid, and nobody has confirmed. Left out: nothing.</param>
    public sealed record Response(DateOnly On, Money Amount, Money Outstanding, RequestStatus Status, Money? Announced = null);

    private static async Task<Results<Ok<Page<Response>>, ProblemHttpResult>> HandleAsync(
        Guid employerId, FundingDb db, [AsParameters] PageQuery page, CancellationToken cancel,
        [Description("open or funded: only these.")] RequestStatus? status = null)
    {
        if (!page.Passes(InOrder, out var slice, out var problem))
        {
            return problem;
        }

        var requests = db.FundingRequests.AsNoTracking().Where(row => row.EmployerId == employerId);
        requests = status switch
        {
            RequestStatus.Open => requests.Where(row => row.Outstanding > Money.Zero),
            RequestStatus.Funded => requests.Where(row => row.Outstanding <= Money.Zero),
            _ => requests,
        };
        var announced = (await db.DepositAnnouncements.AsNoTracking()
            .Where(row => row.EmployerId == employerId && row.Status == DepositStatus.Announced).Select(row => row.Amount).ToListAsync(cancel)).Sum();
        return TypedResults.Ok((await slice.ReadAsync(requests, cancel)).ConvertAll(row => row.Outstanding.IsPositive
            ? new Response(row.MadeOn, row.Amount, row.Outstanding, RequestStatus.Open, announced.IsPositive ? announced : null)
            : new Response(row.MadeOn, row.Amount, row.Outstanding, RequestStatus.Funded)));
    }
}
