using System.Text.Json.Nodes;

namespace Aso.Reference;

/// <summary>Chapter 3: short-term and long-term disability.</summary>
internal sealed class DisabilityClaims(Enrollment enrollment)
{
    private const int AgeAtEnd = 65;

    public void Adjudicate(Claim claim)
    {
        var from = claim.Input.Date("disabledFrom");
        if (enrollment.Spans(claim.Member, claim.Line).FirstOrDefault(span => span.Contains(from)) is not { } span)
        {
            Deny(claim, "not-covered");
            return;
        }

        var plan = enrollment.Plan(span.Plan);
        var member = enrollment.Member(claim.Member)!;
        var (days, daily, per) = claim.Line == "std" ? ShortTerm(claim, plan, member, from) : LongTerm(claim, plan, member, from);
        if (days <= 0)
        {
            Deny(claim, "elimination-period");
            return;
        }

        claim.Days = days;
        claim.Paid = (daily * days / per).ToTheCent();
    }

    /// <returns>The paid days, the weekly benefit, and the days that it is for.</returns>
    private static (int Days, decimal Benefit, int Per) ShortTerm(Claim claim, JsonObject plan, JsonObject member, DateOnly from)
    {
        var weekly = member.Amount("weeklyEarnings").Percent(plan.Amount("percent"));
        weekly = Math.Min(Math.Max(weekly, plan.Amount("minimum")), plan.Amount("maximum"));
        var first = from.AddDays(plan["eliminationDays"]!.Count(claim.Input.Text("cause")));
        var days = DaysBetween(first, claim.Input.Date("certifiedThrough"));
        return (Math.Min(days, plan.Count("maxWeeks") * 7), weekly, 7);
    }

    /// <returns>The paid days, the monthly benefit, and the days that it is for.</returns>
    private static (int Days, decimal Benefit, int Per) LongTerm(Claim claim, JsonObject plan, JsonObject member, DateOnly from)
    {
        var monthlyEarnings = (member.Amount("weeklyEarnings") * 52 / 12).ToTheCent();
        var gross = Math.Min(monthlyEarnings.Percent(plan.Amount("percent")), plan.Amount("maximum"));
        var offsets = (claim.Input["monthlyOffsets"]?.AsArray() ?? []).Sum(offset => Reading.AmountOf(offset!));
        var net = Math.Max(gross - offsets, plan.Amount("minimum"));
        var first = from.AddDays(plan.Count("eliminationDays"));
        var dayBeforeBirthday = member.Date("birthDate").AddMonths(AgeAtEnd * 12).AddDays(-1);
        var certified = claim.Input.Date("certifiedThrough");
        return (DaysBetween(first, certified < dayBeforeBirthday ? certified : dayBeforeBirthday), net, 30);
    }

    /// <summary>Both ends included; zero where the last is before the first.</summary>
    private static int DaysBetween(DateOnly first, DateOnly last) => Math.Max(0, last.DayNumber - first.DayNumber + 1);

    private static void Deny(Claim claim, string reason)
    {
        claim.Status = "denied";
        claim.Reason = reason;
    }
}
