using System.Text.Json.Nodes;
using Aso.Embedded.Demo;
using Aso.Primitives;
using Aso.Scenarios.Format;

namespace Aso.Scenarios.Play;

/// <summary>Reads what the platform holds for an employer, in the shape of <c>expect</c>.</summary>
internal sealed class OutcomeReading(PlatformConnection platform, Guid employerId, Scenario scenario, IReadOnlyCollection<string> rejectedClaims)
{
    private const string None = "0.00";

    private string Employer => $"v1/employers/{employerId}";

    public async Task<JsonObject> ReadAsync(CancellationToken cancel)
    {
        var outcome = new JsonObject
        {
            ["claims"] = await ReadClaimsAsync(cancel),
            ["accumulators"] = await ReadAccumulatorsAsync(cancel),
            ["ledger"] = await ReadLedgerAsync(cancel),
            ["fundingRequests"] = await ReadFundingRequestsAsync(cancel),
            ["payments"] = await ReadPaymentsAsync(cancel),
        };
        if (scenario.StopLoss is { } policy)
        {
            outcome["stopLoss"] = await ReadStopLossAsync(hasAggregate: policy["aggregate"] is not null, cancel);
        }

        outcome["costs"] = await ReadCostsAsync(cancel);
        return outcome;
    }

    private async Task<JsonObject> ReadClaimsAsync(CancellationToken cancel)
    {
        var payments = await platform.ListAsync($"{Employer}/payables", cancel)
            .ToDictionaryAsync(payable => Text(payable, "claimNumber"), payable => Text(payable, "payment"), cancellationToken: cancel);
        var held = await platform.ListAsync($"{Employer}/claims", cancel)
            .ToDictionaryAsync(claim => Text(claim, "claimNumber"), cancellationToken: cancel);
        var claims = new JsonObject();
        foreach (var number in ClaimNumbers())
        {
            claims[number] = held.TryGetValue(number, out var claim)
                ? ToClaim(claim, payments.GetValueOrDefault(number, "none"))
                : new JsonObject { ["status"] = rejectedClaims.Contains(number) ? "rejected" : "missing" };
        }

        return claims;
    }

    /// <summary>In the order in which they were first submitted.</summary>
    private IEnumerable<string> ClaimNumbers() =>
        scenario.Steps.Select(step => step["claim"]).OfType<JsonObject>().Select(claim => Text(claim, "id")).Distinct();

    private static JsonObject ToClaim(JsonObject claim, string payment)
    {
        var status = Text(claim, "status");
        var outcome = new JsonObject { ["status"] = status, ["paid"] = Text(claim, "paid") };
        if (claim["frequency"]!.GetValue<int>() == 8)
        {
            outcome["payment"] = payment;
            return outcome;
        }

        if (Text(claim, "line") is "std" or "ltd")
        {
            outcome["payment"] = payment;
            outcome["days"] = claim["days"]?.GetValue<int>() ?? 0;
            if (claim["reason"] is { } reason)
            {
                outcome["reason"] = reason.DeepClone();
            }

            return outcome;
        }

        outcome["memberOwes"] = Text(claim, "memberOwes");
        outcome["payment"] = payment;
        outcome["lines"] = new JsonArray([.. claim["lines"]!.AsArray().Select(ToLine)]);
        return outcome;
    }

    private static JsonObject ToLine(JsonNode? line) => Wording.Pick(line!.AsObject(), "status", "allowed", "paid", "adjustments");

    private async Task<JsonObject> ReadAccumulatorsAsync(CancellationToken cancel)
    {
        var accumulators = new JsonObject();
        await foreach (var held in platform.ListAsync($"{Employer}/accumulators", cancel))
        {
            var amounts = new JsonObject
            {
                ["deductible"] = Sides(held["deductible"]),
                ["outOfPocket"] = Sides(held["outOfPocket"]),
                ["benefits"] = held["benefits"]?.DeepClone() ?? None,
            };
            if (!IsZero(amounts))
            {
                accumulators[$"{Text(held, "memberId")}/{Text(held, "planCode")}/{Text(held, "planYearStart")}"] = amounts;
            }
        }

        return accumulators;
    }

