using Aso.Claims.Domain.Review;
using Aso.Primitives;

namespace Aso.Claims.Domain;

/// <summary>Short-term and long-term disability: a benefit by the day, to the employee.</summary>
internal static class DisabilityBenefit
{
    /// <summary>Long-term benefits end the day before this birthday.</summary>
    private const int AgeOfEnd = 65;

    public static Adjudication Decide(ClaimFacts facts)
    {
        var period = facts.Claim.Disability ?? throw new ArgumentException("A disability claim names its period.", nameof(facts));
        if (facts.Ruling?.Of(LineRuling.EveryLine).Denial is { } denial)
        {
            return Deny(denial.OfDisability(), []);
        }

        return FindPlan(facts, period.From) switch
        {
            ShortTermDisabilityPlan plan => Pay(facts.Member!, period, plan),
            LongTermDisabilityPlan plan => Pay(facts.Member!, period, plan),
            _ => Deny(DisabilityDenial.NotCovered, []),
        };
    }

    private static Plan? FindPlan(ClaimFacts facts, DateOnly date)
    {
        foreach (var coverage in facts.Member?.Coverages ?? [])
        {
            if (coverage.Plan.Line == facts.Claim.Line && coverage.Dates.Contains(date))
            {
                return coverage.Plan;
            }
        }

        return null;
    }

    private static Adjudication Pay(Member member, DisabilityPeriod period, ShortTermDisabilityPlan plan)
    {
        var elimination = plan.EliminationDays(period.Cause);
        var days = Math.Min(PaidDays(period.From, elimination, period.CertifiedThrough), plan.MaxWeeks * 7);
        var daysStep = DaysStep(period, elimination, days);
        if (days == 0)
        {
            return Deny(DisabilityDenial.EliminationPeriod, [daysStep]);
        }

        var earnings = member.WeeklyEarnings ?? Money.Zero;
        var weekly = Money.Min(Money.Max(earnings.TimesRounded(plan.Percent), plan.Minimum), plan.Maximum);
        var paid = weekly.TimesRounded(days, 7);
        return Approve(days, weekly, paid,
        [
            daysStep,
            new(0, Rule.WeeklyBenefit, earnings.Cents, plan.Percent.Millionths, weekly.Cents),
            new(0, Rule.PaidForDays, weekly.Cents, days, paid.Cents),
        ]);
    }

    private static Adjudication Pay(Member member, DisabilityPeriod period, LongTermDisabilityPlan plan)
    {
        var lastPayable = member.BirthDate.AddYears(AgeOfEnd).AddDays(-1);
        var through = period.CertifiedThrough < lastPayable ? period.CertifiedThrough : lastPayable;
        var days = PaidDays(period.From, plan.EliminationDays, through);
        var daysStep = DaysStep(period, plan.EliminationDays, days);
        if (days == 0)
        {
            return Deny(DisabilityDenial.EliminationPeriod, [daysStep]);
        }

        var earnings = member.WeeklyEarnings ?? Money.Zero;
        var monthly = earnings.TimesRounded(52, 12);
        var gross = Money.Min(monthly.TimesRounded(plan.Percent), plan.Maximum);
        var net = Money.Max(gross - period.MonthlyOffsets, plan.Minimum);
        var paid = net.TimesRounded(days, 30);
        return Approve(days, net, paid,
        [
            daysStep,
            new(0, Rule.MonthlyBenefit, earnings.Cents, monthly.Cents, gross.Cents),
            new(0, Rule.Offsets, gross.Cents, period.MonthlyOffsets.Cents, net.Cents),
            new(0, Rule.PaidForDays, net.Cents, days, paid.Cents),
        ]);
    }

    /// <summary>Days after the elimination period through the last payable one; zero where none is left.</summary>
    private static int PaidDays(DateOnly from, int eliminationDays, DateOnly through) =>
        Math.Max(0, through.DayNumber - (from.DayNumber + eliminationDays) + 1);

    private static TraceStep DaysStep(DisabilityPeriod period, int eliminationDays, int days) =>
        new(0, Rule.PaidDays, period.CertifiedThrough.DayNumber - period.From.DayNumber + 1, eliminationDays, days);

    private static Adjudication Approve(int days, Money benefit, Money paid, TraceStep[] trace) => new()
    {
        Approved = true,
        Paid = paid,
        Disability = new(DisabilityDenial.None, days, benefit),
        Trace = trace,
    };

    private static Adjudication Deny(DisabilityDenial denial, TraceStep[] trace) => new()
    {
        Approved = false,
        Disability = new(denial, 0, Money.Zero),
        Trace = [.. trace, new(0, Rule.DisabilityDenied, 0, 0, (long)denial)],
    };
}
