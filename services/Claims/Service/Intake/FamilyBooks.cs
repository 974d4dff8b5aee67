using Aso.Claims.Domain;
using Aso.Claims.Store;
using Aso.Foundation;
using Aso.Primitives;

namespace Aso.Claims.Intake;

/// <summary>The accumulators and live lines of the families of a batch, loaded together and kept current while its claims are decided.</summary>
internal sealed class FamilyBooks
{
    private readonly ClaimsDb _db;
    private readonly ILookup<Guid, AccumulatorRow> _loaded;
    private readonly Dictionary<Guid, List<AccumulatorRow>> _accumulators = [];
    private readonly Dictionary<Guid, List<ClaimLineRow>> _lines;
    private readonly Dictionary<(Guid Member, string Plan, string Service), LifetimeRow> _lifetimes;

    private FamilyBooks(ClaimsDb db, List<AccumulatorRow> accumulators, List<ClaimLineRow> lines, List<LifetimeRow> lifetimes)
    {
        _db = db;
        _loaded = accumulators.ToLookup(row => row.FamilyKey);
        _lines = lines.GroupBy(row => row.MemberKey).ToDictionary(member => member.Key, member => member.ToList());
        _lifetimes = lifetimes.ToDictionary(row => (row.MemberKey, row.PlanCode, row.Service));
    }

    /// <summary>Asks for what the batch needs; the families must be locked.</summary>
    /// <returns>Opens the books, once <paramref name="fetch"/> has run.</returns>
    public static Func<FamilyBooks> AskFor(ClaimsDb db, Fetch fetch, BatchNeeds needs)
    {
        Guid[] families = [.. needs.Families];
        Guid[] members = [.. needs.Members];
        DateOnly[] years = [.. needs.PlanYears];
        DateOnly[] dates = [.. needs.ServiceDates];
        var accumulators = years.Length == 0 ? [] : fetch.Rows<AccumulatorRow>($"family_key IN {families} AND plan_year_start IN {years}");
        var lines = dates.Length == 0 ? [] : fetch.Rows<ClaimLineRow>(
            $"member_key IN {members} AND (service_date IN {dates} OR (visit_service IS NOT NULL AND service_date BETWEEN {needs.VisitsFrom} AND {needs.VisitsTo})) ORDER BY service_date");
        var lifetimes = needs.Lifetimes ? fetch.Rows<LifetimeRow>($"member_key IN {members}") : [];
        return () => new(db, accumulators, lines, lifetimes);
    }

    /// <summary>What a claim's facts say of the past.</summary>
    public ClaimFacts AddPast(ClaimFacts facts, Guid familyKey, Guid memberKey)
    {
        if (facts.Member is not { } member || facts.Claim.IsDisability)
        {
            return facts;
        }

        var touched = Touched.By(facts, member);
        var lines = _lines.GetValueOrDefault(memberKey) ?? [];
        return facts with
        {
            EarlierLines =
            [
                .. from line in lines
                   where touched.Dates.Contains(line.ServiceDate)
                   select new EarlierLine(line.ServiceDate, line.ProviderNpi, line.Procedure, line.Modifiers, line.Billed, line.Areas),
            ],
            Visits = touched.LimitedServices.Count == 0 ? [] :
            [
                .. lines.Where(line => line.VisitService is not null && touched.LimitedServices.Contains((line.VisitPlan!, line.VisitService)))
                    .Select(line => new Visit(line.VisitPlan!, line.VisitService!, line.ServiceDate)).Distinct(),
            ],
            Usage = [.. touched.PlanYears.Select(year => UsageOf(familyKey, memberKey, year.Plan, year.Start)).Where(used => !used.Family.IsZero)],
            LifetimeUsage =
            [
                .. from service in touched.LifetimeServices
                   let row = _lifetimes.GetValueOrDefault((memberKey, service.Plan, service.Service))
                   where row is not null && !row.Used.IsZero
                   select new LifetimeFact(service.Plan, service.Service, row.Used),
            ],
        };
    }

    /// <summary>Books what a decided claim moved and the lines that it leaves behind.</summary>
    public void Post(Guid familyKey, ClaimRow claim, ClaimFacts facts, Adjudication decision)
    {
        foreach (var moved in decision.Movements)
        {
            Of(familyKey, claim.MemberKey, moved.PlanCode, moved.PlanYearStart).Usage += moved.Added;
        }

        foreach (var moved in decision.LifetimeMovements)
        {
            LifetimeOf(claim.MemberKey, moved.PlanCode, moved.Service).Used += moved.Added;
        }

        for (var index = 0; index < decision.Lines.Length; index++)
        {
            if (!decision.Lines[index].IsDenied)
            {
                Keep(ToRow(claim, facts, index, decision.Lines[index]));
            }
        }
    }