    private static JsonObject Sides(JsonNode? pot) =>
        new() { ["in"] = pot?["in"]?.DeepClone() ?? None, ["out"] = pot?["out"]?.DeepClone() ?? None };

    private static bool IsZero(JsonNode? node) => node switch
    {
        JsonObject amounts => amounts.All(entry => IsZero(entry.Value)),
        _ => Money.Parse(node!.GetValue<string>()).IsZero,
    };

    private async Task<JsonObject> ReadLedgerAsync(CancellationToken cancel)
    {
        var balances = (await platform.GetAsync($"{Employer}/ledger", cancel))["accounts"]!.AsObject();
        return new(OutcomeFormat.Accounts.Select(account => KeyValuePair.Create<string, JsonNode?>(account, balances[account]?.DeepClone() ?? None)));
    }

    private async Task<JsonArray> ReadFundingRequestsAsync(CancellationToken cancel) =>
        await CollectAsync(platform.ListAsync($"{Employer}/funding-requests", cancel), request => Wording.Pick(request, "on", "amount", "outstanding", "status"));

    private async Task<JsonArray> ReadPaymentsAsync(CancellationToken cancel) =>
        await CollectAsync(platform.ListAsync($"{Employer}/payments", cancel), payment => new JsonObject
        {
            ["on"] = Text(payment, "on"),
            ["claim"] = Text(payment, "claimNumber"),
            ["amount"] = Text(payment, "amount"),
            ["recouped"] = Text(payment, "recouped"),
        });

    private async Task<JsonObject> ReadStopLossAsync(bool hasAggregate, CancellationToken cancel)
    {
        var held = await platform.GetAsync($"{Employer}/stop-loss", cancel);
        var members = new JsonObject();
        foreach (var member in held["members"]!.AsArray().Select(member => member!.AsObject()))
        {
            if (!IsZero(member["eligible"]) || member["notices"]!.AsArray().Count > 0)
            {
                members[Text(member, "memberId")] = Wording.Pick(member, "eligible", "excess", "reimbursable", "notices");
            }
        }

        var requests = held["requests"]!.AsArray().Select(request => ToReimbursementRequest(request!.AsObject()));
        var stopLoss = new JsonObject { ["members"] = members, ["requests"] = new JsonArray([.. requests]) };
        if (hasAggregate)
        {
            stopLoss["aggregate"] = Wording.Pick(held["aggregate"]!.AsObject(), "attachmentToDate", "eligible");
        }

        return stopLoss;
    }

    private static JsonObject ToReimbursementRequest(JsonObject request)
    {
        var outcome = new JsonObject { ["on"] = Text(request, "on") };
        if (request["memberId"] is { } member)
        {
            outcome["member"] = member.DeepClone();
        }

        outcome["amount"] = Text(request, "amount");
        if (request["accepted"] is { } accepted)
        {
            outcome["accepted"] = accepted.DeepClone();
        }

        outcome["status"] = Text(request, "status");
        return outcome;
    }

    private async Task<JsonObject> ReadCostsAsync(CancellationToken cancel)
    {
        // The first month is that of the first business date, even where it began before.
        var firstMonth = Text(scenario.Employer, "createdOn")[..7];
        var costs = new JsonObject();
        foreach (var month in (await platform.GetAsync($"{Employer}/costs", cancel))["months"]!.AsArray().Select(month => month!.AsObject()))
        {
            if (string.CompareOrdinal(Text(month, "month"), firstMonth) >= 0)
            {
                costs[Text(month, "month")] = Wording.Pick(month, [.. OutcomeFormat.MonthAmounts, "enrolledEmployees"]);
            }
        }

        return costs;
    }

    private static async Task<JsonArray> CollectAsync(IAsyncEnumerable<JsonObject> elements, Func<JsonObject, JsonObject> convert)
    {
        var collected = new JsonArray();
        await foreach (var element in elements)
        {
            collected.Add((JsonNode)convert(element));
        }

        return collected;
    }

    private static string Text(JsonObject holder, string key) => holder[key]?.GetValue<string>()
        ?? throw new StepFailedException($"the platform's answer lacks \"{key}\"");
}
