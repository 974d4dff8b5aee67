using Aso.Claims.Domain.Review;
using Aso.Primitives;

namespace Aso.Claims.Domain;

/// <summary>Puts the steps of a trace in plain words, for members, employers and reviewers.</summary>
public static class TraceWords
{
    /// <summary>One sentence or two on the rule, with the amounts that entered and left it.</summary>
    /// <param name="facts">The facts from which the step came.</param>
    public static string Of(in TraceStep step, ClaimFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return step.Rule switch
        {
            Rule.Denied => Denied(step, facts),
            Rule.Waived => $"On appeal these checks are taken as passed: {Waived((Waiver)step.Result)}.",
            Rule.AllowedByFeeSchedule =>
                $"Allowed: {Usd(step.Result)} of {Usd(step.Of)} billed; the network fee is {Usd(step.Limit)} a unit, for {UnitsOf(step, facts)}, and never above the charge.",
            Rule.AllowedByPercent =>
                $"Allowed: {Usd(step.Result)} of {Usd(step.Of)} billed, which is {Percent(step.Limit)}; the fee schedule does not list this procedure.",
            Rule.AllowedOutOfNetwork =>
                $"Allowed: {Usd(step.Result)} of {Usd(step.Of)} billed, which is {Percent(step.Limit)}; the provider is out of network.",
            Rule.Copay => $"Copay: {Usd(step.Result)}; the plan asks {Usd(step.Limit)} once a visit, of {Usd(step.Of)} allowed.",
            Rule.CopayTakenBefore => $"Copay: none; an earlier line of this visit took the {Usd(step.Limit)}.",
            Rule.DeductibleOfMember or Rule.DeductibleOfFamily => Deductible(step, facts),
            Rule.Coinsurance => $"Coinsurance: {Usd(step.Result)}, which is {Percent(step.Limit)} of the {Usd(step.Of)} that copay and deductible leave.",
            Rule.OutOfPocketOfMember or Rule.OutOfPocketOfFamily => OutOfPocket(step, facts),
            Rule.LifetimeMaximum => Maximum("Lifetime maximum", step),
            Rule.AnnualMaximum => Maximum("Annual maximum", step),
            Rule.CoordinationStandard =>
                $"Other coverage: the other payer paid {Usd(step.Limit)}; of its benefit of {Usd(step.Of)} the plan pays {Usd(step.Result)}, so that both together stay within the allowed amount.",
            Rule.CoordinationNonDuplication =>
                $"Other coverage: the other payer paid {Usd(step.Limit)}; the plan pays {Usd(step.Result)}, by which its benefit of {Usd(step.Of)} exceeds that.",
            Rule.MemberShareShrunk => $"Other coverage: the member's share falls from {Usd(step.Of)} to {Usd(step.Result)}.",
            Rule.Paid => $"Paid: {Usd(step.Result)} of {Usd(step.Of)} allowed; the member's share of it is {Usd(step.Limit)}.",
            _ => Disability(step),
        };
    }

    private static string Denied(in TraceStep step, ClaimFacts facts) => (LineDenial)step.Result switch
    {
        LineDenial.NotAMember => $"Denied: the patient has no {Lower(facts.Claim.Line)} coverage at this employer.",
        LineDenial.CoverageEnded => $"Denied: the coverage had ended before {Sayings.Date(LineOf(step, facts).ServiceDate)}.",
        LineDenial.CoverageNotStarted => $"Denied: the coverage had not started on {Sayings.Date(LineOf(step, facts).ServiceDate)}.",
        LineDenial.FiledTooLate => $"Denied: received {Sayings.Counted(step.Of, "day")} after the service; the plan allows {step.Limit}.",
        LineDenial.Duplicate => "Denied: the same line was submitted before and was not denied.",
        LineDenial.OtherPayerFirst => "Denied: another payer comes first, and the line does not say what it paid.",
        LineDenial.NotCovered => $"Denied: the plan does not cover procedure {LineOf(step, facts).Procedure}.",
        LineDenial.NotCoveredOutOfNetwork => "Denied: the plan covers this service in network only, and the provider is out of network.",
        LineDenial.WaitingPeriod => $"Denied: the service is covered {Sayings.Counted(step.Limit, "month")} after the coverage starts, and the service was earlier.",
        LineDenial.NoAuthorization => "Denied: the service needs prior authorization, and the claim names none.",
        LineDenial.VisitsUsedUp => $"Denied: {Sayings.Counted(step.Of, "visit")} {(step.Of == 1 ? "was" : "were")} used of {step.Limit} in the plan year.",
        LineDenial.NotMedicallyNecessary => "Denied: a reviewer found that the service was not medically necessary.",
        LineDenial.LacksInformation => "Denied: a reviewer found that information that the decision needs is missing.",
        LineDenial.NotCoveredUnderPlan => "Denied: a reviewer found that the plan does not cover this service.",
        LineDenial.Experimental => "Denied: a reviewer found that the service is experimental or investigational.",
        LineDenial.NotDocumented => "Denied: a reviewer found that the record does not show that the service was provided.",
        LineDenial.WorkRelated => "Denied: a reviewer found that the injury or illness is work-related, so that workers' compensation pays.",
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };

