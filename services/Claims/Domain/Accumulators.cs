using Aso.Primitives;

namespace Aso.Claims.Domain;

/// <summary>The two pots of one network side.</summary>
public readonly record struct Pots(Money Deductible, Money OutOfPocket)
{
    public static Pots operator +(Pots left, Pots right) =>
        new(left.Deductible + right.Deductible, left.OutOfPocket + right.OutOfPocket);

    public static Pots operator -(Pots left, Pots right) =>
        new(left.Deductible - right.Deductible, left.OutOfPocket - right.OutOfPocket);
}

/// <summary>What is used up of one plan in one plan year, by a member or by a family, or what a claim adds to that.</summary>
/// <param name="Benefits">Paid for services that count toward the annual maximum, both network sides together.</param>
public readonly record struct PlanYearUsage(Pots In, Pots Out, Money Benefits)
{
    public bool IsZero => this == default;

    public static PlanYearUsage operator +(PlanYearUsage left, PlanYearUsage right) =>
        new(left.In + right.In, left.Out + right.Out, left.Benefits + right.Benefits);

    public static PlanYearUsage operator -(PlanYearUsage left, PlanYearUsage right) =>
        new(left.In - right.In, left.Out - right.Out, left.Benefits - right.Benefits);

    public Pots On(NetworkSide side) => side == NetworkSide.In ? In : Out;

    internal static PlanYearUsage Of(NetworkSide side, Pots pots, Money benefits) =>
        side == NetworkSide.In ? new(pots, default, benefits) : new(default, pots, benefits);
}

/// <summary>What a claim adds to its member's usage of a plan year; a reversal takes exactly this off again.</summary>
public readonly record struct PlanYearMovement(string PlanCode, DateOnly PlanYearStart, PlanYearUsage Added);

/// <summary>What a claim adds to its member's use of a service's lifetime maximum.</summary>
public readonly record struct LifetimeMovement(string PlanCode, string Service, Money Added);