    /// <summary>Takes off exactly what a claim had moved, and its lines with it; <see cref="Forget"/> them once that is final.</summary>
    /// <returns>The lines.</returns>
    public IReadOnlyList<ClaimLineRow> Reverse(Guid familyKey, ClaimRow claim, StoredDecision decision)
    {
        foreach (var moved in decision.Movements ?? [])
        {
            Of(familyKey, claim.MemberKey, moved.Plan, moved.PlanYearStart).Usage -= Storing.ToUsage(moved.Added);
        }

        foreach (var moved in decision.LifetimeMovements ?? [])
        {
            LifetimeOf(claim.MemberKey, moved.Plan, moved.Service).Used -= new Money(moved.Amount);
        }

        if (!_lines.TryGetValue(claim.MemberKey, out var lines))
        {
            return [];
        }

        var own = lines.FindAll(line => line.ClaimId == claim.ClaimId);
        lines.RemoveAll(line => line.ClaimId == claim.ClaimId);
        return own;
    }

    /// <summary>Removes the lines of a reversed claim from the store.</summary>
    public void Forget(IReadOnlyList<ClaimLineRow> lines) => _db.Delete(lines);

    /// <summary>Undoes <see cref="Reverse"/>: the claim stands after all.</summary>
    public void Restore(Guid familyKey, ClaimRow claim, StoredDecision decision, IReadOnlyList<ClaimLineRow> lines)
    {
        foreach (var moved in decision.Movements ?? [])
        {
            Of(familyKey, claim.MemberKey, moved.Plan, moved.PlanYearStart).Usage += Storing.ToUsage(moved.Added);
        }

        foreach (var moved in decision.LifetimeMovements ?? [])
        {
            LifetimeOf(claim.MemberKey, moved.Plan, moved.Service).Used += new Money(moved.Amount);
        }

        if (_lines.TryGetValue(claim.MemberKey, out var kept))
        {
            kept.AddRange(lines);
        }
    }

    private static ClaimLineRow ToRow(ClaimRow claim, ClaimFacts facts, int index, in LineDecision decision)
    {
        var line = facts.Claim.Lines[index];
        var plan = (HealthPlan)facts.Member!.Coverages[decision.CoverageIndex].Plan;
        var service = plan.Services[decision.ServiceIndex];
        return new()
        {
            MemberKey = claim.MemberKey,
            ServiceDate = line.ServiceDate,
            ClaimId = claim.ClaimId,
            LineNumber = (short)(index + 1),
            ProviderNpi = claim.ProviderNpi ?? "",
            Procedure = line.Procedure,
            Modifiers = line.Modifiers,
            Areas = line.Areas,
            Billed = line.Billed,
            VisitPlan = service.VisitLimit is null ? null : plan.Code,
            VisitService = service.VisitLimit is null ? null : service.Name,
        };
    }

    private UsageFact UsageOf(Guid familyKey, Guid memberKey, string plan, DateOnly start)
    {
        var (own, family) = (default(PlanYearUsage), default(PlanYearUsage));
        foreach (var row in FamilyOf(familyKey))
        {
            if (row.PlanYearStart == start && row.PlanCode == plan)
            {
                family += row.Usage;
                own = row.MemberKey == memberKey ? row.Usage : own;
            }
        }

        return new(plan, start, own, family);
    }

    private void Keep(ClaimLineRow row)
    {
        _db.Insert(row);
        if (!_lines.TryGetValue(row.MemberKey, out var lines))
        {
            _lines[row.MemberKey] = lines = [];
        }

        lines.Add(row);
    }

    /// <summary>To be changed.</summary>
    private AccumulatorRow Of(Guid familyKey, Guid memberKey, string plan, DateOnly start)
    {
        var rows = FamilyOf(familyKey);
        var known = rows.Find(row => row.MemberKey == memberKey && row.PlanYearStart == start && row.PlanCode == plan);
        if (known is null)
        {
            known = new() { FamilyKey = familyKey, MemberKey = memberKey, PlanCode = plan, PlanYearStart = start };
            rows.Add(known);
        }

        _db.Put(known);
        return known;
    }

    private List<AccumulatorRow> FamilyOf(Guid familyKey)
    {
        if (!_accumulators.TryGetValue(familyKey, out var rows))
        {
            _accumulators[familyKey] = rows = [.. _loaded[familyKey]];
        }

        return rows;
    }

    /// <summary>To be changed.</summary>
    private LifetimeRow LifetimeOf(Guid memberKey, string plan, string service)
    {
        if (!_lifetimes.TryGetValue((memberKey, plan, service), out var row))
        {
            row = new() { MemberKey = memberKey, PlanCode = plan, Service = service };
            _lifetimes[(memberKey, plan, service)] = row;
        }

        _db.Put(row);
        return row;
    }
}
