using System.Text.Json.Nodes;

namespace Aso.Reference;

/// <summary>The domain's rules once more, in the plainest way: a scenario in, what must come out of it out.</summary>
/// <remarks>
/// Written from the text of the rules alone, to judge the platform by: no storage, no messages, no speed. Whatever can be
/// recomputed from what happened so far is not kept.
/// </remarks>
public sealed class ReferencePlatform
{
    private readonly JsonObject _scenario;
    private readonly JsonNode _employer;
    private readonly Enrollment _enrollment;
    private readonly List<Claim> _claims = [];
    private readonly HealthClaims _healthClaims;
    private readonly DisabilityClaims _disabilityClaims;
    private readonly Book _book;
    private readonly StopLoss? _stopLoss;
    private readonly List<Charge> _charges = [];
    private DateOnly _today;

    private ReferencePlatform(JsonObject scenario)
    {
        _scenario = scenario;
        _employer = scenario["employer"]!;
        _enrollment = new(scenario);
        _healthClaims = new(scenario, _enrollment, _claims);
        _disabilityClaims = new(_enrollment);
        _stopLoss = scenario["stopLoss"] is JsonObject policy ? new(policy, _enrollment) : null;
        _book = new(FundingOf(_employer), (claim, on) => _stopLoss?.Released(claim, on));
        _today = _employer.Date("createdOn");
    }

    private bool IsFullyInsured => _employer.Text("arrangement") == "fully-insured";

    /// <summary>Plays a well-formed scenario to its last step.</summary>
    /// <returns>All that comes out, in the shape of <c>expect</c>.</returns>
    /// <exception cref="RefusedException">The domain refuses a step, invalid replacements and voids aside.</exception>
    public static JsonObject Play(JsonObject scenario)
    {
        var platform = new ReferencePlatform(scenario);
        platform.Open();
        foreach (var step in scenario.Objects("steps"))
        {
            platform.MoveTo(step.Date("on"));
            platform.Do(step);
        }

        return new Outcome(
            platform._scenario, platform._enrollment, platform._claims, platform._book, platform._stopLoss, platform._charges, platform._today).Write();
    }

    private static Funding? FundingOf(JsonNode employer)
    {
        if (employer.Text("arrangement") == "fully-insured")
        {
            return employer["funding"] is null && employer["fees"] is null
                ? null
                : throw new RefusedException("funding terms and fees do not apply under fully-insured");
        }

        var funding = employer["funding"]!;
        return new(
            funding.Text("method"),
            funding.AmountOrNull("minimumBalance") ?? 0,
            funding.AmountOrNull("targetBalance") ?? 0,
            funding.TextOrNull("requestWeekday") is { } weekday ? Enum.Parse<DayOfWeek>(weekday, ignoreCase: true) : null,
            funding["levelRate"]);
    }

    /// <summary>The employer's creation is an event, before that date's charges.</summary>
    private void Open()
    {
        if (IsFullyInsured && _stopLoss is not null)
        {
            throw new RefusedException("stop-loss does not apply under fully-insured");
        }

        _book.Evaluate(_today);
        Charge();
    }

    private void MoveTo(DateOnly date)
    {
        if (date < _today)
        {
            throw new RefusedException("the business date never goes back");
        }

        while (_today < date)
        {
            _book.Leave(_today);
            _stopLoss?.Leave(_today);
            _today = _today.AddDays(1);
            Charge();
        }
    }

