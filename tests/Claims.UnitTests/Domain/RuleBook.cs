using Aso.Claims.Domain;
using Aso.Primitives;

namespace Aso.Claims.UnitTests.Domain;

/// <summary>The rules of adjudication a second time, slow and naive, in decimal dollars and from the whole history: what the adjudicator is compared with.</summary>
/// <remarks>It shares no code with the adjudicator beyond the facts' types: pots are added up anew from all live lines for every line.</remarks>
internal sealed class RuleBook(PlanYear years, IReadOnlySet<string> network)
{
    private readonly List<PricedLine> _live = [];

    internal sealed record Outcome(string Status, decimal Allowed, decimal Paid, SortedDictionary<string, decimal> Adjustments);

    private sealed record PricedLine(
        string Claim, string Member, string Npi, ClaimLine Line, string Plan, Service Service, bool InNetwork,
        decimal Deductible, decimal OutOfPocket, decimal Paid);

    public void Reverse(string claim) => _live.RemoveAll(line => line.Claim == claim);

    public List<Outcome> Decide(Claim claim, Member? member, DateOnly received) =>
        [.. claim.Lines.Select(line => DecideLine(claim, line, member, received))];

    private static decimal Dollars(Money money) => money.Cents / 100m;

    private static decimal Percent(Rate rate) => rate.Millionths / 100_000_000m;

    private static decimal Round(decimal amount) => Math.Round(amount, 2, MidpointRounding.AwayFromZero);

    private Outcome DecideLine(Claim claim, ClaimLine line, Member? member, DateOnly received)
    {
        var billed = Dollars(line.Billed);
        var ofLine = (member?.Coverages ?? []).Where(coverage => coverage.Plan.Line == claim.Line).ToList();
        var coverage = ofLine.Find(span => span.Dates.From <= line.ServiceDate && (span.Dates.To ?? DateOnly.MaxValue) >= line.ServiceDate);
        var plan = coverage?.Plan as HealthPlan;
        var service = plan?.Services.FirstOrDefault(candidate => candidate.Procedures.Any(pattern => Matches(pattern, line.Procedure)));
        var inside = network.Contains(claim.ProviderNpi!);
        var denial = ofLine.Count == 0 ? "PR-31"
            : coverage is null ? ofLine.Exists(span => span.Dates.To < line.ServiceDate) ? "PR-27" : "PR-26"
            : received.DayNumber - line.ServiceDate.DayNumber > plan!.TimelyFilingDays ? "CO-29"
            : _live.Exists(other => other.Member == claim.MemberId && other.Npi == claim.ProviderNpi && other.Line.ServiceDate == line.ServiceDate
                && other.Line.Procedure == line.Procedure && other.Line.Modifiers == line.Modifiers && other.Line.Billed == line.Billed) ? "OA-18"
            : member!.OtherCoveragePrimary && line.OtherPayerPaid is null ? "CO-22"
            : service is null || !service.Covered ? "PR-96"
            : !inside && service.Out is null ? "PR-242"
            : service.WaitingMonths is { } months && line.ServiceDate < coverage.Dates.From.AddMonths(months) ? "PR-179"
            : service.PriorAuthorization && claim.Authorization is null ? "CO-197"
            : service.VisitLimit is { } limit && VisitsOf(claim.MemberId, plan, service, line.ServiceDate) is var dates
                && !dates.Contains(line.ServiceDate) && dates.Count >= limit ? "PR-119"
            : null;
        return denial is not null
            ? new("denied", 0, 0, new(StringComparer.Ordinal) { [denial] = billed })
            : Price(claim, line, plan!, service!, inside);
    }

    private HashSet<DateOnly> VisitsOf(string member, HealthPlan plan, Service service, DateOnly date) =>
    [
        .. _live.Where(line => line.Member == member && line.Plan == plan.Code && line.Service.Name == service.Name
            && years.StartOf(line.Line.ServiceDate) == years.StartOf(date)).Select(line => line.Line.ServiceDate),
    ];

