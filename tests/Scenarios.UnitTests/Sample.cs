using System.Text.Json.Nodes;
using Aso.Scenarios.Format;

namespace Aso.Scenarios.UnitTests;

/// <summary>A whole, well-formed scenario, to be broken in one place at a time.</summary>
internal static class Sample
{
    public const string Text = """
        {
          "scenario": "sample", "about": "One of everything.",
          "employer": {
            "name": "Acme Tooling", "taxId": "12-3456789", "arrangement": "aso",
            "planYearStart": "2026-01-01", "createdOn": "2026-01-01",
            "funding": {"method": "prefunded", "minimumBalance": "10000.00", "targetBalance": "40000.00"},
            "fees": {"perClaim": "4.00"},
            "expectedMonthlyClaims": {"family": "410.00"},
            "network": ["1234567893"]
          },
          "plans": [
            {"code": "MED", "line": "medical", "timelyFilingDays": 365, "coordination": "standard",
             "pricing": {"otherwisePercentOfBilled": "80", "percentOfBilledOutOfNetwork": "50"},
             "services": [{"name": "any", "procedures": ["*"],
               "in": {"copay": "25.00", "coinsurance": "0", "deductible": false},
               "out": {"copay": "0.00", "coinsurance": "40", "deductible": true}}]},
            {"code": "STD", "line": "std", "percent": "60", "minimum": "50.00", "maximum": "1200.00",
             "eliminationDays": {"accident": 0, "sickness": 7}, "maxWeeks": 26}
          ],
          "members": [
            {"id": "E1", "relationship": "employee", "birthDate": "1980-02-03", "weeklyEarnings": "1200.00",
             "coverages": [{"plan": "MED", "tier": "family", "from": "2026-01-01"}, {"plan": "STD", "from": "2026-01-01"}]},
            {"id": "S1", "relationship": "spouse", "subscriber": "E1", "birthDate": "1981-05-06",
             "coverages": [{"plan": "MED", "from": "2026-01-01"}]}
          ],
          "steps": [
            {"on": "2026-01-01", "do": "deposit", "amount": "50000.00", "reference": "W-1"},
            {"on": "2026-02-10", "do": "submitClaim", "claim": {"id": "C1", "line": "medical", "frequency": 1, "member": "E1",
              "provider": "1234567893",
              "lines": [{"procedure": "99213", "serviceDate": "2026-02-03", "units": 1, "billed": "180.00"}]}},
            {"on": "2026-02-11", "do": "submitClaim", "claim": {"id": "C2", "line": "medical", "frequency": 8, "original": "C1", "member": "E1"}},
            {"on": "2026-03-20", "do": "submitClaim", "claim": {"id": "D1", "line": "std", "frequency": 1, "member": "E1",
              "cause": "sickness", "disabledFrom": "2026-03-02", "certifiedThrough": "2026-04-19"}},
            {"on": "2026-03-20", "do": "advance"}
          ],
          "expect": {"claims": {"C1": {"status": "voided"}}}
        }
        """;

    /// <summary>The faults of the sample after <paramref name="change"/>.</summary>
    public static IReadOnlyList<string> FaultsAfter(Action<JsonNode> change)
    {
        var root = JsonNode.Parse(Text)!;
        change(root);
        try
        {
            Scenario.Read(root.ToJsonString());
            return [];
        }
        catch (ScenarioFormatException unreadable)
        {
            return unreadable.Faults;
        }
    }
}
