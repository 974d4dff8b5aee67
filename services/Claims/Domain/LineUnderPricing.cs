using Aso.Primitives;

namespace Aso.Claims.Domain;

/// <summary>One line that passed all checks, on its way through the nine steps of pricing.</summary>
internal struct LineUnderPricing
{
    private readonly ClaimFacts _facts;
    private readonly int _index;
    private readonly LineDecision[] _decided;
    private readonly ClaimLine _line;
    private readonly HealthPlan _plan;
    private readonly Service _service;
    private readonly CostSharing _terms;
    private readonly NetworkSide _side;
    private readonly Checks.Finding _finding;

    private Money _allowed;
    private Money _copay;
    private Money _deductible;
    private Money _coinsurance;
    private Money _aboveLifetime;
    private Money _aboveAnnual;
    private Money _otherPayer;

    /// <summary>What the plan would pay, while steps follow; at the end, what it pays.</summary>
    private Money _benefit;

    /// <param name="decided">Decisions by line; those before this one are made.</param>
    public LineUnderPricing(ClaimFacts facts, int index, Checks.Finding finding, LineDecision[] decided)
    {
        _facts = facts;
        _index = index;
        _finding = finding;
        _decided = decided;
        _line = facts.Claim.Lines[index];
        _plan = (HealthPlan)facts.Member!.Coverages[finding.CoverageIndex].Plan;
        _service = _plan.Services[finding.ServiceIndex];
        _side = facts.ProviderInNetwork ? NetworkSide.In : NetworkSide.Out;
        _terms = _service.Terms(_side) ?? throw new InvalidOperationException("A covered service has in-network terms.");
    }

    public LineDecision Price(ref RunningUsage usage, ref TraceWriter trace)
    {
        ref var year = ref usage.PlanYearOf(_finding.CoverageIndex, _line.ServiceDate);
        Allow(ref trace);
        TakeCopay(ref trace);
        TakeDeductible(year, ref trace);
        TakeCoinsurance(ref trace);
        CapOutOfPocket(year, ref trace);
        _benefit = _allowed - _copay - _deductible - _coinsurance;
        CapBenefit(ref usage, year, ref trace);
        if (_line.OtherPayerPaid is { } otherPaid)
        {
            Coordinate(otherPaid, ref trace);
        }

        trace.Add(_index + 1, Rule.Paid, _allowed.Cents, MemberShare.Cents, _benefit.Cents);
        Post(ref usage, ref year);
        return Decision();
    }

    private readonly Money MemberShare => _copay + _deductible + _coinsurance + _aboveAnnual + _aboveLifetime;

    private void Allow(ref TraceWriter trace)
    {
        var billed = _line.Billed;
        if (_side == NetworkSide.Out)
        {
            _allowed = Money.Min(billed, billed.TimesRounded(_plan.PercentOfBilledOutOfNetwork));
            trace.Add(_index + 1, Rule.AllowedOutOfNetwork, billed.Cents, _plan.PercentOfBilledOutOfNetwork.Millionths, _allowed.Cents);
        }
        else if (_plan.FeeSchedule.TryGetValue(_line.Procedure, out var fee))
        {
            _allowed = Money.Min(billed, _line.Units.Times(fee));
            trace.Add(_index + 1, Rule.AllowedByFeeSchedule, billed.Cents, fee.Cents, _allowed.Cents);
        }
        else
        {
            _allowed = Money.Min(billed, billed.TimesRounded(_plan.OtherwisePercentOfBilled));
            trace.Add(_index + 1, Rule.AllowedByPercent, billed.Cents, _plan.OtherwisePercentOfBilled.Millionths, _allowed.Cents);
        }
    }

    private void TakeCopay(ref TraceWriter trace)
    {
        if (_terms.Copay.IsZero)
        {
            return;
        }

        if (VisitHasPricedLine())
        {
            trace.Add(_index + 1, Rule.CopayTakenBefore, _allowed.Cents, _terms.Copay.Cents, 0);
            return;
        }

        _copay = Money.Min(_terms.Copay, _allowed);
        trace.Add(_index + 1, Rule.Copay, _allowed.Cents, _terms.Copay.Cents, _copay.Cents);
    }

    /// <summary>Whether an earlier line of this claim was priced for the same service and date.</summary>
    private readonly bool VisitHasPricedLine()
    {
        for (var earlier = 0; earlier < _index; earlier++)
        {
            ref readonly var other = ref _decided[earlier];
            if (!other.IsDenied && other.ServiceIndex == _finding.ServiceIndex && other.CoverageIndex == _finding.CoverageIndex
                && _facts.Claim.Lines[earlier].ServiceDate == _line.ServiceDate)
            {
                return true;
            }
        }

        return false;
    }

    private void TakeDeductible(in RunningUsage.PlanYearEntry year, ref TraceWriter trace)
    {
        if (!_terms.Deductible || _plan.Deductible(_side) is not { } limits)
        {
            return;
        }

        var ofMember = (limits.Individual - year.Member.On(_side).Deductible).OrZero();
        var ofFamily = (limits.Family - year.Family.On(_side).Deductible).OrZero();
        var subject = _allowed - _copay;
        var left = Money.Min(ofMember, ofFamily);
        _deductible = Money.Min(subject, left);
        var rule = ofFamily < ofMember ? Rule.DeductibleOfFamily : Rule.DeductibleOfMember;
        trace.Add(_index + 1, rule, subject.Cents, left.Cents, _deductible.Cents);
    }

