using Aso.Contracts.Enrollment.V1;
using Aso.Funding.Domain;
using Aso.Primitives;
using BenefitLine = Aso.Contracts.Enrollment.V1.BenefitLine;
using CoverageSpan = Aso.Primitives.CoverageSpan;
using FundingMethod = Aso.Contracts.Enrollment.V1.FundingMethod;

namespace Aso.Funding.Store;

/// <summary>An employer's terms, as registered.</summary>
internal sealed class EmployerRow
{
    public required Guid EmployerId { get; init; }

    public required Arrangement Arrangement { get; set; }

    /// <summary>Null under full insurance.</summary>
    public FundingMethod? Method { get; set; }

    public Money? MinimumBalance { get; set; }

    public Money? TargetBalance { get; set; }

    public DayOfWeek? RequestWeekday { get; set; }

    public TierAmounts? LevelRate { get; set; }

    public Money PerEmployeePerMonth { get; set; }

    public Money PerClaim { get; set; }

    public Rate PercentOfPaid { get; set; }

    public TierAmounts? ExpectedMonthlyClaims { get; set; }

    public TierAmounts? FullyInsuredPremium { get; set; }

    /// <summary>With one, only medical spans make an employee enrolled.</summary>
    public bool HasMedicalPlan { get; set; }
}

/// <summary>A stop-loss policy's premium.</summary>
internal sealed class PolicyRow
{
    public required Guid EmployerId { get; init; }

    public required Guid PolicyId { get; init; }

    public required DateOnly PeriodFrom { get; set; }

    public required DateOnly PeriodTo { get; set; }

    public required TierAmounts MonthlyPremium { get; set; }
}

/// <summary>A book as it stands; everything here can be recomputed from the journal and the payables.</summary>
internal sealed class BookRow
{
    public required Guid EmployerId { get; init; }

    /// <summary>The first business date; null before the employer's plan opens.</summary>
    public DateOnly? OpenedOn { get; set; }

    public DateOnly? BusinessDate { get; set; }

    public Money Cash { get; set; }

    public Money StopLossReceivable { get; set; }

    public Money ProviderReceivable { get; set; }

    public Money ClaimsPayable { get; set; }

    public Money FeesPayable { get; set; }

    public Money PremiumPayable { get; set; }

    public Money EmployerContributions { get; set; }

    public Money InsurerFunds { get; set; }

    public Money ClaimsExpense { get; set; }

    public Money FeesExpense { get; set; }

    public Money PremiumExpense { get; set; }

    public Money StopLossRecoveries { get; set; }

    public Money BankOverdraft { get; set; }

    public long LastSequence { get; set; }

    /// <summary>The sequence of the last entry that changed the costs.</summary>
    public long LastCostSequence { get; set; }

    public required byte[] LastHash { get; set; }

    public long LastPosition { get; set; }

    public long QueuedCount { get; set; }

    public long RequestCount { get; set; }

    public long? OpenRequest { get; set; }
}

/// <summary>A journal entry. Its accounts and its id follow from its kind and subject and are not stored.</summary>
internal sealed class JournalRow
{
    public required Guid EmployerId { get; init; }

    public required long Sequence { get; init; }

    public required DateOnly PostedOn { get; init; }

    public required EntryKind Kind { get; init; }

    public required Money Amount { get; init; }

    public required Money Recouped { get; init; }

    public required Guid Subject { get; init; }

    public required Guid Cause { get; init; }

    public required byte[] Hash { get; init; }
}

/// <summary>What a payee is owed for a claim or a returned payment, or a charge that had to wait; a charge paid at once leaves its journal entries only.</summary>
internal sealed class PayableRow
{
    public required Guid EmployerId { get; init; }

    public required long Position { get; init; }

    public required PayableKind Kind { get; init; }

    /// <summary>The claim's id, or that of the charge or of the return.</summary>
    public required Guid PayableId { get; init; }

    public required Money Amount { get; init; }

    public required PayableStatus Status { get; set; }

    public Money Recouped { get; set; }

    public DateOnly? ReleasedOn { get; set; }

    public DateOnly? ReversedOn { get; set; }

    public string? ClaimNumber { get; init; }

    /// <summary>The claim's; of a returned payment, the employee who is paid.</summary>
    public string? MemberId { get; init; }

    public BenefitLine? Line { get; init; }

    /// <summary>Null where the employee is paid, and for charges.</summary>
    public string? ProviderNpi { get; init; }

    /// <summary>What is paid by service date, as JSON; kept while the payment waits, the release tells it.</summary>
    public string? Lines { get; set; }
}

/// <summary>A claim that was decided and pays its provider nothing: nothing is owed, but a remittance tells of it.</summary>
internal sealed class UnpaidClaimRow
{
    public required Guid EmployerId { get; init; }

    public required Guid ClaimId { get; init; }

    public required string ProviderNpi { get; init; }

    /// <summary>The business date of the decision.</summary>
    public required DateOnly DecidedOn { get; init; }

    /// <summary>The business date on which it was voided or replaced.</summary>
    public DateOnly? ReversedOn { get; set; }
}

/// <summary>What one payee owes.</summary>
internal sealed class ReceivableRow
{
    public required Guid EmployerId { get; init; }

    /// <summary>npi/… or employee/….</summary>
    public required string Payee { get; init; }

    public required Money Amount { get; set; }
}

internal sealed class FundingRequestRow
{
    public required Guid EmployerId { get; init; }

    public required long Number { get; init; }

    public required DateOnly MadeOn { get; init; }

    public required Money Amount { get; set; }

    public required Money Outstanding { get; set; }
}

internal sealed class MonthTotalRow
{
    public required Guid EmployerId { get; init; }

    /// <summary>The 1st of the month.</summary>
    public required DateOnly Month { get; init; }

    public Money Released { get; set; }

    public Money Reversed { get; set; }

    public Money Fees { get; set; }

    public Money Premium { get; set; }

    public Money Recoveries { get; set; }
}

/// <summary>An employee's coverage, as known now.</summary>
internal sealed class EmployeeRow
{
    public required Guid EmployerId { get; init; }

    public required string MemberId { get; init; }

    public required IReadOnlyList<CoverageSpan> Spans { get; set; }
}

/// <summary>By how many the enrolled employees of a tier change on a 1st, over the whole roster.</summary>
internal sealed class EnrollmentChangeRow
{
    public required Guid EmployerId { get; init; }

    public required DateOnly First { get; init; }

    public required Tier Tier { get; init; }

    public required int Change { get; set; }
}
