using Aso.Primitives;
using Aso.StopLoss.Domain;
using Aso.StopLoss.Store;

namespace Aso.StopLoss.Features;

/// <summary>A policy as the API shows it.</summary>
/// <param name="PeriodEnd">Included.</param>
/// <param name="Incurred">Service dates that count, both included.</param>
/// <param name="Paid">Dates of release that count, both included.</param>
/// <param name="Settled">Whether the paid window has ended.</param>
/// <param name="State">Where the policy is issued; left out where it was not said.</param>
/// <param name="Warnings">Where the policy is below what its state asks for, or unusual, as of the day on which it was written.</param>
internal sealed record PolicyView(
    Guid PolicyId,
    Guid CarrierId,
    string Carrier,
    DateOnly PeriodStart,
    DateOnly PeriodEnd,
    string Basis,
    WindowView Incurred,
    WindowView Paid,
    IReadOnlyList<BenefitLine> Lines,
    SpecificTerms? Specific,
    AggregateTerms? Aggregate,
    TierPremiums? Premium,
    IReadOnlyList<string> TriggerDiagnoses,
    bool Settled,
    string? State,
    IReadOnlyList<PolicyWarning> Warnings)
{
    public static PolicyView Of(PolicyRow row, string carrier)
    {
        var terms = row.Terms();
        return new(
            row.PolicyId,
            row.CarrierId,
            carrier,
            row.PeriodStart,
            terms.Period.To!.Value,
            terms.Basis.ToString(),
            WindowView.Of(terms.IncurredWindow),
            WindowView.Of(terms.PaidWindow),
            row.Content.Lines,
            row.Content.Specific,
            row.Content.Aggregate,
            row.Content.Premium,
            row.Content.TriggerDiagnoses,
            row.Settled,
            row.State,
            row.Warnings ?? []);
    }
}

internal sealed record WindowView(DateOnly From, DateOnly To)
{
    public static WindowView Of(DateSpan span) => new(span.From, span.To!.Value);
}
