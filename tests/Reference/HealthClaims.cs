using System.Text.Json.Nodes;

namespace Aso.Reference;

/// <summary>Chapter 2: medical and dental claims.</summary>
/// <remarks>Accumulators are not kept: each is the sum over the lines of the claims that stand, whenever it is needed.</remarks>
internal sealed class HealthClaims(JsonObject scenario, Enrollment enrollment, List<Claim> claims)
{
    public void Adjudicate(Claim claim)
    {
        foreach (var line in claim.Input.Objects("lines"))
        {
            claim.Lines.Add(Decide(claim, line));
        }

        claim.Paid = claim.Lines.Sum(line => line.Paid);
        claim.Status = claim.Lines.All(line => line.IsDenied) ? "denied" : "approved";
    }

    /// <summary>Every line that counts: of claims that stand, and of this one as far as it is decided.</summary>
    private IEnumerable<(Claim Claim, LineResult Line)> LinesBefore(Claim current) =>
        claims.Where(claim => claim.Stands || claim == current).SelectMany(claim => claim.Lines.Select(line => (claim, line)));

    private IEnumerable<(Claim Claim, Movement Moved, LineResult Line)> MovementsBefore(Claim current) =>
        LinesBefore(current).Where(entry => entry.Line.Moved is not null).Select(entry => (entry.Claim, entry.Line.Moved!, entry.Line));

    private LineResult Decide(Claim claim, JsonObject line)
    {
        var serviceDate = line.Date("serviceDate");
        var spans = enrollment.Spans(claim.Member, claim.Line);
        if (spans.Count == 0)
        {
            return Denied(line, "PR-31");
        }

        if (spans.FirstOrDefault(span => span.Contains(serviceDate)) is not { } span)
        {
            return Denied(line, spans.Any(other => other.To < serviceDate) ? "PR-27" : "PR-26");
        }

        var plan = enrollment.Plan(span.Plan);
        if (claim.Received.DayNumber - serviceDate.DayNumber > plan.Count("timelyFilingDays"))
        {
            return Denied(line, "CO-29");
        }

        if (LinesBefore(claim).Any(earlier => !earlier.Line.IsDenied && AreTheSame(earlier.Claim, earlier.Line.Input, claim, line)))
        {
            return Denied(line, "OA-18");
        }

        if (enrollment.Member(claim.Member)!.Flag("otherCoveragePrimary") && line["otherPayerPaid"] is null)
        {
            return Denied(line, "CO-22");
        }

        var service = plan.Objects("services").FirstOrDefault(service => service.Texts("procedures").Any(pattern => Matches(pattern, line.Text("procedure"))));
        if (service is null || !service.Flag("covered", otherwise: true))
        {
            return Denied(line, "PR-96");
        }

        var side = scenario["employer"]!.Texts("network").Contains(claim.Input.Text("provider")) ? "in" : "out";
        if (side == "out" && service["out"] is null)
        {
            return Denied(line, "PR-242");
        }

        if (service.CountOrNull("waitingMonths") is { } months && serviceDate < span.From.AddMonths(months))
        {
            return Denied(line, "PR-179");
        }

        if (service.Flag("priorAuthorization") && claim.Input["authorization"] is null)
        {
            return Denied(line, "CO-197");
        }

        if (service.CountOrNull("visitLimit") is { } limit && IsUsedUp(claim, plan, service, serviceDate, limit))
        {
            return Denied(line, "PR-119");
        }

        return Price(claim, line, plan, service, side);
    }

    private static LineResult Denied(JsonObject line, string adjustment) =>
        new(line) { IsDenied = true, Adjustments = WithoutZeros((adjustment, line.Amount("billed"))) };

    private static bool AreTheSame(Claim earlierClaim, JsonObject earlier, Claim claim, JsonObject line) =>
        earlierClaim.Member == claim.Member
        && earlierClaim.Input.Text("provider") == claim.Input.Text("provider")
        && earlier.Text("serviceDate") == line.Text("serviceDate")
        && earlier.Text("procedure") == line.Text("procedure")
        && earlier.Texts("modifiers").SequenceEqual(line.Texts("modifiers"))
        && earlier.Amount("billed") == line.Amount("billed");

    private static bool Matches(string pattern, string procedure)
    {
        if (pattern == "*" || pattern == procedure)
        {
            return true;
        }

        var ends = pattern.Split('-');
        return ends.Length == 2 && ends[0].Length == procedure.Length && ends[1].Length == procedure.Length
            && string.CompareOrdinal(ends[0], procedure) <= 0 && string.CompareOrdinal(procedure, ends[1]) <= 0;
    }

    private bool IsUsedUp(Claim claim, JsonObject plan, JsonObject service, DateOnly serviceDate, int limit)
    {
        var year = enrollment.PlanYear(serviceDate);
        var visits = MovementsBefore(claim)
            .Where(entry => entry.Claim.Member == claim.Member && entry.Moved.Plan == plan.Text("code")
                && entry.Moved.Service == service.Text("name") && entry.Moved.PlanYear == year)
            .Select(entry => entry.Line.ServiceDate).Distinct().ToList();
        return !visits.Contains(serviceDate) && visits.Count >= limit;
    }

