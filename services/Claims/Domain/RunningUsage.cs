using Aso.Primitives;

namespace Aso.Claims.Domain;

/// <summary>The accumulators while a claim is decided: as the facts have them, plus what its lines have added so far.</summary>
/// <remarks>The facts are not touched. A claim seldom meets more than one plan year, so entries are searched one by one.</remarks>
internal ref struct RunningUsage(ClaimFacts facts, Span<RunningUsage.PlanYearEntry> planYears, Span<RunningUsage.LifetimeEntry> lifetimes)
{
    private readonly ClaimFacts _facts = facts;
    private readonly Span<PlanYearEntry> _planYears = planYears;
    private readonly Span<LifetimeEntry> _lifetimes = lifetimes;
    private int _planYearCount;
    private int _lifetimeCount;

    /// <summary>The entry of that coverage's plan in the plan year that contains <paramref name="date"/>.</summary>
    public ref PlanYearEntry PlanYearOf(int coverageIndex, DateOnly date)
    {
        var start = _facts.PlanYear.StartOf(date);
        var plan = PlanOf(coverageIndex);
        for (var index = 0; index < _planYearCount; index++)
        {
            if (_planYears[index].Start == start && PlanOf(_planYears[index].CoverageIndex).Code == plan.Code)
            {
                return ref _planYears[index];
            }
        }

        ref var entry = ref _planYears[_planYearCount++];
        entry = new() { CoverageIndex = coverageIndex, Start = start };
        foreach (ref readonly var known in _facts.Usage.AsSpan())
        {
            if (known.PlanYearStart == start && known.PlanCode == plan.Code)
            {
                entry.Member = known.Member;
                entry.Family = known.Family;
                break;
            }
        }

        return ref entry;
    }

    /// <summary>The entry of a service with a lifetime maximum.</summary>
    public ref LifetimeEntry LifetimeOf(int coverageIndex, int serviceIndex)
    {
        var plan = PlanOf(coverageIndex);
        for (var index = 0; index < _lifetimeCount; index++)
        {
            if (_lifetimes[index].ServiceIndex == serviceIndex && PlanOf(_lifetimes[index].CoverageIndex).Code == plan.Code)
            {
                return ref _lifetimes[index];
            }
        }

        ref var entry = ref _lifetimes[_lifetimeCount++];
        entry = new() { CoverageIndex = coverageIndex, ServiceIndex = serviceIndex };
        foreach (var known in _facts.LifetimeUsage)
        {
            if (known.PlanCode == plan.Code && known.Service == plan.Services[serviceIndex].Name)
            {
                entry.Used = known.Used;
                break;
            }
        }

        return ref entry;
    }

    public readonly PlanYearMovement[] PlanYearMovements()
    {
        var moved = 0;
        foreach (ref readonly var entry in _planYears[.._planYearCount])
        {
            moved += entry.Added.IsZero ? 0 : 1;
        }

        var movements = moved == 0 ? [] : new PlanYearMovement[moved];
        foreach (ref readonly var entry in _planYears[.._planYearCount])
        {
            if (!entry.Added.IsZero)
            {
                movements[^moved--] = new(PlanOf(entry.CoverageIndex).Code, entry.Start, entry.Added);
            }
        }

        return movements;
    }

    public readonly LifetimeMovement[] LifetimeMovements()
    {
        var moved = 0;
        foreach (ref readonly var entry in _lifetimes[.._lifetimeCount])
        {
            moved += entry.Added.IsZero ? 0 : 1;
        }

        var (movements, next) = (moved == 0 ? [] : new LifetimeMovement[moved], 0);
        foreach (ref readonly var entry in _lifetimes[.._lifetimeCount])
        {
            if (!entry.Added.IsZero)
            {
                var plan = PlanOf(entry.CoverageIndex);
                movements[next++] = new(plan.Code, plan.Services[entry.ServiceIndex].Name, entry.Added);
            }
        }

        return movements;
    }

    private readonly HealthPlan PlanOf(int coverageIndex) => (HealthPlan)_facts.Member!.Coverages[coverageIndex].Plan;

    /// <summary>One plan year of one plan.</summary>
    internal struct PlanYearEntry
    {
        public int CoverageIndex;
        public DateOnly Start;
        public PlanYearUsage Member;
        public PlanYearUsage Family;
        public PlanYearUsage Added;

        public void Post(PlanYearUsage added)
        {
            Member += added;
            Family += added;
            Added += added;
        }
    }

    /// <summary>One service's lifetime maximum.</summary>
    internal struct LifetimeEntry
    {
        public int CoverageIndex;
        public int ServiceIndex;
        public Money Used;
        public Money Added;

        public void Post(Money added)
        {
            Used += added;
            Added += added;
        }
    }
}