    /// <summary>What falls due at the start of the business date.</summary>
    private void Charge()
    {
        if (_today.Day != 1 || IsFullyInsured)
        {
            return;
        }

        var fees = _employer["fees"];
        var lastMonth = _today.AddMonths(-1);
        var paid = _book.Releases.Where(release => release.Payable.Claim is not null && release.On >= lastMonth && release.On < _today).Sum(release => release.Payable.Amount);
        ChargeFee(paid.Percent(fees.AmountOrNull("percentOfPaid") ?? 0));
        ChargeFee((fees.AmountOrNull("perEmployeePerMonth") ?? 0) * _enrollment.TiersEnrolledOn(_today).Count());
        if (_stopLoss is not null && _stopLoss.Covers(_today) && _scenario["stopLoss"]!["premium"] is { } premium)
        {
            var amount = _enrollment.TiersEnrolledOn(_today).Sum(tier => premium[tier]!.Amount("specific") + premium[tier]!.Amount("aggregate"));
            _charges.Add(new(_today, "premium", amount));
            _book.Owe(_today, "premiumExpense", "premiumPayable", amount);
        }

        if (_employer["funding"]!["levelRate"] is { } levelRate)
        {
            _book.AskForLevel(_today, _enrollment.SumByTier(_today, levelRate));
        }
    }

    private void ChargeFee(decimal amount)
    {
        _charges.Add(new(_today, "fee", amount));
        _book.Owe(_today, "feesExpense", "feesPayable", amount);
    }

    private void Do(JsonObject step)
    {
        switch (step.Text("do"))
        {
            case "deposit":
                _book.Deposit(_today, step.Amount("amount"), step.Text("reference"));
                break;
            case "submitClaim":
                Submit(new(step["claim"]!.AsObject(), _today));
                break;
            case "changeCoverage":
                _enrollment.ChangeCoverage(step.Text("member"), step.Objects("coverages"));
                break;
            case "decideReimbursement":
                Decide(step.TextOrNull("member"), step.Amount("accept"));
                break;
            case "remit":
                _book.Remit(_today, step.Amount("amount"), step.Text("reference"));
                break;
            case "refundSurplus":
                _book.Refund(_today, step.Amount("amount"));
                break;
        }
    }

    private void Submit(Claim claim)
    {
        if (_claims.Exists(other => other.Id == claim.Id))
        {
            throw new RefusedException($"{claim.Id} was submitted before");
        }

        if (claim.Frequency != 8 && claim.Lines.Any(line => line.ServiceDate > _today))
        {
            throw new RefusedException($"a service of {claim.Id} was done after it was received");
        }

        _claims.Add(claim);
        if (claim.Frequency != 1)
        {
            var original = _claims.Find(other => other != claim && other.Id == claim.Input.Text("original"));
            if (original is null || !original.Stands || original.Frequency == 8 || original.Member != claim.Member || original.Line != claim.Line)
            {
                claim.Status = "rejected";
                return;
            }

            Reverse(original, claim.Frequency == 8 ? "voided" : "replaced");
        }

        if (claim.Frequency != 8)
        {
            Adjudicate(claim);
        }
    }

    private void Reverse(Claim original, string status)
    {
        original.Status = status;
        _book.Reverse(_today, original);
        _stopLoss?.Reversed(original, _today);
        _book.Evaluate(_today);
    }

    private void Adjudicate(Claim claim)
    {
        if (claim.IsDisability)
        {
            _disabilityClaims.Adjudicate(claim);
        }
        else
        {
            _healthClaims.Adjudicate(claim);
        }

        if (claim.Status == "approved")
        {
            _stopLoss?.Approved(claim);
        }

        _book.Owe(_today, "claimsExpense", "claimsPayable", claim.Paid, claim);
        if (claim.Frequency == 1 && !IsFullyInsured)
        {
            ChargeFee(_employer["fees"].AmountOrNull("perClaim") ?? 0);
        }
    }

    private void Decide(string? member, decimal accepted)
    {
        if (_stopLoss is null)
        {
            throw new RefusedException("there is no policy");
        }

        _stopLoss.Decide(member, accepted, _today);
        _book.Accept(_today, accepted);
    }
}

/// <summary>What was charged to the employer on a date.</summary>
/// <param name="Kind">fee or premium.</param>
internal sealed record Charge(DateOnly On, string Kind, decimal Amount);
