using System.ComponentModel;
using Aso.Foundation;
using Aso.Funding.Features;
using Aso.Funding.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aso.Funding.Deposits;

/// <summary>GET …/deposits — what was paid in, and what was only announced.</summary>
internal static class ListDeposits
{
    public static void Map(RouteGroupBuilder employer) =>
        employer.MapGet("/deposits", HandleAsync)
            .RequireScope(Scopes.FundingRead)
            .WithName("ListDeposits").WithSummary("Deposits and announcements of deposits, in the order in which they came; one that was confirmed is a deposit");

    private static async Task<Results<Ok<Page<DepositAnswer>>, ProblemHttpResult>> HandleAsync(
        Guid employerId, FundingDb db, CancellationToken cancel,
        [Description("Only those: announced, received or rejected.")] string? status = null,
        long? after = null, int? limit = null)
    {
        DepositStatus? wanted = null;
        if (status is not null)
        {
            if (!Enum.TryParse<DepositStatus>(status, ignoreCase: true, out var named) || !Enum.IsDefined(named) || !char.IsAsciiLetter(status[0]))
            {
                return Problems.Refuse(new Refusal("invalid-query", "status", "Use announced, received or rejected."));
            }

            wanted = named;
        }

        var take = Paging.Limit(limit);
        var from = after ?? 0;
        List<(long Number, DepositAnswer Answer)> found = [];
        // First what is not posted: what is confirmed between the two readings is shown twice, never not at all.
        if (wanted is not DepositStatus.Received)
        {
            found.AddRange(await NotPostedAsync(db, employerId, wanted, from, take + 1, cancel));
        }

        if (wanted is null or DepositStatus.Received)
        {
            found.AddRange(await PostedAsync(db, employerId, from, take + 1, cancel));
        }

        var page = found.OrderBy(deposit => deposit.Number).Take(take + 1).ToList();
        return TypedResults.Ok(page.ToPage(take, deposit => deposit.Answer, deposit => deposit.Number));
    }

    private static async Task<IEnumerable<(long, DepositAnswer)>> PostedAsync(FundingDb db, Guid employerId, long after, int take, CancellationToken cancel)
    {
        var rows = await db.Deposits.AsNoTracking().Where(row => row.EmployerId == employerId && row.Number > after).OrderBy(row => row.Number).Take(take)
            .GroupJoin(
                db.DepositAnnouncements.AsNoTracking().Where(row => row.EmployerId == employerId),
                deposit => (Guid?)deposit.DepositId, announced => announced.PostedAs, (deposit, announced) => new { deposit, announced })
            .SelectMany(joined => joined.announced.DefaultIfEmpty(), (joined, announced) => new { Deposit = joined.deposit, Announced = announced })
            .ToListAsync(cancel);
        return rows.Select(row => (row.Deposit.Number, DepositAnswer.Of(row.Deposit, row.Announced)));
    }

    private static async Task<IEnumerable<(long, DepositAnswer)>> NotPostedAsync(FundingDb db, Guid employerId, DepositStatus? wanted, long after, int take, CancellationToken cancel)
    {
        var rows = await db.DepositAnnouncements.AsNoTracking()
            .Where(row => row.EmployerId == employerId && row.Number > after && (wanted == null ? row.Status != DepositStatus.Received : row.Status == wanted))
            .OrderBy(row => row.Number).Take(take).ToListAsync(cancel);
        return rows.Select(row => (row.Number, DepositAnswer.Of(row)));
    }
}