    private Outcome Price(Claim claim, ClaimLine line, HealthPlan plan, Service service, bool inside)
    {
        var billed = Dollars(line.Billed);
        var terms = inside ? service.In! : service.Out!;
        var year = _live.Where(other => other.Plan == plan.Code && years.StartOf(other.Line.ServiceDate) == years.StartOf(line.ServiceDate)).ToList();
        var side = year.Where(other => other.InNetwork == inside).ToList();
        var own = side.Where(other => other.Member == claim.MemberId).ToList();

        var allowed = !inside ? Round(billed * Percent(plan.PercentOfBilledOutOfNetwork))
            : plan.FeeSchedule.TryGetValue(line.Procedure, out var fee) ? Math.Min(billed, Round(Dollars(fee) * line.Units.Thousandths / 1000m))
            : Round(billed * Percent(plan.OtherwisePercentOfBilled));
        var visited = _live.Exists(other => other.Claim == claim.Number && other.Plan == plan.Code && other.Service == service && other.Line.ServiceDate == line.ServiceDate);
        var copay = visited ? 0 : Math.Min(Dollars(terms.Copay), allowed);
        var deductible = 0m;
        if (terms.Deductible && (inside ? plan.DeductibleIn : plan.DeductibleOut) is { } limits)
        {
            deductible = Math.Min(allowed - copay, Math.Min(
                Dollars(limits.Individual) - own.Sum(other => other.Deductible), Dollars(limits.Family) - side.Sum(other => other.Deductible)));
        }

        var coinsurance = Round((allowed - copay - deductible) * Percent(terms.Coinsurance));
        if ((inside ? plan.OutOfPocketIn : plan.OutOfPocketOut) is { } maximum)
        {
            var left = Math.Min(Dollars(maximum.Individual) - own.Sum(other => other.OutOfPocket), Dollars(maximum.Family) - side.Sum(other => other.OutOfPocket));
            var excess = Math.Max(0, copay + deductible + coinsurance - left);
            (coinsurance, excess) = Less(coinsurance, excess);
            (copay, excess) = Less(copay, excess);
            (deductible, _) = Less(deductible, excess);
        }

        var (lifetime, annual, other23) = (0m, 0m, 0m);
        var benefit = allowed - copay - deductible - coinsurance;
        if (service.LifetimeMaximum is { } ever)
        {
            var used = _live.Where(other => other.Member == claim.MemberId && other.Plan == plan.Code && other.Service.Name == service.Name).Sum(other => other.Paid);
            lifetime = Math.Max(0, benefit - (Dollars(ever) - used));
            benefit -= lifetime;
        }

        if (plan.AnnualMaximum is { } yearly && service.CountsTowardAnnualMaximum)
        {
            var used = year.Where(other => other.Member == claim.MemberId && other.Service.CountsTowardAnnualMaximum).Sum(other => other.Paid);
            annual = Math.Max(0, benefit - (Dollars(yearly) - used));
            benefit -= annual;
        }

        if (line.OtherPayerPaid is { } paidByOther)
        {
            var (net, members, other) = (benefit, allowed - benefit, Dollars(paidByOther));
            benefit = plan.Coordination == Coordination.Standard ? Math.Min(net, Math.Max(0, allowed - other)) : Math.Max(0, net - other);
            var owes = Math.Max(0, allowed - other - benefit);
            other23 = allowed - benefit - owes;
            var less = Math.Max(0, members - owes);
            (coinsurance, less) = Less(coinsurance, less);
            (copay, less) = Less(copay, less);
            (deductible, less) = Less(deductible, less);
            (annual, less) = Less(annual, less);
            (lifetime, _) = Less(lifetime, less);
        }

        _live.Add(new(claim.Number, claim.MemberId, claim.ProviderNpi!, line, plan.Code, service, inside, deductible, copay + deductible + coinsurance, benefit));
        var adjustments = new SortedDictionary<string, decimal>(StringComparer.Ordinal)
        {
            [inside ? "CO-45" : "PR-45"] = billed - allowed,
            ["PR-3"] = copay,
            ["PR-1"] = deductible,
            ["PR-2"] = coinsurance,
            ["PR-119"] = annual,
            ["PR-35"] = lifetime,
            ["OA-23"] = other23,
        };
        foreach (var code in adjustments.Where(adjustment => adjustment.Value == 0).Select(adjustment => adjustment.Key).ToList())
        {
            adjustments.Remove(code);
        }

        return new("priced", allowed, benefit, adjustments);
    }

    private static (decimal Part, decimal Left) Less(decimal part, decimal less) => (part - Math.Min(part, less), less - Math.Min(part, less));

    private static bool Matches(string pattern, string code)
    {
        var ends = pattern.Split('-');
        return pattern == "*" || pattern == code
            || (ends.Length == 2 && ends[0].Length == code.Length && string.CompareOrdinal(ends[0], code) <= 0 && string.CompareOrdinal(code, ends[1]) <= 0);
    }
}
