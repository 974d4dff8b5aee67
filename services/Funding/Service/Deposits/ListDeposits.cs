using System.ComponentModel;
using Aso.Foundation;
using Aso.Funding.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aso.Funding.Deposits;

/// <summary>GET …/deposits — what was paid in, and what was only announced.</summary>
internal static class ListDeposits
{
    private static readonly ListOrder<Found> AsTheyCame = ListOrder<Found>.By(deposit => deposit.Number);

    public static void Map(RouteGroupBuilder employer) =>
        employer.MapGet("/deposits", HandleAsync)
            .RequireScope(Scopes.FundingRead)
            .WithName("ListDeposits").WithSummary("Deposits and announcements of deposits, in the order in which they came; one that was confirmed is a deposit");

    private static async Task<Results<Ok<Page<DepositAnswer>>, ProblemHttpResult>> HandleAsync(
        Guid employerId, FundingDb db, [AsParameters] PageQuery page, CancellationToken cancel,
        [Description("Only those that stand so.")] DepositStatus? status = null)
    {
        if (!page.Passes(AsTheyCame, out var slice, out var problem))
        {
            return problem;
        }

        List<Found> found = [];
        long? total = null;
        // First what is not posted: what is confirmed between the two readings is shown twice, never not at all.
        if (status is not DepositStatus.Received)
        {
            await AddAsync(NotPosted(db, employerId, status));
        }

        if (status is null or DepositStatus.Received)
        {
            await AddAsync(Posted(db, employerId));
        }

        return TypedResults.Ok(slice.ToPage([.. found.OrderBy(deposit => deposit.Number).Take(slice.Limit + 1)], deposit => deposit, total)
            .ConvertAll(deposit => deposit.Deposit is { } posted ? DepositAnswer.Of(posted, deposit.Announced) : DepositAnswer.Of(deposit.Announced!)));

        async Task AddAsync(IQueryable<Found> rows)
        {
            total = await slice.TotalAsync(rows, cancel) is { } count ? (total ?? 0) + count : null;
            found.AddRange(await slice.Of(rows).ToListAsync(cancel));
        }
    }

    private static IQueryable<Found> Posted(FundingDb db, Guid employerId) =>
        db.Deposits.AsNoTracking().Where(row => row.EmployerId == employerId)
            .GroupJoin(
                db.DepositAnnouncements.AsNoTracking().Where(row => row.EmployerId == employerId),
                deposit => (Guid?)deposit.DepositId, announced => announced.PostedAs, (deposit, announced) => new { deposit, announced })
            .SelectMany(joined => joined.announced.DefaultIfEmpty(), (joined, announced) => new Found { Number = joined.deposit.Number, Deposit = joined.deposit, Announced = announced });

    private static IQueryable<Found> NotPosted(FundingDb db, Guid employerId, DepositStatus? status) =>
        db.DepositAnnouncements.AsNoTracking()
            .Where(row => row.EmployerId == employerId && (status == null ? row.Status != DepositStatus.Received : row.Status == status))
            .Select(row => new Found { Number = row.Number, Announced = row });

    /// <summary>A deposit with its announcement, or either alone.</summary>
    private sealed class Found
    {
        public required long Number { get; init; }

        public DepositRow? Deposit { get; init; }

        public DepositAnnouncementRow? Announced { get; init; }
    }
}