    private void TakeCoinsurance(ref TraceWriter trace)
    {
        if (_terms.Coinsurance == Rate.Zero)
        {
            return;
        }

        var subject = _allowed - _copay - _deductible;
        _coinsurance = subject.TimesRounded(_terms.Coinsurance);
        trace.Add(_index + 1, Rule.Coinsurance, subject.Cents, _terms.Coinsurance.Millionths, _coinsurance.Cents);
    }

    private void CapOutOfPocket(in RunningUsage.PlanYearEntry year, ref TraceWriter trace)
    {
        if (_plan.OutOfPocket(_side) is not { } limits)
        {
            return;
        }

        var ofMember = (limits.Individual - year.Member.On(_side).OutOfPocket).OrZero();
        var ofFamily = (limits.Family - year.Family.On(_side).OutOfPocket).OrZero();
        var left = Money.Min(ofMember, ofFamily);
        var subject = _copay + _deductible + _coinsurance;
        var excess = (subject - left).OrZero();
        var rest = excess;
        Shrink(ref _coinsurance, ref rest);
        Shrink(ref _copay, ref rest);
        Shrink(ref _deductible, ref rest);
        if (subject.IsPositive)
        {
            var rule = ofFamily < ofMember ? Rule.OutOfPocketOfFamily : Rule.OutOfPocketOfMember;
            trace.Add(_index + 1, rule, subject.Cents, left.Cents, excess.Cents);
        }
    }

    private void CapBenefit(ref RunningUsage usage, in RunningUsage.PlanYearEntry year, ref TraceWriter trace)
    {
        if (_service.LifetimeMaximum is { } lifetime)
        {
            var left = (lifetime - usage.LifetimeOf(_finding.CoverageIndex, _finding.ServiceIndex).Used).OrZero();
            _aboveLifetime = (_benefit - left).OrZero();
            trace.Add(_index + 1, Rule.LifetimeMaximum, _benefit.Cents, left.Cents, _aboveLifetime.Cents);
            _benefit -= _aboveLifetime;
        }

        if (_plan.AnnualMaximum is { } annual && _service.CountsTowardAnnualMaximum)
        {
            var left = (annual - year.Member.Benefits).OrZero();
            _aboveAnnual = (_benefit - left).OrZero();
            trace.Add(_index + 1, Rule.AnnualMaximum, _benefit.Cents, left.Cents, _aboveAnnual.Cents);
            _benefit -= _aboveAnnual;
        }
    }

    private void Coordinate(Money otherPaid, ref TraceWriter trace)
    {
        var before = MemberShare;
        var pays = _plan.Coordination == Coordination.NonDuplication
            ? (_benefit - otherPaid).OrZero()
            : Money.Min(_benefit, (_allowed - otherPaid).OrZero());
        var rule = _plan.Coordination == Coordination.NonDuplication ? Rule.CoordinationNonDuplication : Rule.CoordinationStandard;
        trace.Add(_index + 1, rule, _benefit.Cents, otherPaid.Cents, pays.Cents);

        var memberOwes = (_allowed - otherPaid - pays).OrZero();
        _otherPayer = _allowed - pays - memberOwes;
        _benefit = pays;
        var saved = (before - memberOwes).OrZero();
        if (saved.IsPositive)
        {
            trace.Add(_index + 1, Rule.MemberShareShrunk, before.Cents, otherPaid.Cents, memberOwes.Cents);
            Shrink(ref _coinsurance, ref saved);
            Shrink(ref _copay, ref saved);
            Shrink(ref _deductible, ref saved);
            Shrink(ref _aboveAnnual, ref saved);
            Shrink(ref _aboveLifetime, ref saved);
        }
    }

    private readonly void Post(ref RunningUsage usage, ref RunningUsage.PlanYearEntry year)
    {
        var pots = new Pots(_deductible, _copay + _deductible + _coinsurance);
        year.Post(PlanYearUsage.Of(_side, pots, _service.CountsTowardAnnualMaximum ? _benefit : Money.Zero));
        if (_service.LifetimeMaximum is not null)
        {
            usage.LifetimeOf(_finding.CoverageIndex, _finding.ServiceIndex).Post(_benefit);
        }
    }

    private readonly LineDecision Decision() => new()
    {
        Side = _side,
        CoverageIndex = (short)_finding.CoverageIndex,
        ServiceIndex = (short)_finding.ServiceIndex,
        Billed = _line.Billed,
        Allowed = _allowed,
        Paid = _benefit,
        Copay = _copay,
        Deductible = _deductible,
        Coinsurance = _coinsurance,
        AboveAnnualMaximum = _aboveAnnual,
        AboveLifetimeMaximum = _aboveLifetime,
        OtherPayer = _otherPayer,
    };

    /// <summary>Takes off <paramref name="part"/> as much of <paramref name="rest"/> as it has.</summary>
    private static void Shrink(ref Money part, ref Money rest)
    {
        var taken = Money.Min(part, rest);
        part -= taken;
        rest -= taken;
    }
}
