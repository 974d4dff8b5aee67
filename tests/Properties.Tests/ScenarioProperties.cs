using System.Globalization;
using System.Text.Json.Nodes;
using Aso.Reference;
using CsCheck;

namespace Aso.Properties.Tests;

/// <summary>What holds of every employer, whatever happens to it.</summary>
/// <remarks>Held against the reference, which answers in a moment; that the platform answers the same is what the differential test proves.</remarks>
public sealed class ScenarioProperties
{
    private const int Samples = 300;

    [Fact]
    public void What_was_billed_is_paid_or_adjusted_to_the_cent() => Drawn.Scenarios.Sample(
        scenario =>
        {
            foreach (var (input, outcome) in scenario.Claims().Where(claim => claim.Outcome["lines"] is not null))
            {
                foreach (var (billed, line) in input.Objects("lines").Zip(outcome.Objects("lines")))
                {
                    Assert.Equal(billed.Amount("billed"), line.Amount("paid") + line["adjustments"]!.AsObject().Sum(entry => Reading.AmountOf(entry.Value!)));
                }
            }
        },
        iter: Samples);

    [Fact]
    public void No_member_and_no_family_ever_passes_a_limit() => Drawn.Scenarios.Sample(
        scenario =>
        {
            var used = scenario["expect"]!["accumulators"]!.AsObject()
                .Select(entry => (Key: entry.Key.Split('/'), Amounts: entry.Value!))
                .Select(entry => (Member: entry.Key[0], Plan: entry.Key[1], Year: entry.Key[2], entry.Amounts)).ToList();
            foreach (var plan in scenario.Objects("plans"))
            {
                var ofPlan = used.Where(entry => entry.Plan == plan.Text("code")).ToList();
                Assert.All(ofPlan, entry => AssertWithin(plan.AmountOrNull("annualMaximum"), entry.Amounts.Amount("benefits")));
                foreach (var (pot, side) in new[] { ("deductible", "in"), ("deductible", "out"), ("outOfPocket", "in"), ("outOfPocket", "out") })
                {
                    var limits = plan[pot]?[side];
                    Assert.All(ofPlan, entry => AssertWithin(limits.AmountOrNull("individual"), entry.Amounts[pot]!.Amount(side)));
                    Assert.All(
                        ofPlan.GroupBy(entry => (scenario.Subscriber(entry.Member), entry.Year)),
                        family => AssertWithin(limits.AmountOrNull("family"), family.Sum(entry => entry.Amounts[pot]!.Amount(side))));
                }
            }
        },
        iter: Samples);

    [Fact]
    public void A_void_restores_every_accumulator_exactly() => Drawn.Scenarios.Sample(
        scenario =>
        {
            var steps = scenario.Objects("steps").ToList();
            var last = steps.FindLastIndex(step => step["claim"]?["frequency"]?.GetValue<int>() == 1);
            if (last < 0)
            {
                return;
            }

            var claim = steps[last]["claim"]!;
            var taken = new JsonObject
            {
                ["on"] = steps[last].Text("on"),
                ["do"] = "submitClaim",
                ["claim"] = new JsonObject
                {
                    ["id"] = "VOID", ["line"] = claim.Text("line"), ["frequency"] = 8, ["original"] = claim.Text("id"), ["member"] = claim.Text("member"),
                },
            };

            var without = scenario.WithSteps(steps.Take(last));
            var voided = scenario.WithSteps([.. steps.Take(last + 1), taken]);

            Assert.Equal("voided", voided["expect"]!["claims"]![claim.Text("id")]!.Text("status"));
            Assert.Equal(without["expect"]!["accumulators"]!.ToJsonString(), voided["expect"]!["accumulators"]!.ToJsonString());
        },
        iter: Samples);

    [Fact]
    public void What_other_families_claim_does_not_touch_a_familys_claims() => Drawn.Scenarios.Sample(
        scenario =>
        {
            var family = scenario.Objects("members")[0].Text("id");
            var alone = scenario.WithSteps(scenario.Objects("steps")
                .Where(step => step["claim"] is { } claim ? scenario.Subscriber(claim.Text("member")) == family : step.Text("do") == "changeCoverage"));

            foreach (var (input, outcome) in alone.Claims())
            {
                var among = scenario["expect"]!["claims"]![input.Text("id")]!.DeepClone().AsObject();
                among.Remove("payment");
                outcome.Remove("payment");
                Assert.Equal(among.ToJsonString(), outcome.ToJsonString());
            }
        },
        iter: Samples);

