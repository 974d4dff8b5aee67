using System.Text.Json.Nodes;

namespace Aso.Reference;

/// <summary>Draws an employer, its plans and its policy: limits so small that they are hit, dates where months and years meet.</summary>
internal sealed class RandomTerms(Dice dice)
{
    public static readonly string[] Tiers = ["employee", "employeeSpouse", "employeeChildren", "family"];

    public static readonly string[] Providers = ["1234567893", "1245319599", "1679576722"];

    public static readonly string[] Procedures = ["99202", "99213", "99215", "D2740", "J9271", "70553"];

    public JsonObject Employer()
    {
        var createdOn = dice.Of(
            new DateOnly(dice.Between(2023, 2028), 1, 1),
            new DateOnly(dice.Between(2023, 2028), dice.Between(1, 12), 1),
            new DateOnly(2024, 2, 29),
            new DateOnly(dice.Between(2023, 2028), 1, 1).AddDays(dice.Between(0, 364)));
        var planYearStart = dice.Of(
            new DateOnly(createdOn.Year, 1, 1),
            new DateOnly(createdOn.Year, dice.Between(1, 12), 1),
            createdOn,
            createdOn.AddDays(dice.Between(-400, 200)));
        var employer = new JsonObject
        {
            ["name"] = "Acme Tooling",
            ["taxId"] = "12-3456789",
            ["arrangement"] = dice.Chance(12) ? "fully-insured" : "aso",
            ["planYearStart"] = planYearStart.Write(),
            ["createdOn"] = createdOn.Write(),
        };
        if (employer.Text("arrangement") == "aso")
        {
            employer["funding"] = Funding();
            dice.Perhaps(employer, "fees", 70, Fees);
        }

        dice.Perhaps(employer, "expectedMonthlyClaims", 70, () => ByTier(() => dice.Amount(50, 900)));
        dice.Perhaps(employer, "fullyInsuredPremium", 70, () => ByTier(() => dice.Amount(50, 900)));
        dice.Perhaps(employer, "network", 90, () => Texts(dice.Some(Providers, 75)));
        return employer;
    }

    public List<JsonObject> Plans()
    {
        var plans = new List<JsonObject>();
        if (dice.Chance(85))
        {
            plans.Add(HealthPlan("MED", "medical"));
            if (dice.Chance(25))
            {
                plans.Add(HealthPlan("MED2", "medical"));
            }
        }

        if (plans.Count == 0 || dice.Chance(35))
        {
            plans.Add(HealthPlan("DEN", "dental"));
        }

        if (dice.Chance(35))
        {
            plans.Add(DisabilityPlan("STD", "std"));
        }

        if (dice.Chance(30))
        {
            plans.Add(DisabilityPlan("LTD", "ltd"));
        }

        return plans;
    }

    public JsonObject StopLoss(DateOnly createdOn, IReadOnlyList<string> members)
    {
        var monthStart = new DateOnly(createdOn.Year, createdOn.Month, 1);
        var policy = new JsonObject
        {
            ["carrier"] = "Northern Re",
            ["periodStart"] = dice.Of(createdOn, monthStart, monthStart.AddMonths(dice.Between(-10, 2)), createdOn.AddDays(dice.Between(-300, 60))).Write(),
            ["basis"] = dice.Of("12/12", "12/15", "12/18", "15/12", "24/12"),
            ["lines"] = Texts(dice.Of<List<string>>(["medical"], ["medical", "dental"], ["medical", "std", "ltd"], ["medical", "dental", "std", "ltd"], ["medical", "dental", "std", "ltd"])),
        };
        dice.Perhaps(policy, "specific", 85, () => Specific(members));
        dice.Perhaps(policy, "aggregate", 65, () => new JsonObject
        {
            ["monthlyFactor"] = ByTier(() => dice.Amount(1, dice.Of(5, 40))),
            ["minimumAttachment"] = dice.Amount(0, dice.Of(20, 300)),
            ["maximum"] = dice.Amount(100, 2000),
        });
        dice.Perhaps(policy, "premium", 60, () => ByTier(() => new JsonObject { ["specific"] = dice.Amount(0, 90), ["aggregate"] = dice.Amount(0, 9) }));
        dice.Perhaps(policy, "triggerDiagnoses", 60, () => Texts(dice.Some(["C", "N18.6", "C50", "Z3"], 60)));
        return policy;
    }

