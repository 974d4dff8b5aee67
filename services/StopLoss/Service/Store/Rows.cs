using Aso.Contracts.Enrollment.V1;
using Aso.Primitives;
using Aso.StopLoss.Domain;
using BenefitLine = Aso.Primitives.BenefitLine;

namespace Aso.StopLoss.Store;

/// <summary>What stop-loss knows of an employer.</summary>
internal sealed class EmployerRow
{
    public required Guid EmployerId { get; init; }

    public required string Name { get; init; }

    public required Arrangement Arrangement { get; init; }

    /// <summary>With a medical plan only medical coverage makes an employee enrolled.</summary>
    public bool HasMedicalPlan { get; set; }

    /// <summary>Of an enrolled employee; null where the employer named none.</summary>
    public TierAmounts? ExpectedMonthlyClaims { get; init; }
}

/// <summary>One span of an employee's coverage, as known now.</summary>
internal sealed class EmployeeSpanRow
{
    public required Guid EmployerId { get; init; }

    public required string MemberId { get; init; }

    /// <summary>The order in which the employee's spans were given.</summary>
    public required int Ordinal { get; init; }

    public required BenefitLine Line { get; init; }

    public Tier? Tier { get; init; }

    public required DateOnly From { get; init; }

    public DateOnly? To { get; init; }
}

/// <summary>A released payment. Kept whole, because a policy written later counts it too.</summary>
internal sealed class PaymentRow
{
    public required Guid EmployerId { get; init; }

    public required Guid ClaimId { get; init; }

    public required string MemberId { get; init; }

    public required BenefitLine Line { get; init; }

    public required DateOnly ReleasedOn { get; init; }

    /// <summary>Funding's number of the release: the order in which payments accumulate.</summary>
    public required long Sequence { get; init; }

    /// <summary>As <see cref="PaidLines"/> writes them.</summary>
    public required string Lines { get; init; }

    public DateOnly? ReversedOn { get; set; }

    /// <summary>Funding's number of the reversal.</summary>
    public long? ReversedSequence { get; set; }

    public ReleasedPayment ToPayment() => new(MemberId, Line, ReleasedOn, PaidLines.Read(Lines));
}

/// <summary>A diagnosis that a member's approved claims carried, when it was first seen.</summary>
internal sealed class DiagnosisRow
{
    public required Guid EmployerId { get; init; }

    public required string MemberId { get; init; }

    public required string Code { get; init; }

    public required DateOnly On { get; init; }
}

internal sealed class CarrierRow
{
    public required Guid CarrierId { get; init; }

    public required string Name { get; init; }
}

internal sealed class PolicyRow
{
    public required Guid PolicyId { get; init; }

    public required Guid EmployerId { get; init; }

    public required Guid CarrierId { get; init; }

    public required DateOnly PeriodStart { get; init; }

    public required int IncurredMonths { get; init; }

    public required int PaidMonths { get; init; }

    public required PolicyContent Content { get; init; }

    /// <summary>Where the policy is issued, by its postal code; null where it was not said.</summary>
    public string? State { get; init; }

    /// <summary>What was to be said about the policy when it was written; null where nothing was compared yet.</summary>
    public IReadOnlyList<PolicyWarning>? Warnings { get; set; }

    /// <summary>What is left of the aggregating specific deductible.</summary>
    public required Money AggregatingLeft { get; set; }

    /// <summary>Whether the last day of the paid window has ended and the aggregate is settled.</summary>
    public bool Settled { get; set; }

    public PolicyTerms Terms() => new(
        PeriodStart, new(IncurredMonths, PaidMonths), Content.Lines, Content.Specific, Content.Aggregate, Content.TriggerDiagnoses);

    /// <summary>Whether the aggregate is to be settled when the business date is <paramref name="reached"/>: the last day of the paid window has ended.</summary>
    public bool IsDue(DateOnly? reached) => !Settled && reached > Terms().LastPaidDay;
}

/// <summary>The parts of a policy that are read together and never searched. What is null is not written, so it has a default.</summary>
internal sealed record PolicyContent(
    IReadOnlyList<BenefitLine> Lines,
    IReadOnlyList<string> TriggerDiagnoses,
    SpecificTerms? Specific = null,
    AggregateTerms? Aggregate = null,
    TierPremiums? Premium = null);

/// <summary><see cref="MemberStanding"/>, stored.</summary>
internal sealed class AccumulationRow
{
    public required Guid PolicyId { get; init; }

    public required string MemberId { get; init; }

    public Money Eligible { get; init; }

    public Money Recoverable { get; init; }

    public Money Asked { get; init; }

    public bool Undecided { get; init; }

    public NoticesGiven Given { get; init; }
}

/// <summary>A notice to a carrier.</summary>
internal sealed class NoticeRow
{
    public required Guid CarrierId { get; init; }

    /// <summary>Gapless per carrier and in commit order: what a cursor holds.</summary>
    public required long Number { get; init; }

    public required Guid EmployerId { get; init; }

    public required Guid PolicyId { get; init; }

    public required string MemberId { get; init; }

    public required NoticeKind Kind { get; init; }

    public required DateOnly On { get; init; }

    public required Money Eligible { get; init; }

    public Money? Deductible { get; init; }

    public string? Trigger { get; init; }
}

/// <summary>A request for reimbursement.</summary>
internal sealed class RequestRow
{
    public required Guid RequestId { get; init; }

    public required Guid CarrierId { get; init; }

    /// <summary>Gapless per carrier and in commit order: what a cursor holds.</summary>
    public required long Number { get; init; }

    public required Guid EmployerId { get; init; }

    public required Guid PolicyId { get; init; }

    /// <summary>Null on the aggregate's.</summary>
    public string? MemberId { get; init; }

    public required DateOnly On { get; init; }

    public required Money Amount { get; init; }

    public SpecificFigures? Specific { get; init; }

    public AggregateFigures? Aggregate { get; init; }

    /// <summary>Null while undecided; zero where denied.</summary>
    public Money? Accepted { get; set; }

    public DateOnly? DecidedOn { get; set; }

    /// <summary>Why so, in the carrier's words; null where it gave none.</summary>
    public string? Reason { get; set; }
}

/// <summary>What a carrier paid on what it had accepted.</summary>
internal sealed class RemittanceRow
{
    public required Guid EmployerId { get; init; }

    /// <summary>The carrier's own, used once.</summary>
    public required string Reference { get; init; }

    public required Guid CarrierId { get; init; }

    public required Money Amount { get; init; }

    public required DateOnly ReceivedOn { get; init; }
}
