using Aso.Claims.Domain;
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
    private readonly Dictionary<Guid, Dictionary<(string Code, int Revision), Plan>> _plans = [];

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

    /// <summary>Null for a void and for a claim in review: nothing was decided.</summary>
    public async Task<IReadOnlyList<Difference>?> ExamineAsync(ClaimRow row, CancellationToken cancel)
    {
        var stored = StoredDecision.FromJson(row.Detail);
        if (stored.Facts is null)
        {
            return null;
        }

        var plans = await PlansAsync(row.EmployerId, cancel);
        return DecisionComparison.Compare(row, stored, Storing.ToFacts(row, stored, (code, revision) => plans[(code, revision)]));
    }

    private async Task<Dictionary<(string Code, int Revision), Plan>> PlansAsync(Guid employerId, CancellationToken cancel)
    {
        if (!_plans.TryGetValue(employerId, out var plans))
        {
            var rows = await db.Plans.AsNoTracking().Where(plan => plan.EmployerId == employerId).ToListAsync(cancel);
            plans = _plans[employerId] = rows.ToDictionary(plan => (plan.PlanCode, plan.Revision), plan => PlanReading.Read(plan.Definition));
        }

        return plans;
    }
}
