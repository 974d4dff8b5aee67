using Aso.Foundation;
using Aso.Funding.Domain;
using Aso.Funding.Store;
using Aso.Primitives;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aso.Funding.Features;

/// <summary>GET …/payments — the claim payments that were released, in order of release.</summary>
internal static class ListPayments
{
    public static void Map(RouteGroupBuilder employer) =>
        employer.MapGet("/payments", HandleAsync)
            .RequireScope(Scopes.FundingRead)
            .WithName("ListPayments").WithSummary("Released claim payments, in order of release");

    /// <param name="On">The business date of the release.</param>
    /// <param name="Amount">Before recoupment.</param>
    /// <param name="Recouped">What was kept back for an earlier overpayment.</param>
    public sealed record Response(DateOnly On, Guid ClaimId, string ClaimNumber, Money Amount, Money Recouped);

    private static async Task<Ok<Page<Response>>> HandleAsync(Guid employerId, FundingDb db, long? after, int? limit, CancellationToken cancel)
    {
        var take = Paging.Limit(limit);
        var from = after ?? 0;

        // First in, first out: the order of the queue is the order of release.
        var rows = await db.Payables.AsNoTracking()
            .Where(row => row.EmployerId == employerId && row.Position > from && row.Kind == PayableKind.Claim && row.ReleasedOn != null)
            .OrderBy(row => row.Position).Take(take + 1).ToListAsync(cancel);
        return TypedResults.Ok(rows.ToPage(
            take,
            row => new Response(row.ReleasedOn!.Value, row.PayableId, row.ClaimNumber!, row.Amount, row.Recouped),
            row => row.Position));
    }
}
