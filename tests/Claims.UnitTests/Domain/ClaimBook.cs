using System.Collections.Frozen;
using Aso.Claims.Domain;
using Aso.Primitives;

namespace Aso.Claims.UnitTests.Domain;

/// <summary>An employer with one family and its claims so far: the loading and storing around the adjudicator, in memory.</summary>
internal sealed class ClaimBook
{
    public const string InNetwork = "1234567893";
    public const string OutOfNetwork = "1000000004";

    private readonly List<Entry> _entries = [];
    private readonly Dictionary<string, Member> _members = [];

    public ClaimBook(params Plan[] plans)
    {
        Enroll("E1", plans);
    }

    public PlanYear PlanYear { get; init; } = new(new DateOnly(2026, 1, 1));

    public DateOnly Today { get; set; } = Day("2026-03-20");

    public IEnumerable<Entry> Live => _entries.Where(entry => entry.Status is ClaimStatus.Approved or ClaimStatus.Denied);

    public IReadOnlyList<Entry> All => _entries;

    public static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd");

    public static Money Usd(string text) => Money.Parse(text);

    public static ClaimLine Line(string procedure, string billed, string date = "2026-03-02", string modifiers = "", string units = "1", string? otherPaid = null)
    {
        Assert.True(Units.TryParse(units, out var count));
        return new()
        {
            Procedure = procedure,
            Billed = Usd(billed),
            ServiceDate = Day(date),
            Modifiers = modifiers,
            Units = count,
            OtherPayerPaid = otherPaid is null ? null : Usd(otherPaid),
        };
    }

    public void Enroll(string member, IEnumerable<Plan> plans, string from = "2026-01-01", string? to = null, bool otherFirst = false) =>
        Enroll(member, otherFirst, [.. plans.Select(plan => new Coverage(plan, new DateSpan(Day(from), to is null ? null : Day(to))))]);

    public void Enroll(string member, bool otherFirst, params Coverage[] coverages) => _members[member] = new()
    {
        BirthDate = Day("1980-02-03"),
        WeeklyEarnings = Usd("1000.04"),
        OtherCoveragePrimary = otherFirst,
        Coverages = coverages,
    };

    public void Change(string member, Func<Member, Member> change) => _members[member] = change(_members[member]);

    public Adjudication Submit(params ClaimLine[] lines) => Submit(Claim("E1", lines));

    public Claim Claim(string member, params ClaimLine[] lines) => new()
    {
        Number = $"C{_entries.Count + 1}",
        Line = BenefitLine.Medical,
        MemberId = member,
        ProviderNpi = InNetwork,
        Lines = lines,
    };

    public Adjudication Submit(Claim claim)
    {
        if (claim.Frequency != Frequency.Original)
        {
            var original = _entries.SingleOrDefault(entry => entry.Facts.Claim.Number == claim.Original);
            var known = original is null ? null : new OriginalClaim(original.Facts.Claim.Frequency, original.Status, original.Facts.Claim.MemberId, original.Facts.Claim.Line);
            Assert.Equal(ReversalRefusal.None, Reversal.Check(claim, known));
            original!.Status = Reversal.StatusAfter(claim.Frequency);
        }

        var facts = FactsOf(claim);
        var decision = claim.Frequency == Frequency.Void ? Adjudicator.OfVoid() : Adjudicator.Decide(facts);
        _entries.Add(new(facts, decision) { Status = decision.Approved ? ClaimStatus.Approved : ClaimStatus.Denied });
        return decision;
    }

    public void Void(string number) => Submit(new Claim
    {
        Number = $"C{_entries.Count + 1}",
        Line = _entries.Single(entry => entry.Facts.Claim.Number == number).Facts.Claim.Line,
        MemberId = _entries.Single(entry => entry.Facts.Claim.Number == number).Facts.Claim.MemberId,
        Frequency = Frequency.Void,
        Original = number,
    });

    /// <summary>What the stored movements of live claims add up to.</summary>
    public PlanYearUsage Used(string member, string plan, DateOnly year) => Live
        .Where(entry => entry.Facts.Claim.MemberId == member)
        .SelectMany(entry => entry.Decision.Movements)
        .Where(movement => movement.PlanCode == plan && movement.PlanYearStart == year)
        .Aggregate(default(PlanYearUsage), (sum, movement) => sum + movement.Added);

    public PlanYearUsage Used(string member = "E1") => Used(member, "MED", Day("2026-01-01"));

