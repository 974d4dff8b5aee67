using System.Collections.Concurrent;
using System.Collections.Frozen;
using Aso.Claims.Domain;
using Aso.Primitives;
using Microsoft.EntityFrameworkCore;

namespace Aso.Claims.Store;

/// <summary>An employer's terms, compiled: what most claims need and few messages change.</summary>
internal sealed class EmployerTerms
{
    public required long Version { get; init; }

    public required PlanYear PlanYear { get; init; }

    /// <summary>The plans in force, by code.</summary>
    public required FrozenDictionary<string, Plan> Plans { get; init; }

    /// <summary>The revision of each plan in force.</summary>
    public required FrozenDictionary<string, int> Revisions { get; init; }

    public required FrozenSet<string> Network { get; init; }

    /// <exception cref="InvalidOperationException">Coverage names a plan that was never defined: the messages of Enrollment come in order, so this is a bug.</exception>
    public Plan PlanOf(string code) =>
        Plans.TryGetValue(code, out var plan) ? plan : throw new InvalidOperationException("A coverage names an unknown plan.");
}

/// <summary>Compiled terms of employers, kept in this process and made anew when the stored version has moved on.</summary>
/// <remarks>Every reader brings the version it has just read in its own transaction, so replicas need not tell each other.</remarks>
internal sealed class TermsCache
{
    private readonly ConcurrentDictionary<Guid, EmployerTerms> _terms = new();

    public async ValueTask<EmployerTerms> GetAsync(ClaimsDb db, EmployerRow employer, CancellationToken cancel)
    {
        if (_terms.TryGetValue(employer.EmployerId, out var known) && known.Version == employer.TermsVersion)
        {
            return known;
        }

        var terms = await LoadAsync(db, employer, cancel);
        _terms[employer.EmployerId] = terms;
        return terms;
    }

    private static async Task<EmployerTerms> LoadAsync(ClaimsDb db, EmployerRow employer, CancellationToken cancel)
    {
        var rows = await db.Plans.AsNoTracking().Where(row => row.EmployerId == employer.EmployerId).ToListAsync(cancel);
        var inForce = rows.GroupBy(row => row.PlanCode).Select(plan => plan.MaxBy(row => row.Revision)!).ToList();
        var network = await db.Networks.AsNoTracking().SingleOrDefaultAsync(row => row.EmployerId == employer.EmployerId, cancel);
        return new()
        {
            Version = employer.TermsVersion,
            PlanYear = new(employer.PlanYearStart),
            Plans = inForce.ToFrozenDictionary(row => row.PlanCode, row => PlanReading.Read(row.Definition), StringComparer.Ordinal),
            Revisions = inForce.ToFrozenDictionary(row => row.PlanCode, row => row.Revision, StringComparer.Ordinal),
            Network = (network?.Npis ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal),
        };
    }
}
