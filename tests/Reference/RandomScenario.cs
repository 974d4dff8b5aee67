using System.Globalization;
using System.Text.Json.Nodes;

namespace Aso.Reference;

/// <summary>Draws valid scenarios in which the rules meet, each with what the reference says must come out.</summary>
public static class RandomScenario
{
    private const int StepsMost = 30;

    /// <summary>The scenario of a seed; always the same one.</summary>
    /// <param name="seed">Zero or more.</param>
    public static JsonObject Draw(int seed)
    {
        var dice = new Dice(seed);
        var terms = new RandomTerms(dice);
        var employer = terms.Employer();
        var createdOn = employer.Date("createdOn");
        var plans = terms.Plans();
        var families = new RandomMembers(dice, createdOn, plans);
        var members = families.Members();
        var scenario = new JsonObject
        {
            ["scenario"] = string.Create(CultureInfo.InvariantCulture, $"random-{seed}"),
            ["about"] = "Drawn by chance; the reference says what must come out.",
            ["employer"] = employer,
            ["plans"] = new JsonArray([.. plans]),
            ["members"] = new JsonArray([.. members]),
        };
        if (employer.Text("arrangement") == "aso" && dice.Chance(65))
        {
            scenario["stopLoss"] = terms.StopLoss(createdOn, [.. members.Select(member => member.Text("id"))]);
        }

        scenario["steps"] = new JsonArray();
        new RandomSteps(dice, scenario, families).Add(dice.Between(6, StepsMost));
        scenario["expect"] = ReferencePlatform.Play(scenario);
        return scenario;
    }
}