    public static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(text => JsonValue.Create(text))];

    private static JsonObject ByTier(Func<JsonNode> value) => new(Tiers.Select(tier => KeyValuePair.Create<string, JsonNode?>(tier, value())));

    private JsonObject Specific(IReadOnlyList<string> members)
    {
        var deductible = dice.Dollars(20, dice.Of(150, 800));
        var specific = new JsonObject
        {
            ["deductible"] = deductible.Write(),
            ["carrierPercent"] = dice.Of("100", "90", "66.7"),
            ["maximumPerPerson"] = dice.Of(dice.Amount(50, 900), "1000000.00"),
        };
        dice.Perhaps(specific, "lasers", 40, () => new JsonObject(
            dice.Some(members, 40).Select(member => KeyValuePair.Create<string, JsonNode?>(member, (deductible + dice.Dollars(0, 3000)).Write()))));
        dice.Perhaps(specific, "aggregatingDeductible", 40, () => dice.Amount(0, 900));
        return specific;
    }

    private JsonObject Funding()
    {
        var minimum = dice.Chance(25) ? 0 : dice.Dollars(0, 1000);
        return dice.Between(1, 5) switch
        {
            1 => new() { ["method"] = "levelFunded", ["levelRate"] = ByTier(() => dice.Amount(0, 400)) },
            2 => new() { ["method"] = "payAsYouGo", ["requestWeekday"] = dice.Of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday") },
            _ => new()
            {
                ["method"] = "prefunded",
                ["minimumBalance"] = minimum.Write(),
                ["targetBalance"] = (minimum + (dice.Chance(20) ? 0 : dice.Dollars(0, 2000))).Write(),
            },
        };
    }

    private JsonObject Fees()
    {
        var fees = new JsonObject();
        dice.Perhaps(fees, "perEmployeePerMonth", 70, () => dice.Amount(0, 40));
        dice.Perhaps(fees, "perClaim", 60, () => dice.Amount(0, 9));
        dice.Perhaps(fees, "percentOfPaid", 60, () => dice.Of("2.5", "3.333", "0", "10", "0.75"));
        return fees;
    }

    private JsonObject HealthPlan(string code, string line)
    {
        var pricing = new JsonObject { ["otherwisePercentOfBilled"] = dice.Of("100", "80", "72.5", "33.333"), ["percentOfBilledOutOfNetwork"] = dice.Of("50", "62.5", "100") };
        dice.Perhaps(pricing, "feeSchedule", 60, () => new JsonObject(
            dice.Some(Procedures, 50).Select(procedure => KeyValuePair.Create<string, JsonNode?>(procedure, dice.Amount(20, 400)))));
        var plan = new JsonObject
        {
            ["code"] = code,
            ["line"] = line,
            ["timelyFilingDays"] = dice.Of(30, 90, 365, 730),
            ["coordination"] = dice.Of("standard", "nonDuplication"),
            ["pricing"] = pricing,
        };
        dice.Perhaps(plan, "deductible", 75, () => Limits(20, 300));
        dice.Perhaps(plan, "outOfPocket", 75, () => Limits(50, 600));
        dice.Perhaps(plan, "annualMaximum", 40, () => dice.Amount(100, 1200));
        plan["services"] = new JsonArray([.. Services()]);
        return plan;
    }

    private JsonObject Limits(int least, int most)
    {
        JsonNode OfSide()
        {
            var individual = dice.Dollars(least, most);
            return new JsonObject { ["individual"] = individual.Write(), ["family"] = (individual * dice.Of(1, 1.5m, 2, 3)).ToTheCent().Write() };
        }

        var limits = new JsonObject();
        dice.Perhaps(limits, "in", 90, OfSide);
        dice.Perhaps(limits, "out", 70, OfSide);
        return limits;
    }

    private IEnumerable<JsonObject> Services()
    {
        var patterns = dice.Some<string[]>([["99202-99213"], ["99202-99215"], ["D0100-D9999"], ["J9271", "D2740"], ["70553"], ["99215", "7000-7999"]], 55);
        if (patterns.Count == 0 || dice.Chance(90))
        {
            patterns.Add(["*"]);
        }

        foreach (var (index, procedures) in patterns.Index())
        {
            var service = new JsonObject { ["name"] = $"service-{index + 1}", ["procedures"] = Texts(procedures) };
            dice.Perhaps(service, "covered", 5, () => false);
            if (service.Flag("covered", otherwise: true))
            {
                service["in"] = CostSharing();
            }

            dice.Perhaps(service, "out", 80, CostSharing);
            dice.Perhaps(service, "visitLimit", 35, () => dice.Between(1, 4));
            dice.Perhaps(service, "priorAuthorization", 8, () => dice.Chance(80));
            dice.Perhaps(service, "waitingMonths", 14, () => dice.Of(1, 3, 6, 12));
            dice.Perhaps(service, "countsTowardAnnualMaximum", 20, () => dice.Chance(20));
            dice.Perhaps(service, "lifetimeMaximum", 20, () => dice.Amount(50, 600));
            yield return service;
        }
    }

    private JsonObject CostSharing() => new()
    {
        ["copay"] = dice.Chance(40) ? "0.00" : dice.Amount(1, 60),
        ["coinsurance"] = dice.Percent(),
        ["deductible"] = dice.Chance(60),
    };

    private JsonObject DisabilityPlan(string code, string line)
    {
        var minimum = dice.Dollars(0, 100);
        var plan = new JsonObject
        {
            ["code"] = code,
            ["line"] = line,
            ["percent"] = dice.Of("60", "66.667", "50"),
            ["minimum"] = minimum.Write(),
            ["maximum"] = (minimum + dice.Dollars(100, 1500)).Write(),
        };
        if (line == "std")
        {
            plan["eliminationDays"] = new JsonObject { ["accident"] = dice.Of(0, 7), ["sickness"] = dice.Of(7, 14) };
            plan["maxWeeks"] = dice.Of(2, 13, 26);
        }
        else
        {
            plan["eliminationDays"] = dice.Of(0, 30, 90);
        }

        return plan;
    }
}
