using System.Collections.Frozen;
using Aso.Primitives;

namespace Aso.Claims.Domain;

/// <summary>An employer's plan of one line of benefit, prepared for adjudication: build it once, decide many claims with it.</summary>
public abstract class Plan(string code, BenefitLine line)
{
    /// <summary>Unique at the employer.</summary>
    public string Code { get; } = code;

    public BenefitLine Line { get; } = line;
}

/// <summary>How a plan pays behind another payer. Numbers are stored.</summary>
public enum Coordination
{
    /// <summary>Both payers together may pay up to the allowed amount.</summary>
    Standard = 1,

    /// <summary>The plan pays only what its own benefit exceeds the other payer's payment.</summary>
    NonDuplication = 2,
}

/// <summary>A limit for a member and one for the family; embedded: whichever is reached first ends it.</summary>
public readonly record struct Limits(Money Individual, Money Family);

/// <summary>The terms of a medical or dental plan.</summary>
public sealed class HealthPlan : Plan
{
    private readonly ProcedureMatcher _matcher;

    /// <param name="services">In plan order: the first that matches a procedure wins.</param>
    public HealthPlan(string code, BenefitLine line, IReadOnlyList<Service> services)
        : base(code, line)
    {
        Services = [.. services];
        _matcher = new ProcedureMatcher(Services);
    }

    public Service[] Services { get; }

    /// <summary>A line received more days than this after its service is too late.</summary>
    public required int TimelyFilingDays { get; init; }

    public Coordination Coordination { get; init; } = Coordination.Standard;

    /// <summary>The in-network fee of one unit, by procedure.</summary>
    public FrozenDictionary<string, Money> FeeSchedule { get; init; } = FrozenDictionary<string, Money>.Empty;

    /// <summary>In network, what is allowed of the billed amount where the fee schedule is silent.</summary>
    public required Rate OtherwisePercentOfBilled { get; init; }

    /// <summary>Out of network, what is allowed of the billed amount.</summary>
    public Rate PercentOfBilledOutOfNetwork { get; init; }

    /// <summary>In network; null where no deductible applies.</summary>
    public Limits? DeductibleIn { get; init; }

    public Limits? DeductibleOut { get; init; }

    /// <summary>In network; null where there is no maximum.</summary>
    public Limits? OutOfPocketIn { get; init; }

    public Limits? OutOfPocketOut { get; init; }

    /// <summary>What the plan pays a member in a plan year; null where there is no maximum.</summary>
    public Money? AnnualMaximum { get; init; }

    /// <summary>The index in <see cref="Services"/> of the first service that matches, or -1.</summary>
    public int FindService(string procedure) => _matcher.Find(procedure);

    public Limits? Deductible(NetworkSide side) => side == NetworkSide.In ? DeductibleIn : DeductibleOut;

    public Limits? OutOfPocket(NetworkSide side) => side == NetworkSide.In ? OutOfPocketIn : OutOfPocketOut;
}

/// <summary>The terms of a short-term disability plan; amounts are weekly.</summary>
public sealed class ShortTermDisabilityPlan(string code) : Plan(code, BenefitLine.Std)
{
    /// <summary>Of weekly earnings.</summary>
    public required Rate Percent { get; init; }

    public required Money Minimum { get; init; }

    public required Money Maximum { get; init; }

    public required int EliminationDaysAccident { get; init; }

    public required int EliminationDaysSickness { get; init; }

    public required int MaxWeeks { get; init; }

    public int EliminationDays(DisabilityCause? cause) =>
        cause == DisabilityCause.Accident ? EliminationDaysAccident : EliminationDaysSickness;
}

/// <summary>The terms of a long-term disability plan; amounts are monthly.</summary>
public sealed class LongTermDisabilityPlan(string code) : Plan(code, BenefitLine.Ltd)
{
    /// <summary>Of monthly earnings.</summary>
    public required Rate Percent { get; init; }

    public required Money Minimum { get; init; }

    public required Money Maximum { get; init; }

    public required int EliminationDays { get; init; }
}
