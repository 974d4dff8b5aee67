using System.Globalization;
using System.Text.Json.Nodes;

namespace Aso.Reference;

/// <summary>Writes down what came out, in the shape of <c>expect</c>.</summary>
internal sealed class Outcome(
    JsonObject scenario, Enrollment enrollment, IReadOnlyList<Claim> claims, Book book, StopLoss? stopLoss, IReadOnlyList<Charge> charges, DateOnly today)
{
    public JsonObject Write()
    {
        var outcome = new JsonObject
        {
            ["claims"] = Keyed(claims.Select(claim => (claim.Id, ToClaim(claim)))),
            ["accumulators"] = Accumulators(),
            ["ledger"] = new JsonObject(Book.DebitAccounts.Concat(Book.CreditAccounts).Select(account => KeyValuePair.Create<string, JsonNode?>(account, Write(book.Balance(account))))),
            ["fundingRequests"] = List(book.Requests.Select(request => new JsonObject
            {
                ["on"] = request.On.Write(),
                ["amount"] = Write(request.Amount),
                ["outstanding"] = Write(request.Outstanding),
                ["status"] = request.IsOpen ? "open" : "funded",
            })),
            ["payments"] = List(book.Releases.Where(release => release.Payable.Claim is not null).Select(release => new JsonObject
            {
                ["on"] = release.On.Write(),
                ["claim"] = release.Payable.Claim!.Id,
                ["amount"] = Write(release.Payable.Amount),
                ["recouped"] = Write(release.Recouped),
            })),
        };
        if (stopLoss is not null)
        {
            outcome["stopLoss"] = ToStopLoss(stopLoss);
        }

        outcome["costs"] = Keyed(Months().Select(month => (month.ToString("yyyy-MM", CultureInfo.InvariantCulture), Costs(month))));
        return outcome;
    }

    private JsonObject ToClaim(Claim claim)
    {
        if (claim.Status == "rejected")
        {
            return new() { ["status"] = "rejected" };
        }

        var written = new JsonObject { ["status"] = claim.Status, ["paid"] = Write(claim.Paid), ["payment"] = Payment(claim) };
        if (claim.Frequency == 8)
        {
            return written;
        }

        if (claim.IsDisability)
        {
            written["days"] = claim.Days;
            if (claim.Reason is { } reason)
            {
                written["reason"] = reason;
            }

            return written;
        }

        written["memberOwes"] = Write(claim.MemberOwes);
        written["lines"] = List(claim.Lines.Select(line => new JsonObject
        {
            ["status"] = line.IsDenied ? "denied" : "priced",
            ["allowed"] = Write(line.Allowed),
            ["paid"] = Write(line.Paid),
            ["adjustments"] = new JsonObject(line.Adjustments.Select(entry => KeyValuePair.Create<string, JsonNode?>(entry.Key, Write(entry.Value)))),
        }));
        return written;
    }

    private string Payment(Claim claim) =>
        book.IsReversed(claim) ? "reversed" : book.IsReleased(claim) ? "released" : book.IsQueued(claim) ? "queued" : "none";

    private JsonObject Accumulators()
    {
        var moved = claims.Where(claim => claim.Stands)
            .SelectMany(claim => claim.Lines.Select(line => line.Moved).OfType<Movement>(), (claim, movement) => (claim.Member, Movement: movement))
            .GroupBy(entry => $"{entry.Member}/{entry.Movement.Plan}/{entry.Movement.PlanYear.Write()}", entry => entry.Movement);
        return Keyed(moved
            .Where(pots => pots.Any(movement => movement.Deductible + movement.OutOfPocket + movement.AnnualMaximum != 0))
            .Select(pots => (pots.Key, new JsonObject
            {
                ["deductible"] = Sides(pots, movement => movement.Deductible),
                ["outOfPocket"] = Sides(pots, movement => movement.OutOfPocket),
                ["benefits"] = Write(pots.Sum(movement => movement.AnnualMaximum)),
            })));
    }

    private static JsonObject Sides(IEnumerable<Movement> movements, Func<Movement, decimal> amount) => new()
    {
        ["in"] = Write(movements.Where(movement => movement.Side == "in").Sum(amount)),
        ["out"] = Write(movements.Where(movement => movement.Side == "out").Sum(amount)),
    };

    private JsonObject ToStopLoss(StopLoss policy)
    {
        var written = new JsonObject
        {
            ["members"] = Keyed(policy.Members
                .Where(entry => entry.Value.Eligible != 0 || entry.Value.Notices.Count > 0)
                .Select(entry => (entry.Key, new JsonObject
                {
                    ["eligible"] = Write(entry.Value.Eligible),
                    ["excess"] = Write(entry.Value.Excess),
                    ["reimbursable"] = Write(policy.Reimbursable(entry.Key)),
                    ["notices"] = new JsonArray([.. entry.Value.Notices.Select(notice => JsonValue.Create(notice))]),
                }))),
            ["requests"] = List(policy.Requests.Select(ToRequest)),
        };
        if (policy.HasAggregate)
        {
            written["aggregate"] = new JsonObject { ["attachmentToDate"] = Write(policy.Attachment(today)), ["eligible"] = Write(policy.AggregateEligible) };
        }

        return written;
    }

    private static JsonObject ToRequest(ReimbursementRequest request)
    {
        var written = new JsonObject { ["on"] = request.On.Write(), ["amount"] = Write(request.Amount), ["status"] = request.Accepted is null ? "undecided" : "decided" };
        if (request.Member is { } member)
        {
            written["member"] = member;
        }

        if (request.Accepted is { } accepted)
        {
            written["accepted"] = Write(accepted);
        }

        return written;
    }

    /// <summary>The 1st of each month, from that of the first business date to the current one.</summary>
    private IEnumerable<DateOnly> Months()
    {
        var first = scenario["employer"]!.Date("createdOn");
        for (var month = new DateOnly(first.Year, first.Month, 1); month <= today; month = month.AddMonths(1))
        {
            yield return month;
        }
    }

    private JsonObject Costs(DateOnly month)
    {
        bool IsIn(DateOnly date) => date >= month && date < month.AddMonths(1);
        var employer = scenario["employer"]!;
        var claimsPaid = book.Releases.Where(release => release.Payable.Claim is not null && IsIn(release.On)).Sum(release => release.Payable.Amount)
            - book.Reversals.Where(reversal => reversal.WasReleased && IsIn(reversal.On)).Sum(reversal => reversal.Claim.Paid);
        var fees = charges.Where(charge => charge.Kind == "fee" && IsIn(charge.On)).Sum(charge => charge.Amount);
        var premium = charges.Where(charge => charge.Kind == "premium" && IsIn(charge.On)).Sum(charge => charge.Amount);
        var recoveries = book.Postings.Where(posting => posting.Credit == "stopLossRecoveries" && IsIn(posting.On)).Sum(posting => posting.Amount);
        var expected = enrollment.SumByTier(month, employer["expectedMonthlyClaims"]);
        var insured = enrollment.SumByTier(month, employer["fullyInsuredPremium"]);
        var net = employer.Text("arrangement") == "fully-insured" ? insured : claimsPaid + fees + premium - recoveries;
        return new()
        {
            ["claimsPaid"] = Write(claimsPaid),
            ["fees"] = Write(fees),
            ["premium"] = Write(premium),
            ["recoveries"] = Write(recoveries),
            ["netCost"] = Write(net),
            ["expectedClaims"] = Write(expected),
            ["fullyInsuredPremium"] = Write(insured),
            ["savings"] = Write(insured - net),
            ["budgetVariance"] = Write(expected - (claimsPaid - recoveries)),
            ["enrolledEmployees"] = enrollment.TiersEnrolledOn(month).Count(),
        };
    }

    private static JsonValue Write(decimal amount) => JsonValue.Create(Reading.Write(amount));

    private static JsonObject Keyed(IEnumerable<(string Key, JsonObject Value)> entries) =>
        new(entries.Select(entry => KeyValuePair.Create<string, JsonNode?>(entry.Key, entry.Value)));

    private static JsonArray List(IEnumerable<JsonObject> elements) => [.. elements];
}
