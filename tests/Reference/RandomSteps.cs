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

    private bool IsFullyInsured => scenario["employer"]!.Text("arrangement") == "fully-insured";

    public void Add(int count)
    {
        if (!IsFullyInsured && dice.Chance(50))
        {
            _steps.Add((JsonNode)Do("deposit", ("amount", dice.Amount(1000, 20_000)), ("reference", NextReference())));
        }

        // Most of a scenario's steps come close together; few come after months.
        for (; count > 0; count--)
        {
            _today = dice.Chance(5) && EndOfPaidWindow() is { } end && end >= _today ? end.AddDays(dice.Of(0, 1)) : _today.AddDays(dice.Between(1, 100) switch
            {
                <= 40 => 0,
                <= 80 => dice.Between(1, 10),
                <= 95 => dice.Between(10, 60),
                _ => dice.Between(60, 300),
            });
            _steps.Add((JsonNode)Step());
        }
    }

    private DateOnly? EndOfPaidWindow() => scenario["stopLoss"] is JsonObject policy
        ? policy.Date("periodStart").AddMonths(int.Parse(policy.Text("basis").Split('/')[1], CultureInfo.InvariantCulture)).AddDays(-1)
        : null;

    /// <summary>What is asked for is answered more often than chance alone would have it.</summary>
    private JsonObject Step()
    {
        var now = Now();
        if (Undecided(now).Count > 0 && dice.Chance(30))
        {
            return Decide(now);
        }

        if (now["ledger"]!.Amount("stopLossReceivable") > 0 && dice.Chance(25))
        {
            return Remit(now);
        }

        return dice.Between(1, 100) switch
        {
            <= 55 => Submit(_claims.Original(_today)),
            <= 65 => Submit(_claims.OfEarlier(_today, frequency: 7)),
            <= 74 => Submit(_claims.OfEarlier(_today, frequency: 8)),
            <= 89 => Deposit(now),
            <= 94 => ChangeCoverage(),
            <= 97 => Refund(now),
            _ => Advance(),
        };
    }

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
    private JsonObject Deposit(JsonObject now)
    {
        if (IsFullyInsured)
        {
            return Advance();
        }

        var open = now.Objects("fundingRequests").Sum(request => request.Amount("outstanding"));
        var amount = dice.Of(open, open + dice.Dollars(0, 50), Math.Max(0, open - dice.Dollars(0, 50)), dice.Dollars(1, 900), dice.Dollars(900, 5000));
        return amount == 0 ? Advance() : Do("deposit", ("amount", amount.Write()), ("reference", NextReference()));
    }

    private JsonObject ChangeCoverage()
    {
        var member = dice.Of(scenario.Objects("members"));
        return Do("changeCoverage", ("member", member.Text("id")), ("coverages", families.Coverages(member.Text("relationship") == "employee")));
    }

    private JsonObject Decide(JsonObject now)
    {
        var request = dice.Of(Undecided(now));
        var amount = request.Amount("amount");
        var accept = dice.Of(amount, amount, 0, (amount * dice.Between(0, 100) / 100).ToTheCent());
        return request.TextOrNull("member") is { } member
            ? Do("decideReimbursement", ("member", member), ("accept", accept.Write()))
            : Do("decideReimbursement", ("accept", accept.Write()));
    }

    private JsonObject Remit(JsonObject now) =>
        Do("remit", ("amount", PartOf(now["ledger"]!.Amount("stopLossReceivable")).Write()), ("reference", NextReference()));

    private JsonObject Refund(JsonObject now) => now["ledger"]!.Amount("cash") is > 0 and var cash
        ? Do("refundSurplus", ("amount", PartOf(cash).Write()))
        : Advance();

    private static List<JsonObject> Undecided(JsonObject now) =>
        [.. (now["stopLoss"]?.Objects("requests") ?? []).Where(request => request.Text("status") == "undecided")];

    /// <summary>All of it or a part, never nothing.</summary>
    private decimal PartOf(decimal whole) => dice.Of(whole, Math.Max(0.01m, (whole * dice.Between(1, 100) / 100).ToTheCent()));

    private string NextReference() => string.Create(CultureInfo.InvariantCulture, $"W-{++_references}");

    /// <summary>How things stand when today's step is about to be done.</summary>
    private JsonObject Now()
    {
        var soFar = scenario.DeepClone().AsObject();
        soFar["steps"]!.AsArray().Add((JsonNode)Advance());
        return ReferencePlatform.Play(soFar);
    }
}
