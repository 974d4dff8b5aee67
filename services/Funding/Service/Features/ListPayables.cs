using System.ComponentModel;
using Aso.Foundation;
using Aso.Funding.Domain;
using Aso.Funding.Store;
using Aso.Primitives;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aso.Funding.Features;

/// <summary>GET …/payables — every claim payment that was ever owed, and where it stands.</summary>
internal static class ListPayables
{
    private const int ClaimsMax = 100;

    public static void Map(RouteGroupBuilder employer) =>
        employer.MapGet("/payables", HandleAsync)
            .RequireScope(Scopes.FundingRead)
            .WithName("ListPayables").WithSummary("Every claim payment ever owed, in posting order");

    /// <param name="Amount">Before recoupment.</param>
    /// <param name="On">The business date of its release; left out where it was not released.</param>
    public sealed record Response(Guid ClaimId, string ClaimNumber, Money Amount, PayableStatus Payment, DateOnly? On);

    private static async Task<Results<Ok<Page<Response>>, ProblemHttpResult>> HandleAsync(
        Guid employerId, FundingDb db, long? after, int? limit, CancellationToken cancel,
        [Description("Only these claims', at most 100.")] Guid[]? claimId = null)
    {
        var take = Paging.Limit(limit);
        var from = after ?? 0;
        var payables = db.Payables.AsNoTracking().Where(row => row.EmployerId == employerId && row.Position > from && row.Kind == PayableKind.Claim);
        if (claimId is { Length: > ClaimsMax })
        {
            return Problems.Refuse(new Refusal("too-many-claims", "claimId", $"Name at most {ClaimsMax} claims."));
        }

        if (claimId is { Length: > 0 })
        {
            payables = payables.Where(row => claimId.Contains(row.PayableId));
        }

        var rows = await payables
            .OrderBy(row => row.Position).Take(take + 1).ToListAsync(cancel);
        return TypedResults.Ok(rows.ToPage(
            take,
            row => new Response(row.PayableId, row.ClaimNumber!, row.Amount, row.Status, row.ReleasedOn),
            row => row.Position));
    }
}
