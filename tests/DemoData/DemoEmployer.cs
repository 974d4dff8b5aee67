using System.Text.Json.Nodes;
using Aso.Primitives;

namespace Aso.DemoData;

/// <summary>The demo's employer, its plans and its stop-loss policy, as the public API takes them.</summary>
internal sealed class DemoEmployer(Providers providers)
{
    public const string Name = "Harbor Point Manufacturing";

    public const string TaxId = "98-7654321";

    /// <summary>Everything but the people and their claims, which come in files.</summary>
    public JsonObject ToJson() => new()
    {
        ["employer"] = Employer(),
        ["plans"] = new JsonArray(Medical(), Dental(), ShortTermDisability(), LongTermDisability()),
        ["network"] = Strings(providers.Network),
        ["carrier"] = Object("""{"carrierId": "0d5c0b2e-7a51-4d3f-9a52-2f1f6f0c9b02", "name": "Northern Re"}"""),
        ["policy"] = Policy(),
        ["openOn"] = "2026-01-01",
        ["people"] = People(),
    };

    private static JsonObject Employer() => new()
    {
        ["employerId"] = "0d5c0b2e-7a51-4d3f-9a52-2f1f6f0c9b01",
        ["name"] = Name,
        ["taxId"] = TaxId,
        ["arrangement"] = "aso",
        ["planYearStart"] = "2026-01-01",
        ["funding"] = Object("""{"method": "prefunded", "minimumBalance": "100000.00", "targetBalance": "250000.00"}"""),
        ["fees"] = Object("""{"perEmployeePerMonth": "32.50", "perClaim": "1.75"}"""),
        ["expectedMonthlyClaims"] = Object("""{"employee": "205.00", "employeeSpouse": "437.00", "employeeChildren": "338.00", "family": "562.00"}"""),
        ["fullyInsuredPremium"] = Object("""{"employee": "310.00", "employeeSpouse": "657.00", "employeeChildren": "509.00", "family": "845.00"}"""),
    };

    private static JsonObject Medical()
    {
        var plan = Object("""
            {
              "code": "PPO", "line": "medical", "timelyFilingDays": 180, "coordination": "standard",
              "pricing": {"feeSchedule": {}, "otherwisePercentOfBilled": "70", "percentOfBilledOutOfNetwork": "60"},
              "deductible": {"in": {"individual": "750.00", "family": "1500.00"}, "out": {"individual": "2000.00", "family": "4000.00"}},
              "outOfPocket": {"in": {"individual": "4000.00", "family": "8000.00"}, "out": {"individual": "9000.00", "family": "18000.00"}},
              "services": [
                {"name": "preventive care", "procedures": ["99381-99397", "90471", "90686", "77067", "45378"],
                 "in": {"copay": "0.00", "coinsurance": "0", "deductible": false}},
                {"name": "office visit", "procedures": ["99202-99215"],
                 "in": {"copay": "25.00", "coinsurance": "0", "deductible": false}, "out": {"copay": "0.00", "coinsurance": "40", "deductible": true}},
                {"name": "emergency room", "procedures": ["99281-99285"],
                 "in": {"copay": "150.00", "coinsurance": "20", "deductible": true}, "out": {"copay": "150.00", "coinsurance": "20", "deductible": true}},
                {"name": "physical therapy", "procedures": ["97110-97164"], "visitLimit": 30,
                 "in": {"copay": "30.00", "coinsurance": "0", "deductible": false}},
                {"name": "behavioral health", "procedures": ["90791-90899"],
                 "in": {"copay": "25.00", "coinsurance": "0", "deductible": false}, "out": {"copay": "0.00", "coinsurance": "40", "deductible": true}},
                {"name": "advanced imaging", "procedures": ["70551-70553", "72141-72158"], "priorAuthorization": true,
                 "in": {"copay": "0.00", "coinsurance": "20", "deductible": true}, "out": {"copay": "0.00", "coinsurance": "40", "deductible": true}},
                {"name": "joint replacement", "procedures": ["27130", "27447"], "priorAuthorization": true,
                 "in": {"copay": "0.00", "coinsurance": "20", "deductible": true}},
                {"name": "cosmetic surgery", "procedures": ["15820-15823"], "covered": false},
                {"name": "specialty drugs", "procedures": ["J0120-J9999"], "priorAuthorization": false,
                 "in": {"copay": "0.00", "coinsurance": "20", "deductible": true}, "out": {"copay": "0.00", "coinsurance": "50", "deductible": true}},
                {"name": "laboratory and X-ray", "procedures": ["70010-76499", "80047-89398"],
                 "in": {"copay": "0.00", "coinsurance": "10", "deductible": true}, "out": {"copay": "0.00", "coinsurance": "40", "deductible": true}},
                {"name": "ambulance", "procedures": ["A0021-A0999"],
                 "in": {"copay": "0.00", "coinsurance": "20", "deductible": true}, "out": {"copay": "0.00", "coinsurance": "20", "deductible": true}},
                {"name": "equipment", "procedures": ["E0100-E9999"], "lifetimeMaximum": "10000.00",
                 "in": {"copay": "0.00", "coinsurance": "20", "deductible": true}},
                {"name": "surgery, maternity and hospital care", "procedures": ["00100-01999", "10004-69990", "77261-77799", "90935-90999", "94002-94799", "96360-96549", "99468-99486"],
                 "in": {"copay": "0.00", "coinsurance": "20", "deductible": true}, "out": {"copay": "0.00", "coinsurance": "40", "deductible": true}}
              ]
            }
            """);
        plan["pricing"]!["feeSchedule"] = FeeSchedule(BenefitLine.Medical);
        return plan;
    }

