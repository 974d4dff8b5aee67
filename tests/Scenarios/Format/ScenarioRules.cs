using System.Text.Json.Nodes;

namespace Aso.Scenarios.Format;

/// <summary>What must hold between the places of a scenario, once each place by itself is well formed.</summary>
internal static class ScenarioRules
{
    public static void Check(Scenario scenario, Faults faults)
    {
        CheckOrderOfSteps(scenario, faults);
        CheckPlans(scenario, faults);
        CheckMembers(scenario, faults);
        CheckTables(scenario, faults);
    }

    private static void CheckOrderOfSteps(Scenario scenario, Faults faults)
    {
        var reached = scenario.Employer["createdOn"]!.GetValue<string>();
        foreach (var (index, step) in scenario.Steps.Index())
        {
            // Dates of this form compare as they are written.
            var on = step["on"]!.GetValue<string>();
            if (string.CompareOrdinal(on, reached) < 0)
            {
                faults.Add($"steps[{index}].on", $"goes back in time: {reached} was reached before");
            }
            else
            {
                reached = on;
            }
        }
    }

    private static void CheckPlans(Scenario scenario, Faults faults)
    {
        foreach (var (index, plan) in scenario.Plans.Index())
        {
            var coversOutOfNetwork = (plan["services"]?.AsArray() ?? []).Any(service => service!["out"] is not null);
            if (coversOutOfNetwork && plan["pricing"]!["percentOfBilledOutOfNetwork"] is null)
            {
                faults.Add($"plans[{index}].pricing.percentOfBilledOutOfNetwork", "is missing; it is required where a service has out-of-network terms");
            }
        }
    }

    private static void CheckMembers(Scenario scenario, Faults faults)
    {
        var lines = Lines(scenario);
        var employees = Employees(scenario);
        foreach (var (index, member) in scenario.Members.Index())
        {
            var isEmployee = InputFormat.Says(member, "relationship", "employee");
            var coverages = member["coverages"]!.AsArray();
            CheckTiers(coverages, isEmployee, lines, $"members[{index}].coverages", faults);
            if (member["weeklyEarnings"] is null && coverages.Any(span => LineOf(span, lines) is "std" or "ltd"))
            {
                faults.Add($"members[{index}].weeklyEarnings", "is missing; it is required with disability coverage");
            }
        }

        foreach (var (index, step) in scenario.Steps.Index().Where(step => step.Item["coverages"] is not null))
        {
            var isEmployee = employees.Contains(step["member"]!.GetValue<string>());
            CheckTiers(step["coverages"]!.AsArray(), isEmployee, lines, $"steps[{index}].coverages", faults);
        }
    }

    private static void CheckTiers(JsonArray coverages, bool isEmployee, Dictionary<string, string> lines, string path, Faults faults)
    {
        foreach (var (index, span) in coverages.Index())
        {
            if (isEmployee && span!["tier"] is null && LineOf(span, lines) is "medical" or "dental")
            {
                faults.Add($"{path}[{index}].tier", "is missing; it is required for an employee's medical or dental coverage");
            }
        }
    }

    private static void CheckTables(Scenario scenario, Faults faults)
    {
        var employer = scenario.Employer;
        var tables = new (string Path, JsonNode? Table)[]
        {
            ("employer.funding.levelRate", employer["funding"]?["levelRate"]),
            ("employer.expectedMonthlyClaims", employer["expectedMonthlyClaims"]),
            ("employer.fullyInsuredPremium", employer["fullyInsuredPremium"]),
            ("stopLoss.aggregate.monthlyFactor", scenario.StopLoss?["aggregate"]?["monthlyFactor"]),
            ("stopLoss.premium", scenario.StopLoss?["premium"]),
        };
        var tiers = TiersInUse(scenario);
        foreach (var (path, table) in tables.Where(entry => entry.Table is not null))
        {
            foreach (var tier in tiers.Where(tier => table![tier] is null))
            {
                faults.Add($"{path}.{tier}", "is missing; employees are enrolled in this tier");
            }
        }
    }

    /// <summary>The tiers of the spans that make an employee enrolled: medical ones where there is a medical plan, else any.</summary>
    private static SortedSet<string> TiersInUse(Scenario scenario)
    {
        var lines = Lines(scenario);
        var employees = Employees(scenario);
        var hasMedicalPlan = lines.ContainsValue("medical");
        var ofMembers = scenario.Members.Where(member => InputFormat.Says(member, "relationship", "employee")).Select(member => member["coverages"]);
        var ofChanges = scenario.Steps.Where(step => step["coverages"] is not null && employees.Contains(step["member"]!.GetValue<string>()))
            .Select(step => step["coverages"]);
        var spans = ofMembers.Concat(ofChanges).SelectMany(coverages => coverages!.AsArray())
            .Where(span => !hasMedicalPlan || LineOf(span, lines) == "medical");
        return [.. spans.Select(span => span!["tier"]?.GetValue<string>()).OfType<string>()];
    }

    private static Dictionary<string, string> Lines(Scenario scenario) => scenario.Plans
        .DistinctBy(plan => plan["code"]!.GetValue<string>())
        .ToDictionary(plan => plan["code"]!.GetValue<string>(), plan => plan["line"]!.GetValue<string>());

    private static HashSet<string> Employees(Scenario scenario) =>
        [.. scenario.Members.Where(member => InputFormat.Says(member, "relationship", "employee")).Select(member => member["id"]!.GetValue<string>())];

    private static string? LineOf(JsonNode? span, Dictionary<string, string> lines) =>
        lines.GetValueOrDefault(span!["plan"]!.GetValue<string>());
}