    private static string Deductible(in TraceStep step, ClaimFacts facts)
    {
        var limits = Terms(step, facts, static (plan, side) => plan.Deductible(side));
        var (whose, limit) = step.Rule == Rule.DeductibleOfFamily ? ("family", limits.Family) : ("member", limits.Individual);
        return $"Deductible: {Usd(step.Result)}; {Usd(step.Limit)} of the {whose}'s {Usd(limit.Cents)} was left, and {Usd(step.Of)} is subject to it.";
    }

    private static string OutOfPocket(in TraceStep step, ClaimFacts facts)
    {
        var limits = Terms(step, facts, static (plan, side) => plan.OutOfPocket(side));
        var (whose, limit) = step.Rule == Rule.OutOfPocketOfFamily ? ("family", limits.Family) : ("member", limits.Individual);
        var left = $"{Usd(step.Limit)} of the {whose}'s {Usd(limit.Cents)} was left";
        return step.Result == 0
            ? $"Out-of-pocket maximum: {left}, and the share of {Usd(step.Of)} stays within it."
            : $"Out-of-pocket maximum: {left}; {Usd(step.Result)} of the share of {Usd(step.Of)} comes off, coinsurance first, then copay, then deductible.";
    }

    private static string Maximum(string name, in TraceStep step) => step.Result == 0
        ? $"{name}: {Usd(step.Limit)} was left, and the benefit of {Usd(step.Of)} stays within it."
        : $"{name}: {Usd(step.Limit)} was left of it; {Usd(step.Result)} of the benefit of {Usd(step.Of)} is above it and the member's.";

    private static string Disability(in TraceStep step) => step.Rule switch
    {
        Rule.WeeklyBenefit => $"Weekly benefit: {Usd(step.Result)}, from {Percent(step.Limit)} of weekly earnings of {Usd(step.Of)}, within the plan's minimum and maximum.",
        Rule.MonthlyBenefit => $"Monthly benefit: {Usd(step.Result)}, the plan's percent of monthly earnings of {Usd(step.Limit)}, within the plan's maximum.",
        Rule.Offsets => $"Offsets: {Usd(step.Limit)} of other income a month leaves {Usd(step.Result)} of {Usd(step.Of)}, at least the plan's minimum.",
        Rule.PaidDays => $"Paid days: {step.Result}, of {Sayings.Counted(step.Of, "day")} certified, after {Sayings.Counted(step.Limit, "day")} of elimination and within the plan's limit.",
        Rule.PaidForDays => $"Paid: {Usd(step.Result)}, {Sayings.Counted(step.Limit, "day")} of a benefit of {Usd(step.Of)}.",
        Rule.DisabilityDenied => DisabilityDenied((DisabilityDenial)step.Result),
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };

    private static string DisabilityDenied(DisabilityDenial denial) => denial switch
    {
        DisabilityDenial.NotCovered => "Denied: there was no such coverage on the first day of disability.",
        DisabilityDenial.EliminationPeriod => "Denied: no day is left to pay after the elimination period.",
        DisabilityDenial.NotDisabled => "Denied: a reviewer found that the employee is not disabled as the plan defines it.",
        DisabilityDenial.LacksInformation => "Denied: a reviewer found that information that the decision needs is missing.",
        DisabilityDenial.NotCoveredUnderPlan => "Denied: a reviewer found that the plan does not cover this disability.",
        DisabilityDenial.WorkRelated => "Denied: a reviewer found that the disability is work-related, so that workers' compensation pays.",
        _ => throw new ArgumentOutOfRangeException(nameof(denial)),
    };

    private static string Waived(Waiver waived) => string.Join(", ", new[]
    {
        (Waiver.TimelyFiling, "timely filing"),
        (Waiver.Duplicate, "duplicate line"),
        (Waiver.OtherPayer, "another payer first"),
        (Waiver.WaitingPeriod, "waiting period"),
        (Waiver.Authorization, "prior authorization"),
        (Waiver.VisitLimit, "visit limit"),
    }.Where(check => waived.HasFlag(check.Item1)).Select(check => check.Item2));

    private static Limits Terms(in TraceStep step, ClaimFacts facts, Func<HealthPlan, NetworkSide, Limits?> limitsOf)
    {
        var date = LineOf(step, facts).ServiceDate;
        var coverage = facts.Member!.Coverages.First(span => span.Plan.Line == facts.Claim.Line && span.Dates.Contains(date));
        return limitsOf((HealthPlan)coverage.Plan, facts.ProviderInNetwork ? NetworkSide.In : NetworkSide.Out) ?? default;
    }

    private static ClaimLine LineOf(in TraceStep step, ClaimFacts facts) => facts.Claim.Lines[step.Line - 1];

    private static string UnitsOf(in TraceStep step, ClaimFacts facts) => LineOf(step, facts).Units is var units && units == Units.One ? "1 unit" : $"{units} units";

    private static string Usd(long cents) => Sayings.Dollars(new(cents));

    private static string Percent(long millionths) => $"{new Rate(millionths)}%";

    private static string Lower(BenefitLine line) => line == BenefitLine.Medical ? "medical" : "dental";
}
