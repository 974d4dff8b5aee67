using Aso.Primitives;

namespace Aso.Funding.Domain.Payments;

/// <summary>A released claim payment.</summary>
/// <param name="Amount">Before recoupment. More than zero.</param>
/// <param name="Recouped">Zero to the amount.</param>
public readonly record struct ReleasedClaim(Guid ClaimId, Money Amount, Money Recouped);

/// <summary>A claim payment that was reversed after its release: the provider owes it from then on.</summary>
public readonly record struct ReversedClaim(Guid ClaimId, Money Amount, DateOnly On);

/// <summary>A payment that the bank had returned, released anew.</summary>
/// <param name="OriginalTraceNumber">Of the remittance that told of the payment first.</param>
/// <param name="Amount">Before recoupment. More than zero.</param>
/// <param name="Recouped">Zero to the amount.</param>
public readonly record struct ReissuedPayment(string OriginalTraceNumber, Money Amount, Money Recouped);

/// <summary>All that the payment of one provider and business date follows from.</summary>
public sealed record PaymentFacts
{
    public required Guid EmployerId { get; init; }

    public required string Npi { get; init; }

    /// <summary>The business date.</summary>
    public required DateOnly On { get; init; }

    /// <summary>What was released to the provider on that date, in order of release.</summary>
    public IReadOnlyList<ReleasedClaim> Released { get; init; } = [];

    /// <summary>What was released to it anew on that date, in order of release.</summary>
    public IReadOnlyList<ReissuedPayment> Reissued { get; init; } = [];

    /// <summary>Everything of the provider that was ever reversed after its release, until that date, in order of date.</summary>
    public IReadOnlyList<ReversedClaim> Reversals { get; init; } = [];

    /// <summary>Σ of what releases of earlier dates recouped from the provider.</summary>
    public Money RecoupedBefore { get; init; }

    /// <summary>The provider's claims that were decided on that date and pay nothing, in a stable order.</summary>
    public IReadOnlyList<Guid> Unpaid { get; init; } = [];

    /// <summary>Those of its claims that paid nothing and were voided or replaced on that date.</summary>
    public IReadOnlyList<Guid> UnpaidReversed { get; init; } = [];
}

/// <summary>One claim of a payment.</summary>
/// <param name="IsReversal">Takes back what an earlier payment, or this one, told of the claim.</param>
/// <param name="Paid">Before recoupment; zero or less for a reversal.</param>
public readonly record struct PaymentPart(Guid ClaimId, bool IsReversal, Money Paid);

/// <summary>Why a payment differs from what its claims pay. Named as X12 835 does in PLB03-1.</summary>
public enum PaymentAdjustmentReason
{
    /// <summary>WO: kept back for a claim payment that was reversed on an earlier date.</summary>
    OverpaymentRecovery,

    /// <summary>FB: a reversal of this payment that is not kept back from it, and so is left for later ones.</summary>
    ForwardingBalance,

    /// <summary>CS: an earlier payment that the bank had returned, paid with this one. Its claims were told of then.</summary>
    Adjustment,
}

/// <param name="ClaimId">The claim whose payment was reversed; null of a payment that is made anew.</param>
/// <param name="Amount">Above zero lowers the payment, below zero raises it: as PLB04. Never zero.</param>
/// <param name="OriginalTraceNumber">Of the payment that is made anew; null of reversals.</param>
public readonly record struct PaymentAdjustment(PaymentAdjustmentReason Reason, Guid? ClaimId, Money Amount, string? OriginalTraceNumber = null);

/// <summary>What one provider is paid by one employer for one business date, and of what it consists.</summary>
/// <remarks>
/// <see cref="Paid"/> = Σ of the parts − Σ of the adjustments = what the ledger's releases of that date took from cash for this provider. What is
/// recouped settles the oldest reversal first.
/// </remarks>
public sealed record ProviderPayment
{
    public required string TraceNumber { get; init; }

    public required string Npi { get; init; }

    /// <summary>The business date.</summary>
    public required DateOnly On { get; init; }

    /// <summary>The banking day on which the money is there.</summary>
    public required DateOnly EffectiveOn { get; init; }

    /// <summary>Zero or more.</summary>
    public required Money Paid { get; init; }

    /// <summary>Reversals, payments in order of release, then claims that pay nothing.</summary>
    public required IReadOnlyList<PaymentPart> Parts { get; init; }

    /// <summary>Payments made anew in order of release, then what settles reversals.</summary>
    public required IReadOnlyList<PaymentAdjustment> Adjustments { get; init; }

    /// <exception cref="InvalidOperationException">More was recouped than was ever reversed: the facts contradict each other.</exception>
    public static ProviderPayment Decide(PaymentFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return new()
        {
            TraceNumber = Payments.TraceNumber.Of(facts.EmployerId, facts.Npi, facts.On),
            Npi = facts.Npi,
            On = facts.On,
            EffectiveOn = BankingDays.After(facts.On),
            Paid = facts.Released.Sum(claim => claim.Amount - claim.Recouped) + facts.Reissued.Sum(payment => payment.Amount - payment.Recouped),
            Parts =
            [
                .. facts.UnpaidReversed.Select(claimId => new PaymentPart(claimId, true, Money.Zero)),
                .. facts.Reversals.Where(reversal => reversal.On == facts.On).Select(reversal => new PaymentPart(reversal.ClaimId, true, -reversal.Amount)),
                .. facts.Released.Select(claim => new PaymentPart(claim.ClaimId, false, claim.Amount)),
                .. facts.Unpaid.Select(claimId => new PaymentPart(claimId, false, Money.Zero)),
            ],
            Adjustments =
            [
                .. facts.Reissued.Select(payment => new PaymentAdjustment(PaymentAdjustmentReason.Adjustment, null, -payment.Amount, payment.OriginalTraceNumber)),
                .. Settle(facts),
            ],
        };
    }

    private static List<PaymentAdjustment> Settle(PaymentFacts facts)
    {
        var adjustments = new List<PaymentAdjustment>();
        var (settled, kept) = (facts.RecoupedBefore, facts.Released.Sum(claim => claim.Recouped) + facts.Reissued.Sum(payment => payment.Recouped));
        foreach (var reversal in facts.Reversals)
        {
            var before = Money.Min(settled, reversal.Amount);
            var now = Money.Min(kept, reversal.Amount - before);
            (settled, kept) = (settled - before, kept - now);
            if (reversal.On < facts.On && now.IsPositive)
            {
                adjustments.Add(new(PaymentAdjustmentReason.OverpaymentRecovery, reversal.ClaimId, now));
            }

            if (reversal.On == facts.On && reversal.Amount > now)
            {
                adjustments.Add(new(PaymentAdjustmentReason.ForwardingBalance, reversal.ClaimId, now - reversal.Amount));
            }
        }

        return settled.IsZero && kept.IsZero
            ? adjustments
            : throw new InvalidOperationException($"Payment {facts.On:yyyy-MM-dd}: {settled + kept} was recouped beyond what was reversed.");
    }
}
