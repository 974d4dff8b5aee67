using Aso.Claims.Domain;
using Microsoft.EntityFrameworkCore;

namespace Aso.Claims.Store;

/// <summary>Plans of an employer as they were: every revision, compiled when it is first asked for.</summary>
internal sealed class PlanRevisions
{
    private readonly Dictionary<(string Code, int Revision), PlanRow> _rows;
    private readonly Dictionary<(string Code, int Revision), Plan> _plans = [];

    private PlanRevisions(List<PlanRow> rows) => _rows = rows.ToDictionary(row => (row.PlanCode, row.Revision));

    /// <param name="codes">Only these plans; null: all of the employer.</param>
    public static async Task<PlanRevisions> LoadAsync(ClaimsDb db, Guid employerId, IEnumerable<string>? codes, CancellationToken cancel)
    {
        var rows = db.Plans.AsNoTracking().Where(row => row.EmployerId == employerId);
        if (codes is not null)
        {
            string[] some = [.. codes.Distinct()];
            rows = rows.Where(row => some.Contains(row.PlanCode));
        }

        return new(await rows.ToListAsync(cancel));
    }

    /// <exception cref="KeyNotFoundException">There is no such revision.</exception>
    public Plan Get(string code, int revision)
    {
        if (!_plans.TryGetValue((code, revision), out var plan))
        {
            _plans[(code, revision)] = plan = PlanReading.Read(_rows[(code, revision)].Definition);
        }

        return plan;
    }
}