    [Fact]
    public void After_each_step_debits_equal_credits_and_cash_is_not_negative() => Drawn.Scenarios.Sample(
        scenario =>
        {
            string[] debits = ["cash", "stopLossReceivable", "providerReceivable", "claimsExpense", "feesExpense", "premiumExpense"];
            var steps = scenario.Objects("steps").ToList();
            for (var count = 0; count <= steps.Count; count++)
            {
                var ledger = scenario.WithSteps(steps.Take(count))["expect"]!["ledger"]!.AsObject();
                Assert.Equal(
                    ledger.Where(account => debits.Contains(account.Key)).Sum(account => Reading.AmountOf(account.Value!)),
                    ledger.Where(account => !debits.Contains(account.Key)).Sum(account => Reading.AmountOf(account.Value!)));
                Assert.All(ledger, account => Assert.True(Reading.AmountOf(account.Value!) >= 0, account.Key));
            }
        },
        iter: Samples / 5);

    [Fact]
    public void A_members_eligible_amount_is_the_sum_of_its_released_lines_that_the_policy_covers() => Drawn.Scenarios.Where(scenario => scenario["stopLoss"] is not null).Sample(
        scenario =>
        {
            var policy = scenario["stopLoss"]!;
            var start = policy.Date("periodStart");
            var months = policy.Text("basis").Split('/').Select(part => int.Parse(part, CultureInfo.InvariantCulture)).ToArray();
            var (incurredFrom, incurredTo, paidTo) = (start.AddMonths(12 - months[0]), start.AddMonths(12).AddDays(-1), start.AddMonths(months[1]).AddDays(-1));
            var lines = policy["lines"]!.AsArray().Select(line => line!.GetValue<string>()).ToList();
            var paidOn = scenario["expect"]!.Objects("payments").ToDictionary(payment => payment.Text("claim"), payment => payment.Date("on"));

            decimal Counted(JsonObject input, JsonObject outcome) => input["lines"] is null
                ? IsIncurred(input.Date("disabledFrom")) ? outcome.Amount("paid") : 0
                : input.Objects("lines").Zip(outcome.Objects("lines")).Where(line => IsIncurred(line.First.Date("serviceDate"))).Sum(line => line.Second.Amount("paid"));
            bool IsIncurred(DateOnly date) => date >= incurredFrom && date <= incurredTo;

            var eligible = scenario.Claims()
                .Where(claim => lines.Contains(claim.Input.Text("line")) && claim.Outcome["payment"]?.GetValue<string>() == "released")
                .Where(claim => paidOn[claim.Input.Text("id")] >= start && paidOn[claim.Input.Text("id")] <= paidTo)
                .GroupBy(claim => claim.Input.Text("member"), claim => Counted(claim.Input, claim.Outcome))
                .ToDictionary(member => member.Key, member => member.Sum());
            var members = scenario["expect"]!["stopLoss"]!["members"]!.AsObject();
            Assert.All(eligible.Where(member => member.Value > 0), member => Assert.Equal(member.Value, members[member.Key]!.Amount("eligible")));
            Assert.Equal(eligible.Values.Sum(), members.Sum(member => member.Value!.Amount("eligible")));
        },
        iter: Samples);

    [Fact]
    public void Standing_still_between_steps_changes_nothing() => Drawn.Scenarios.Sample(
        scenario =>
        {
            var steps = scenario.Objects("steps").ToList();
            var standing = steps.SelectMany(step => new[] { new JsonObject { ["on"] = step.Text("on"), ["do"] = "advance" }, step });

            Assert.Equal(scenario["expect"]!.ToJsonString(), scenario.WithSteps(standing)["expect"]!.ToJsonString());
        },
        iter: Samples);

    private static void AssertWithin(decimal? limit, decimal used) => Assert.InRange(used, 0, limit ?? decimal.MaxValue);
}