    private LineResult Price(Claim claim, JsonObject line, JsonObject plan, JsonObject service, string side)
    {
        var code = plan.Text("code");
        var name = service.Text("name");
        var terms = service[side]!;
        var serviceDate = line.Date("serviceDate");
        var year = enrollment.PlanYear(serviceDate);
        var billed = line.Amount("billed");
        var family = enrollment.Subscriber(claim.Member);
        var earlier = MovementsBefore(claim).Where(entry => entry.Moved.Plan == code && entry.Moved.PlanYear == year).ToList();
        var ofSide = earlier.Where(entry => entry.Moved.Side == side && enrollment.Subscriber(entry.Claim.Member) == family).ToList();

        // What is left of a limit, of the member's and of the family's, whichever is less.
        decimal Left(string limit, Func<Movement, decimal> used)
        {
            var limits = plan[limit]?[side];
            var individual = limits.AmountOrNull("individual") - ofSide.Where(entry => entry.Claim.Member == claim.Member).Sum(entry => used(entry.Moved));
            var ofFamily = limits.AmountOrNull("family") - ofSide.Sum(entry => used(entry.Moved));
            return Math.Max(0, Math.Min(individual ?? decimal.MaxValue, ofFamily ?? decimal.MaxValue));
        }

        // 1 Allowed.
        var allowed = Allowed(plan["pricing"]!, line, billed, side);

        // 2 Copay.
        var isFirstOfVisit = !claim.Lines.Any(other => other.Moved is { } moved && moved.Plan == code && moved.Service == name && other.ServiceDate == serviceDate);
        var copay = isFirstOfVisit ? Math.Min(terms.Amount("copay"), allowed) : 0;

        // 3 Deductible: without a limit none applies.
        var deductible = terms.Flag("deductible") && plan["deductible"]?[side] is not null
            ? Math.Min(allowed - copay, Left("deductible", moved => moved.Deductible))
            : 0;

        // 4 Coinsurance.
        var coinsurance = (allowed - copay - deductible).Percent(terms.Amount("coinsurance"));

        // 5 Out-of-pocket maximum.
        var excess = Math.Max(0, copay + deductible + coinsurance - Left("outOfPocket", moved => moved.OutOfPocket));
        TakeOff(ref coinsurance, ref excess);
        TakeOff(ref copay, ref excess);
        TakeOff(ref deductible, ref excess);

        // 6 Benefit.
        var benefit = allowed - copay - deductible - coinsurance;

        // 7 Lifetime and annual maximum.
        var overLifetime = 0m;
        if (service.AmountOrNull("lifetimeMaximum") is { } lifetimeMaximum)
        {
            var used = MovementsBefore(claim)
                .Where(entry => entry.Claim.Member == claim.Member && entry.Moved.Plan == code && entry.Moved.Service == name)
                .Sum(entry => entry.Line.Paid);
            overLifetime = Math.Max(0, benefit - Math.Max(0, lifetimeMaximum - used));
        }

        var countsTowardAnnual = service.Flag("countsTowardAnnualMaximum", otherwise: true);
        var overAnnual = 0m;
        if (countsTowardAnnual && plan.AmountOrNull("annualMaximum") is { } annualMaximum)
        {
            var used = earlier.Where(entry => entry.Claim.Member == claim.Member).Sum(entry => entry.Moved.AnnualMaximum);
            overAnnual = Math.Max(0, benefit - overLifetime - Math.Max(0, annualMaximum - used));
        }

        // 8 Coordination.
        var paid = benefit - overLifetime - overAnnual;
        var otherPayer = 0m;
        if (line.AmountOrNull("otherPayerPaid") is { } other)
        {
            var owedWithout = allowed - paid;
            paid = plan.Text("coordination") == "standard"
                ? Math.Min(paid, Math.Max(0, allowed - other))
                : Math.Max(0, paid - other);
            var owed = Math.Max(0, allowed - other - paid);
            otherPayer = allowed - paid - owed;
            var saved = Math.Max(0, owedWithout - owed);
            TakeOff(ref coinsurance, ref saved);
            TakeOff(ref copay, ref saved);
            TakeOff(ref deductible, ref saved);
            TakeOff(ref overAnnual, ref saved);
            TakeOff(ref overLifetime, ref saved);
        }

        // 9 Post.
        return new(line)
        {
            Allowed = allowed,
            Paid = paid,
            Moved = new(code, year, side, name, deductible, copay + deductible + coinsurance, countsTowardAnnual ? paid : 0),
            Adjustments = WithoutZeros(
                (side == "in" ? "CO-45" : "PR-45", billed - allowed), ("PR-3", copay), ("PR-1", deductible), ("PR-2", coinsurance),
                ("PR-119", overAnnual), ("PR-35", overLifetime), ("OA-23", otherPayer)),
        };
    }

    private static decimal Allowed(JsonNode pricing, JsonObject line, decimal billed, string side)
    {
        if (side == "out")
        {
            return billed.Percent(pricing.Amount("percentOfBilledOutOfNetwork"));
        }

        return pricing["feeSchedule"].AmountOrNull(line.Text("procedure")) is { } fee
            ? Math.Min(billed, (fee * line.Number("units")).ToTheCent())
            : billed.Percent(pricing.Amount("otherwisePercentOfBilled"));
    }

    private static void TakeOff(ref decimal part, ref decimal excess)
    {
        var taken = Math.Min(part, excess);
        part -= taken;
        excess -= taken;
    }

    private static Dictionary<string, decimal> WithoutZeros(params (string Code, decimal Amount)[] adjustments) =>
        adjustments.Where(entry => entry.Amount != 0).ToDictionary(entry => entry.Code, entry => entry.Amount);
}
