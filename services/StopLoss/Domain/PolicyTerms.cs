using Aso.Primitives;

namespace Aso.StopLoss.Domain;

/// <summary>What a stop-loss policy promises. Fixed once the policy is written.</summary>
/// <param name="PeriodStart">The policy period is the twelve months from here.</param>
/// <param name="Lines">The covered lines of benefit.</param>
/// <param name="Specific">Protection against one member's claims; null where the policy has none.</param>
/// <param name="Aggregate">Protection against the sum of all claims; null where the policy has none.</param>
/// <param name="TriggerDiagnoses">Beginnings of diagnosis codes of which the carrier wants to hear.</param>
public sealed record PolicyTerms(
    DateOnly PeriodStart,
    Basis Basis,
    IReadOnlyCollection<BenefitLine> Lines,
    SpecificTerms? Specific,
    AggregateTerms? Aggregate,
    IReadOnlyList<string> TriggerDiagnoses)
{
    public DateSpan Period => Basis.PeriodFrom(PeriodStart);

    /// <summary>Service dates that count.</summary>
    public DateSpan IncurredWindow => Basis.IncurredWindow(PeriodStart);

    /// <summary>Dates of release that count.</summary>
    public DateSpan PaidWindow => Basis.PaidWindow(PeriodStart);

    /// <summary>The date at whose end the aggregate is settled.</summary>
    public DateOnly LastPaidDay => PaidWindow.To!.Value;

    /// <summary>What a member bears before the carrier does: the member's laser, else the specific deductible; null without specific terms.</summary>
    public Money? DeductibleOf(string memberId) => Specific?.DeductibleOf(memberId);
}

/// <summary>Protection against one member's claims.</summary>
/// <param name="Deductible">Borne for each member without a laser. Zero or more.</param>
/// <param name="Lasers">A deductible of their own for known risks, by member.</param>
/// <param name="AggregatingDeductible">Excess that the employer bears for the group as a whole before any is recoverable. Zero or more.</param>
/// <param name="CarrierPercent">The carrier's share of what is recoverable, up to 100 %.</param>
/// <param name="MaximumPerPerson">The most that the carrier reimburses for one member.</param>
public sealed record SpecificTerms(
    Money Deductible,
    IReadOnlyDictionary<string, Money> Lasers,
    Money AggregatingDeductible,
    Rate CarrierPercent,
    Money MaximumPerPerson)
{
    public Money DeductibleOf(string memberId) => Lasers.TryGetValue(memberId, out var laser) ? laser : Deductible;
}

/// <summary>Protection against the sum of all claims.</summary>
/// <param name="MonthlyFactor">What each employee enrolled on a 1st adds to the attachment, by tier.</param>
/// <param name="MinimumAttachment">The attachment is never taken as lower than this.</param>
/// <param name="Maximum">The most that the carrier reimburses under these terms.</param>
public sealed record AggregateTerms(TierAmounts MonthlyFactor, Money MinimumAttachment, Money Maximum);
