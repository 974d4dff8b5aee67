using Aso.Verifier.Reading;
using Aso.Verifier.Reporting;

namespace Aso.Verifier.Checks;

/// <summary>Folds the movements of one employer's live claims, and compares the sums with the stored accumulators.</summary>
internal sealed class AccumulatorFold
{
    private static readonly string[] PotNames = ["deductibleIn", "outOfPocketIn", "deductibleOut", "outOfPocketOut", "benefits"];

    private readonly Dictionary<(Guid Member, string Plan, DateOnly Year), long[]> _pots = [];
    private readonly Dictionary<(Guid Member, string Plan, string Service), long> _lifetimes = [];

    /// <param name="live">A claim that is neither voided nor replaced.</param>
    public void Add(Guid member, ClaimDetail live)
    {
        foreach (var moved in live.Movements)
        {
            if (!_pots.TryGetValue((member, moved.Plan, moved.PlanYearStart), out var pots))
            {
                _pots[(member, moved.Plan, moved.PlanYearStart)] = pots = new long[ClaimDetail.Pots];
            }

            for (var pot = 0; pot < pots.Length; pot++)
            {
                pots[pot] += moved.Added[pot];
            }
        }

        foreach (var moved in live.Lifetimes)
        {
            var key = (member, moved.Plan, moved.Service);
            _lifetimes[key] = _lifetimes.GetValueOrDefault(key) + moved.Added;
        }
    }

    public void Compare(Snapshot claims, Guid book, CheckResult check)
    {
        var accumulators = claims.Read(
            """
            SELECT a.member_key, a.plan_code, a.plan_year_start, a.deductible_in, a.out_of_pocket_in, a.deductible_out, a.out_of_pocket_out, a.benefits
            FROM member m JOIN accumulator a ON a.family_key = m.family_key AND a.member_key = m.member_key WHERE m.employer_id = @book
            """,
            ("@book", book));
        foreach (var row in accumulators)
        {
            var (member, plan, year) = (row.Id(0), row.Text(1), row.Date(2));
            _pots.Remove((member, plan, year), out var pots);
            Compare(check, new(book, member), plan, year, pots, pot => row.Number(3 + pot));
        }

        foreach (var ((member, plan, year), pots) in _pots)
        {
            Compare(check, new(book, member), plan, year, pots, _ => 0);
        }

        CompareLifetimes(claims, book, check);
    }

    private void CompareLifetimes(Snapshot claims, Guid book, CheckResult check)
    {
        var rows = claims.Read(
            "SELECT l.member_key, l.plan_code, l.service, l.used FROM member m JOIN lifetime_use l ON l.member_key = m.member_key WHERE m.employer_id = @book",
            ("@book", book));
        foreach (var row in rows)
        {
            check.Count();
            _lifetimes.Remove((row.Id(0), row.Text(1), row.Text(2)), out var used);
            check.Same(new Place(book, row.Id(0)), $"{row.Text(1)} {row.Text(2)} lifetime", used, row.Number(3));
        }

        foreach (var ((member, plan, service), used) in _lifetimes)
        {
            check.Same(new Place(book, member), $"{plan} {service} lifetime", used, 0);
        }
    }

    private static void Compare(CheckResult check, Place at, string plan, DateOnly year, long[]? expected, Func<int, long> found)
    {
        check.Count();
        for (var pot = 0; pot < ClaimDetail.Pots; pot++)
        {
            check.Same(at, $"{plan} {year:yyyy-MM-dd} {PotNames[pot]}", expected?[pot] ?? 0, found(pot));
        }
    }
}