    private static JsonObject Dental()
    {
        var plan = Object("""
            {
              "code": "DENTAL", "line": "dental", "timelyFilingDays": 180, "coordination": "nonDuplication",
              "pricing": {"feeSchedule": {}, "otherwisePercentOfBilled": "80", "percentOfBilledOutOfNetwork": "70"},
              "deductible": {"in": {"individual": "50.00", "family": "150.00"}, "out": {"individual": "100.00", "family": "300.00"}},
              "annualMaximum": "1500.00",
              "services": [
                {"name": "preventive", "procedures": ["D0100-D1999"], "countsTowardAnnualMaximum": false,
                 "in": {"copay": "0.00", "coinsurance": "0", "deductible": false}, "out": {"copay": "0.00", "coinsurance": "20", "deductible": false}},
                {"name": "basic", "procedures": ["D2000-D2499", "D7000-D7999"],
                 "in": {"copay": "0.00", "coinsurance": "20", "deductible": true}, "out": {"copay": "0.00", "coinsurance": "40", "deductible": true}},
                {"name": "major", "procedures": ["D2500-D3999"], "waitingMonths": 6,
                 "in": {"copay": "0.00", "coinsurance": "50", "deductible": true}, "out": {"copay": "0.00", "coinsurance": "60", "deductible": true}},
                {"name": "orthodontia", "procedures": ["D8000-D8999"], "lifetimeMaximum": "1500.00", "countsTowardAnnualMaximum": false,
                 "in": {"copay": "0.00", "coinsurance": "50", "deductible": false}}
              ]
            }
            """);
        plan["pricing"]!["feeSchedule"] = FeeSchedule(BenefitLine.Dental);
        return plan;
    }

    private static JsonObject ShortTermDisability() => Object("""
        {"code": "STD", "line": "std", "percent": "60", "minimum": "50.00", "maximum": "1500.00",
         "eliminationDays": {"accident": 0, "sickness": 7}, "maxWeeks": 26}
        """);

    private static JsonObject LongTermDisability() => Object("""
        {"code": "LTD", "line": "ltd", "percent": "60", "minimum": "100.00", "maximum": "8000.00", "eliminationDays": 90}
        """);

    private static JsonObject Policy() => Object("""
        {
          "periodStart": "2026-01-01", "basis": "12/15", "lines": ["medical"],
          "specific": {"deductible": "75000.00", "carrierPercent": "100", "maximumPerPerson": "2000000.00"},
          "aggregate": {"monthlyFactor": {"employee": "256.00", "employeeSpouse": "546.00", "employeeChildren": "423.00", "family": "703.00"},
                        "minimumAttachment": "1250000.00", "maximum": "1000000.00"},
          "premium": {"employee": {"specific": "58.00", "aggregate": "5.50"}, "employeeSpouse": {"specific": "121.00", "aggregate": "5.50"},
                      "employeeChildren": {"specific": "96.00", "aggregate": "5.50"}, "family": {"specific": "158.00", "aggregate": "5.50"}},
          "triggerDiagnoses": ["C", "N18.6", "P07"]
        }
        """);

    /// <summary>Who can sign in to the portal. The demo is for sandboxes, its passwords are public.</summary>
    private static JsonArray People() =>
    [
        Object("""{"userName": "employer@harborpoint.example", "password": "harbor-point-demo", "kind": "employer"}"""),
        Object("""{"userName": "carrier@northernre.example", "password": "northern-re-demo", "kind": "carrier"}"""),
        Object("""{"userName": "operations@administrator.example", "password": "administrator-demo", "kind": "administrator"}"""),
    ];

    private static JsonObject FeeSchedule(BenefitLine line) => new(Procedures.FeeSchedule(line)
        .Select(entry => KeyValuePair.Create<string, JsonNode?>(entry.Code, entry.Fee.ToString())));

    private static JsonArray Strings(IEnumerable<string> texts) => [.. texts.Select(text => JsonValue.Create(text))];

    private static JsonObject Object(string json) => JsonNode.Parse(json)!.AsObject();
}
