using System.Globalization;
using System.Text.Json.Nodes;

namespace Aso.Reference;

/// <summary>Draws what happens, each step one that the domain accepts where the scenario then stands.</summary>
internal sealed class RandomSteps(Dice dice, JsonObject scenario, RandomMembers families)
{
    private readonly RandomClaims _claims = new(dice, scenario);
    private readonly JsonArray _steps = scenario["steps"]!.AsArray();
    private DateOnly _today = scenario["employer"]!.Date("createdOn");
    private int _references;

    public void Add(int count)
    {
        // Most of a scenario's steps come close together; few come after months.
        for (; count > 0; count--)
        {
            _today = _today.AddDays(dice.Between(1, 100) switch
            {
                <= 40 => 0,
                <= 80 => dice.Between(1, 10),
                <= 95 => dice.Between(10, 60),
                _ => dice.Between(60, 300),
            });
            _steps.Add((JsonNode)Step());
        }
    }

    private JsonObject Step() => dice.Between(1, 100) switch
    {
        <= 46 => Submit(_claims.Original(_today)),
        <= 54 => Submit(_claims.OfEarlier(_today, frequency: 7)),
        <= 62 => Submit(_claims.OfEarlier(_today, frequency: 8)),
        <= 77 => Deposit(),
        <= 82 => ChangeCoverage(),
        <= 90 => Decide(),
        <= 95 => Remit(),
        <= 98 => Refund(),
        _ => Advance(),
    };

    private JsonObject Do(string what, params (string Key, JsonNode? Value)[] with)
    {
        var step = new JsonObject { ["on"] = _today.Write(), ["do"] = what };
        foreach (var (key, value) in with)
        {
            step[key] = value;
        }

        return step;
    }

    private JsonObject Advance() => Do("advance");

    private JsonObject Submit(JsonObject claim) => Do("submitClaim", ("claim", claim));

    /// <summary>Some amount, or just what the open request or the next payment wants, or a little less or more.</summary>
    private JsonObject Deposit()
    {
        if (scenario["employer"]!.Text("arrangement") == "fully-insured")
        {
            return Advance();
        }

        var open = Now().Objects("fundingRequests").Sum(request => request.Amount("outstanding"));
        var amount = dice.Of(open, open + dice.Dollars(0, 50), Math.Max(0, open - dice.Dollars(0, 50)), dice.Dollars(1, 900));
        return amount == 0 ? Advance() : Do("deposit", ("amount", amount.Write()), ("reference", NextReference()));
    }

    private JsonObject ChangeCoverage()
    {
        var member = dice.Of(scenario.Objects("members"));
        return Do("changeCoverage", ("member", member.Text("id")), ("coverages", families.Coverages(member.Text("relationship") == "employee")));
    }

    private JsonObject Decide()
    {
        var undecided = (Now()["stopLoss"]?.Objects("requests") ?? []).Where(request => request.Text("status") == "undecided").ToList();
        if (undecided.Count == 0)
        {
            return Advance();
        }

        var request = dice.Of(undecided);
        var amount = request.Amount("amount");
        var accept = dice.Of(amount, amount, 0, (amount * dice.Between(0, 100) / 100).ToTheCent());
        return request.TextOrNull("member") is { } member
            ? Do("decideReimbursement", ("member", member), ("accept", accept.Write()))
            : Do("decideReimbursement", ("accept", accept.Write()));
    }

    private JsonObject Remit()
    {
        var amount = PartOf(Now()["ledger"]!.Amount("stopLossReceivable"));
        return amount == 0 ? Advance() : Do("remit", ("amount", amount.Write()), ("reference", NextReference()));
    }

    private JsonObject Refund()
    {
        var amount = PartOf(Now()["ledger"]!.Amount("cash"));
        return amount == 0 ? Advance() : Do("refundSurplus", ("amount", amount.Write()));
    }

    private decimal PartOf(decimal whole) => dice.Of(whole, (whole * dice.Between(1, 100) / 100).ToTheCent());

    private string NextReference() => string.Create(CultureInfo.InvariantCulture, $"W-{++_references}");

    /// <summary>How things stand when today's step is about to be done.</summary>
    private JsonObject Now()
    {
        var soFar = scenario.DeepClone().AsObject();
        soFar["steps"]!.AsArray().Add((JsonNode)Advance());
        return ReferencePlatform.Play(soFar);
    }
}
