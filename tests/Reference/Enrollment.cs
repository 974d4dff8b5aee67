using System.Text.Json.Nodes;

namespace Aso.Reference;

/// <summary>A member's coverage by one plan; open where <paramref name="To"/> is null.</summary>
internal sealed record Span(string Plan, string Line, string? Tier, DateOnly From, DateOnly? To)
{
    public bool Contains(DateOnly date) => From <= date && (To is null || date <= To);
}

/// <summary>Chapter 1: members, their families and coverage, as known now.</summary>
internal sealed class Enrollment
{
    private readonly JsonObject _scenario;
    private readonly Dictionary<string, JsonObject> _plans;
    private readonly Dictionary<string, JsonObject> _members;
    private readonly Dictionary<string, List<Span>> _spans = [];

    public Enrollment(JsonObject scenario)
    {
        _scenario = scenario;
        _plans = scenario.Objects("plans").ToDictionary(plan => plan.Text("code"));
        _members = scenario.Objects("members").ToDictionary(member => member.Text("id"));
        foreach (var (id, member) in _members)
        {
            ChangeCoverage(id, member.Objects("coverages"));
        }
    }

    public JsonObject Plan(string code) => _plans[code];

    public JsonObject? Member(string id) => _members.GetValueOrDefault(id);

    /// <summary>The subscriber and its dependants; a member of its own where it is unknown.</summary>
    public string Subscriber(string member) => Member(member)?.TextOrNull("subscriber") ?? member;

    /// <summary>Replaces all spans of the member.</summary>
    public void ChangeCoverage(string member, IReadOnlyList<JsonObject> coverages)
    {
        if (!_members.ContainsKey(member))
        {
            throw new RefusedException($"{member} is no member");
        }

        var spans = coverages.Select(SpanOf).ToList();
        foreach (var (index, span) in spans.Index())
        {
            if (span.To < span.From || spans.Take(index).Any(other => other.Line == span.Line && Overlap(other, span)))
            {
                throw new RefusedException($"two spans of {member} overlap, or one ends before it starts");
            }
        }

        _spans[member] = spans;
    }

    public IReadOnlyList<Span> Spans(string member, string line) =>
        [.. _spans.GetValueOrDefault(member, []).Where(span => span.Line == line)];

    /// <summary>The tier of every employee who is enrolled on the date.</summary>
    public IEnumerable<string> TiersEnrolledOn(DateOnly date)
    {
        var hasMedicalPlan = _plans.Values.Any(plan => plan.Text("line") == "medical");
        foreach (var (id, member) in _members.Where(entry => entry.Value.Text("relationship") == "employee"))
        {
            var spans = _spans[id].Where(span => span.Contains(date) && (!hasMedicalPlan || span.Line == "medical")).ToList();
            if (spans.Count > 0)
            {
                yield return spans.Select(span => span.Tier).OfType<string>().FirstOrDefault() ?? "employee";
            }
        }
    }

    /// <summary>Σ over the employees enrolled on the date of the table's amount for their tier; zero without a table.</summary>
    public decimal SumByTier(DateOnly date, JsonNode? table) =>
        table is null ? 0 : TiersEnrolledOn(date).Sum(tier => table.AmountOrNull(tier) ?? throw new RefusedException($"a table does not name {tier}"));

    /// <summary>The start of the employer's plan year that contains the date.</summary>
    public DateOnly PlanYear(DateOnly date)
    {
        var first = _scenario["employer"]!.Date("planYearStart");
        var year = (date.Year - first.Year - 1) * 12;
        while (first.AddMonths(year + 12) <= date)
        {
            year += 12;
        }

        return first.AddMonths(year);
    }

    private Span SpanOf(JsonObject coverage)
    {
        var plan = coverage.Text("plan");
        var line = _plans.TryGetValue(plan, out var found) ? found.Text("line") : throw new RefusedException($"{plan} is no plan");
        return new(plan, line, coverage.TextOrNull("tier"), coverage.Date("from"), coverage.DateOrNull("to"));
    }

    private static bool Overlap(Span one, Span other) =>
        one.From <= (other.To ?? DateOnly.MaxValue) && other.From <= (one.To ?? DateOnly.MaxValue);
}
