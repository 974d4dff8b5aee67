using Aso.Primitives;

namespace Aso.Portal.Api;

/// <summary>An amount and where it comes from, in words.</summary>
public sealed record SettlementFigure(Money Amount, string Origin);

/// <summary>GET …/settlement: what a plan year leaves and whose that is. Figures are in the order in which they are read.</summary>
/// <param name="SurplusBelongsTo"><c>employer</c> or <c>insurer</c>; a deficit is borne by the same.</param>
public sealed record Settlement(
    DateOnly PlanYear, DateOnly To, DateOnly AsOf, bool IsFinal, string SurplusBelongsTo, string Explanation,
    IReadOnlyDictionary<string, SettlementFigure> Cash, IReadOnlyDictionary<string, SettlementFigure> Cost,
    IReadOnlyDictionary<string, SettlementFigure> Outstanding, IReadOnlyDictionary<string, SettlementFigure> Result,
    IReadOnlyDictionary<string, SettlementFigure> Comparison)
{
    public Money Surplus => AmountOf(Result, "surplus");

    public Money Deficit => AmountOf(Result, "deficit");

    public Money NetCost => AmountOf(Comparison, "netCost");

    public Money FullyInsuredPremium => AmountOf(Comparison, "fullyInsuredPremium");

    public Money Savings => AmountOf(Comparison, "savings");

    /// <summary>The figure of that name; zero where the platform does not give it.</summary>
    public static Money AmountOf(IReadOnlyDictionary<string, SettlementFigure> figures, string name) =>
        figures.TryGetValue(name, out var figure) ? figure.Amount : Money.Zero;
}