    public ClaimFacts FactsOf(Claim claim)
    {
        var member = _members.GetValueOrDefault(claim.MemberId);
        var years = claim.Lines.Select(line => PlanYear.StartOf(line.ServiceDate)).Distinct().ToArray();
        var plans = (member?.Coverages ?? []).Select(coverage => coverage.Plan.Code).Distinct().ToArray();
        return new()
        {
            Claim = claim,
            ReceivedOn = Today,
            PlanYear = PlanYear,
            Member = member,
            ProviderInNetwork = claim.ProviderNpi == InNetwork,
            EarlierLines = [.. PricedLines(claim.MemberId).Select(line => new EarlierLine(line.Line.ServiceDate, line.Entry.Facts.Claim.ProviderNpi!, line.Line.Procedure, line.Line.Modifiers, line.Line.Billed))],
            Visits = [.. PricedLines(claim.MemberId).Select(line => new Visit(line.Plan.Code, line.Service.Name, line.Line.ServiceDate)).Distinct()],
            Usage = [.. from plan in plans from year in years select new UsageFact(plan, year, Used(claim.MemberId, plan, year), _members.Keys.Aggregate(default(PlanYearUsage), (sum, id) => sum + Used(id, plan, year)))],
            LifetimeUsage = [.. Live.Where(entry => entry.Facts.Claim.MemberId == claim.MemberId).SelectMany(entry => entry.Decision.LifetimeMovements).GroupBy(movement => (movement.PlanCode, movement.Service)).Select(group => new LifetimeFact(group.Key.PlanCode, group.Key.Service, group.Sum(movement => movement.Added)))],
        };
    }

    private IEnumerable<(Entry Entry, ClaimLine Line, HealthPlan Plan, Service Service)> PricedLines(string member) =>
        from entry in Live
        where entry.Facts.Claim.MemberId == member
        from index in Enumerable.Range(0, entry.Decision.Lines.Length)
        let decision = entry.Decision.Lines[index]
        where !decision.IsDenied
        let plan = (HealthPlan)entry.Facts.Member!.Coverages[decision.CoverageIndex].Plan
        select (entry, entry.Facts.Claim.Lines[index], plan, plan.Services[decision.ServiceIndex]);

    internal sealed class Entry(ClaimFacts facts, Adjudication decision)
    {
        public ClaimFacts Facts { get; } = facts;

        public Adjudication Decision { get; } = decision;

        public ClaimStatus Status { get; set; }
    }
}

/// <summary>Plans for tests, in few words.</summary>
internal static class Plans
{
    public static readonly FrozenDictionary<string, Money> NoFees = FrozenDictionary<string, Money>.Empty;

    /// <summary>Medical, all of the charge allowed in network, half out of network.</summary>
    public static HealthPlan Medical(
        Service[] services, (string Individual, string Family)? deductible = null, (string Individual, string Family)? outOfPocket = null,
        string? annualMaximum = null, Coordination coordination = Coordination.Standard, int timelyFilingDays = 365,
        (string Procedure, string Fee)[]? fees = null, string percent = "100", string code = "MED") => new(code, BenefitLine.Medical, services)
        {
            TimelyFilingDays = timelyFilingDays,
            Coordination = coordination,
            FeeSchedule = (fees ?? []).ToFrozenDictionary(fee => fee.Procedure, fee => Money.Parse(fee.Fee)),
            OtherwisePercentOfBilled = Rate.ParsePercent(percent),
            PercentOfBilledOutOfNetwork = Rate.ParsePercent("50"),
            DeductibleIn = LimitsOf(deductible),
            OutOfPocketIn = LimitsOf(outOfPocket),
            AnnualMaximum = annualMaximum is null ? null : Money.Parse(annualMaximum),
        };

    public static Service Service(string procedures = "*", string copay = "0", string coinsurance = "0", bool deductible = false, string name = "any") => new()
    {
        Name = name,
        Procedures = procedures.Split(' '),
        In = Terms(copay, coinsurance, deductible),
        Out = Terms("0", "40", false),
    };

    public static CostSharing Terms(string copay, string coinsurance, bool deductible) =>
        new(Money.Parse(copay), Rate.ParsePercent(coinsurance), deductible);

    private static Limits? LimitsOf((string Individual, string Family)? limits) =>
        limits is { } both ? new(Money.Parse(both.Individual), Money.Parse(both.Family)) : null;
}

internal static class Decisions
{
    /// <summary>The line's adjustments as one text, in code order.</summary>
    public static string Adjustments(this LineDecision line) =>
        string.Join(' ', AdjustmentCodes.Of(line).OrderBy(adjustment => adjustment.Code, StringComparer.Ordinal).Select(adjustment => $"{adjustment.Code}={adjustment.Amount}"));
}
