using System.Runtime.CompilerServices;
using Aso.Claims.Store;
using Microsoft.EntityFrameworkCore;

namespace Aso.Claims.ReExecution;

/// <summary>What became of claims that were decided again.</summary>
/// <param name="Examined">Voids, which are no decisions, are not counted.</param>
/// <param name="Differing">The claims of which anything came out otherwise.</param>
internal sealed record ReExecutionReport(int Examined, IReadOnlyList<DecidedAgain> Differing);

internal sealed record DecidedAgain(Guid EmployerId, Guid ClaimId, string ClaimNumber, IReadOnlyList<Difference> Differences);

/// <summary>Loads stored claims and decides them again, each employer's plans read once.</summary>
internal sealed class ClaimsDecidedAgain(ClaimsDb db)
{
    /// <summary>The field of the one difference of a claim whose stored decision cannot be read, or whose plan is gone.</summary>
    private const string Unreadable = "stored";

    private const int PageSize = 500;

    private readonly Dictionary<Guid, PlanRevisions> _plans = [];

    /// <summary>Claims in the order of their ids, at most <paramref name="max"/>; no reader stays open in between, so that others may be asked for meanwhile.</summary>
    public static async IAsyncEnumerable<ClaimRow> PageByPageAsync(
        IQueryable<ClaimRow> claims, int max, [EnumeratorCancellation] CancellationToken cancel)
    {
        var last = Guid.Empty;
        List<ClaimRow> page;
        do
        {
            page = await claims.AsNoTracking().Where(row => row.ClaimId > last).OrderBy(row => row.ClaimId).Take(Math.Min(PageSize, max)).ToListAsync(cancel);
            foreach (var row in page)
            {
                yield return row;
            }

            max -= page.Count;
            last = page.LastOrDefault()?.ClaimId ?? last;
        }
        while (page.Count == PageSize && max > 0);
    }

    public async Task<ReExecutionReport> ExamineAsync(IAsyncEnumerable<ClaimRow> claims, CancellationToken cancel)
    {
        var examined = 0;
        var differing = new List<DecidedAgain>();
        await foreach (var row in claims.WithCancellation(cancel))
        {
            if (await ExamineAsync(row, cancel) is not { } differences)
            {
                continue;
            }

            examined++;
            if (differences.Count > 0)
            {
                differing.Add(new(row.EmployerId, row.ClaimId, row.ClaimNumber, differences));
            }
        }

        return new(examined, differing);
    }

    /// <summary>Null for a void and for a claim in review: nothing was decided. What cannot be decided again is itself a difference.</summary>
    public async Task<IReadOnlyList<Difference>?> ExamineAsync(ClaimRow row, CancellationToken cancel)
    {
        var plans = await PlansAsync(row.EmployerId, cancel);
        try
        {
            var stored = StoredDecision.FromJson(row.Detail);
            return stored.Facts is null ? null : DecisionComparison.Compare(row, stored, Storing.ToFacts(row, stored, plans.Get));
        }
        catch (Exception failure)
        {
            // Nothing in there reaches out: what fails, fails on what is stored. Its text could quote that, its kind does not.
            return [new(Unreadable, failure.GetType().Name, "")];
        }
    }

    private async Task<PlanRevisions> PlansAsync(Guid employerId, CancellationToken cancel)
    {
        if (!_plans.TryGetValue(employerId, out var plans))
        {
            _plans[employerId] = plans = await PlanRevisions.LoadAsync(db, employerId, codes: null, cancel);
        }

        return plans;
    }
}
