using System.Text.Json.Nodes;

namespace Aso.Reference;

/// <summary>Draws families and what they are covered by: spans that start and end where a rule turns.</summary>
internal sealed class RandomMembers(Dice dice, DateOnly createdOn, IReadOnlyList<JsonObject> plans)
{
    public List<JsonObject> Members()
    {
        var members = new List<JsonObject>();
        foreach (var employee in Enumerable.Range(1, dice.Between(1, 4)))
        {
            members.Add(Member($"E{employee}", "employee", subscriber: null));
            if (dice.Chance(45))
            {
                members.Add(Member($"S{employee}", "spouse", $"E{employee}"));
            }

            foreach (var child in Enumerable.Range(1, dice.Of(0, 0, 1, 2, 3)))
            {
                members.Add(Member($"K{employee}{child}", "child", $"E{employee}"));
            }
        }

        return members;
    }

    /// <summary>Coverage by some of the plans: one or two spans of each line, never overlapping.</summary>
    public JsonArray Coverages(bool isEmployee)
    {
        var coverages = new JsonArray();
        foreach (var line in plans.Select(plan => plan.Text("line")).Distinct().Where(line => isEmployee || line is "medical" or "dental"))
        {
            if (dice.Chance(60))
            {
                coverages.Add((JsonNode)Span(line, EarlyStart(), to: null, isEmployee));
            }
            else if (dice.Chance(85))
            {
                AddSpans(coverages, line, isEmployee);
            }
        }

        return coverages;
    }

    private void AddSpans(JsonArray coverages, string line, bool isEmployee)
    {
        var from = dice.Of(EarlyStart(), Start());
        for (var left = dice.Of(1, 1, 2); left > 0; left--)
        {
            DateOnly? to = left > 1 || dice.Chance(50) ? dice.Of(from.AddDays(dice.Between(0, 400)), from.AddMonths(dice.Between(1, 12)).AddDays(-1)) : null;
            coverages.Add((JsonNode)Span(line, from, to, isEmployee));
            from = (to ?? from).AddDays(dice.Of(1, 2, 31));
        }
    }

    private JsonObject Member(string id, string relationship, string? subscriber)
    {
        var isEmployee = relationship == "employee";
        var member = new JsonObject { ["id"] = id, ["relationship"] = relationship };
        if (subscriber is not null)
        {
            member["subscriber"] = subscriber;
        }

        // Some turn 65 soon, and some on a day that most years lack.
        var birthDate = dice.Of(new DateOnly(1980, 2, 3), createdOn.AddYears(-65).AddDays(dice.Between(-20, 250)), new DateOnly(1960, 2, 29));
        member["birthDate"] = (isEmployee ? birthDate : birthDate.AddYears(relationship == "child" ? 30 : 0)).Write();
        if (isEmployee)
        {
            member["weeklyEarnings"] = dice.Amount(100, 2500);
        }

        dice.Perhaps(member, "otherCoveragePrimary", 10, () => dice.Chance(85));
        member["coverages"] = Coverages(isEmployee);
        return member;
    }

    /// <summary>Not after the employer came; sometimes at the end of a long month, where adding months shortens.</summary>
    private DateOnly EarlyStart() => dice.Of(
        createdOn,
        new DateOnly(createdOn.Year, createdOn.Month, 1),
        new DateOnly(createdOn.Year, 1, 1),
        createdOn.AddMonths(-dice.Between(1, 14)),
        new DateOnly(createdOn.Year - 1, dice.Of(1, 3, 5, 8, 10, 12), 31));

    private DateOnly Start() => createdOn.AddDays(dice.Between(-60, 120));

    private JsonObject Span(string line, DateOnly from, DateOnly? to, bool isEmployee)
    {
        var span = new JsonObject { ["plan"] = dice.Of(plans.Where(plan => plan.Text("line") == line).ToList()).Text("code") };
        if (isEmployee && (line is "medical" or "dental" || dice.Chance(15)))
        {
            span["tier"] = dice.Of(RandomTerms.Tiers);
        }

        span["from"] = from.Write();
        if (to is { } end)
        {
            span["to"] = end.Write();
        }

        return span;
    }
}
