using System.ComponentModel;
using Aso.Funding.Domain.Payments;
using Aso.Primitives;

namespace Aso.Funding.Remittances;

/// <summary>A payment to a provider and what it is for: the content of an 835, as data.</summary>
internal sealed record RemittanceAdvice
{
    [Description("Finds the payment at the bank: TRN02.")]
    public required string TraceNumber { get; init; }

    public required string ProviderNpi { get; init; }

    [Description("The business date.")]
    public required DateOnly On { get; init; }

    [Description("The banking day on which the money is there.")]
    public required DateOnly EffectiveOn { get; init; }

    [Description("False while the business date lasts: more may be added.")]
    public required bool IsFinal { get; init; }

    [Description("What the provider gets: Σ of the claims' paid less Σ of the adjustments.")]
    public required Money Paid { get; init; }

    [Description("Reversals, payments in order of release, then claims that pay nothing.")]
    public required IReadOnlyList<ClaimAdvice> Claims { get; init; }

    public required IReadOnlyList<AdjustmentAdvice> ProviderAdjustments { get; init; }

    /// <param name="decisions">Of every claim of the payment.</param>
    public static RemittanceAdvice Of(ProviderPayment payment, bool isFinal, IReadOnlyDictionary<Guid, ClaimDecision> decisions) => new()
    {
        TraceNumber = payment.TraceNumber,
        ProviderNpi = payment.Npi,
        On = payment.On,
        EffectiveOn = payment.EffectiveOn,
        IsFinal = isFinal,
        Paid = payment.Paid,
        Claims = [.. payment.Parts.Select(part => ClaimAdvice.Of(part, decisions[part.ClaimId]))],
        ProviderAdjustments = [.. payment.Adjustments.Select(AdjustmentAdvice.Of)],
    };
}

/// <summary>What is taken from a payment or added to it, or left for later ones, apart from its claims.</summary>
internal sealed record AdjustmentAdvice
{
    [Description("WO: kept back for a payment reversed earlier. FB: a reversal of this remittance that later payments are to make good. CS: an earlier payment that the bank had returned, made with this one.")]
    public required string Reason { get; init; }

    [Description("The claim whose payment was reversed; left out with CS.")]
    public Guid? ClaimId { get; init; }

    [Description("With CS: the remittance that told of the returned payment's claims.")]
    public string? OriginalTraceNumber { get; init; }

    [Description("Above zero lowers the payment, below zero raises it.")]
    public required Money Amount { get; init; }

    public static AdjustmentAdvice Of(PaymentAdjustment adjustment) => new()
    {
        Reason = CodeOf(adjustment.Reason),
        ClaimId = adjustment.ClaimId,
        OriginalTraceNumber = adjustment.OriginalTraceNumber,
        Amount = adjustment.Amount,
    };

    private static string CodeOf(PaymentAdjustmentReason reason) => reason switch
    {
        PaymentAdjustmentReason.OverpaymentRecovery => "WO",
        PaymentAdjustmentReason.ForwardingBalance => "FB",
        PaymentAdjustmentReason.Adjustment => "CS",
        _ => throw new ArgumentOutOfRangeException(nameof(reason)),
    };
}

/// <summary>One claim. Of a reversal every amount has the opposite sign.</summary>
internal sealed record ClaimAdvice
{
    public required Guid ClaimId { get; init; }

    [Description("The submitter's number.")]
    public required string ClaimNumber { get; init; }

    [Description("CLP02: 1 primary, 2 secondary, 4 denied, 22 reversal.")]
    public required string Status { get; init; }

    public required string MemberId { get; init; }

    [Description("medical or dental.")]
    public required string Line { get; init; }

    [Description("1 original, 7 replacement.")]
    public required int Frequency { get; init; }

    [Description("Of a replacement: the claim that it took the place of.")]
    public Guid? OriginalClaimId { get; init; }

    public required DateOnly ReceivedOn { get; init; }

    public required Money Billed { get; init; }

    public required Money Paid { get; init; }

    public required Money MemberOwes { get; init; }

    public required IReadOnlyList<ServiceAdvice> Lines { get; init; }

    internal bool IsReversal => Status == "22";

    /// <exception cref="InvalidOperationException">The ledger paid another amount than was decided.</exception>
    public static ClaimAdvice Of(PaymentPart part, ClaimDecision decision)
    {
        var sign = part.IsReversal ? -1 : 1;
        return decision.Paid * sign != part.Paid
            ? throw new InvalidOperationException($"Claim {part.ClaimId}: {decision.Paid} was decided, {part.Paid} is in the payment.")
            : new()
            {
                ClaimId = decision.ClaimId,
                ClaimNumber = decision.ClaimNumber,
                Status = part.IsReversal ? "22" : decision.IsDenied ? "4" : decision.IsSecondary ? "2" : "1",
                MemberId = decision.MemberId,
                Line = decision.Line,
                Frequency = decision.Frequency,
                OriginalClaimId = decision.OriginalClaimId,
                ReceivedOn = decision.ReceivedOn,
                Billed = decision.Billed * sign,
                Paid = decision.Paid * sign,
                MemberOwes = decision.MemberOwes * sign,
                Lines = [.. decision.Lines.Select(line => ServiceAdvice.Of(line, sign))],
            };
    }
}

/// <summary>One line: billed = paid + Σ of the adjustments.</summary>
internal sealed record ServiceAdvice
{
    public required string Procedure { get; init; }

    public required IReadOnlyList<string> Modifiers { get; init; }

    public required DateOnly ServiceDate { get; init; }

    public required decimal Units { get; init; }

    public required Money Billed { get; init; }

    public required Money Allowed { get; init; }

    public required Money Paid { get; init; }

    [Description("Amounts by claim adjustment group and reason code, such as CO-45 or PR-1.")]
    public required IReadOnlyDictionary<string, Money> Adjustments { get; init; }

    public static ServiceAdvice Of(LineDecision line, int sign) => new()
    {
        Procedure = line.Procedure,
        Modifiers = line.Modifiers,
        ServiceDate = line.ServiceDate,
        Units = line.Units,
        Billed = line.Billed * sign,
        Allowed = line.Allowed * sign,
        Paid = line.Paid * sign,
        Adjustments = line.Adjustments.ToDictionary(adjustment => adjustment.Key, adjustment => adjustment.Value * sign),
    };
}
