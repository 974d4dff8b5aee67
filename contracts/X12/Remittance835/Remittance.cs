namespace Aso.X12.Remittance835;

/// <summary>One payment to one payee and what it is for: a whole transaction set 835.</summary>
/// <remarks>It is kept and judged whole, because only together do its amounts prove each other: <see cref="RemittanceBalance"/>.</remarks>
public sealed record Remittance
{
    /// <summary>Of the ST segment.</summary>
    public Position Position { get; init; }

    /// <summary>BPR01: <c>I</c> remittance only (the money goes apart), <c>C</c> money and remittance together, <c>D</c> money only, <c>H</c> notification (nothing is paid) …</summary>
    public string Handling { get; init; } = "I";

    /// <summary>BPR02: cents, zero or more: what the claims pay less the provider adjustments.</summary>
    public required long PaidCents { get; init; }

    /// <summary>BPR03: <c>C</c> the payee receives, <c>D</c> its account is debited.</summary>
    public string CreditOrDebit { get; init; } = "C";

    /// <summary>BPR04: <c>ACH</c>, <c>CHK</c> check, <c>FWT</c> wire, <c>BOP</c> at the bank's choice, <c>NON</c> nothing moves.</summary>
    public required string Method { get; init; }

    /// <summary>BPR05, of ACH: <c>CCP</c> or <c>CTX</c>.</summary>
    public string? Format { get; init; }

    /// <summary>BPR06 to BPR09, of ACH and wires.</summary>
    public BankAccount? PayerAccount { get; init; }

    /// <summary>BPR10: who orders the bank, as agreed with it: usually 1 and the tax id.</summary>
    public string? OriginatingCompany { get; init; }

    /// <summary>BPR11.</summary>
    public string? OriginatingDivision { get; init; }

    /// <summary>BPR12 to BPR15.</summary>
    public BankAccount? PayeeAccount { get; init; }

    /// <summary>BPR16: the day of the check, or on which the money is there. Required to write; null when what was read is no date, of which a warning tells.</summary>
    public required DateOnly? EffectiveOn { get; init; }

    /// <summary>TRN02: the number of the check or transfer, which finds the money for this remittance. Unique to the payer.</summary>
    public required string TraceNumber { get; init; }

    /// <summary>TRN03: 1 and the payer's tax id.</summary>
    public required string PayerIdentifier { get; init; }

    /// <summary>TRN04.</summary>
    public string? PayerDivision { get; init; }

    /// <summary>REF*EV: the receiver of the file, where that is not the payee.</summary>
    public string? ReceiverIdentifier { get; init; }

    /// <summary>DTM*405: until when what was decided is in this payment.</summary>
    public DateOnly? ProducedOn { get; init; }

    /// <summary>N1*PR.</summary>
    public required RemittanceParty Payer { get; init; }

    /// <summary>N1*PE: with <c>XX</c> the NPI, with <c>FI</c> the tax id.</summary>
    public required RemittanceParty Payee { get; init; }

    /// <summary>PER*BL of the payer: whom to ask about the file.</summary>
    public Contact? TechnicalContact { get; init; }

    /// <summary>In the order of the file. A payment may consist of provider adjustments alone.</summary>
    public IReadOnlyList<ClaimPayment> Claims { get; init; } = [];

    /// <summary>PLB segments: what is taken from or added to the payment apart from any claim.</summary>
    public IReadOnlyList<ProviderAdjustment> ProviderAdjustments { get; init; } = [];

    public override string ToString() => $"remittance at {Position}";
}

/// <summary>Where money comes from or goes to.</summary>
/// <param name="RoutingQualifier"><c>01</c> ABA routing number, <c>04</c> Canadian bank.</param>
/// <param name="AccountQualifier"><c>DA</c> demand deposit, <c>SG</c> savings.</param>
public sealed record BankAccount(string RoutingQualifier, string RoutingNumber, string? AccountQualifier, string AccountNumber)
{
    public override string ToString() => "bank account";
}

/// <summary>Who pays, or is paid.</summary>
public sealed record RemittanceParty
{
    public string? Name { get; init; }

    /// <summary>N103; null where the payer gives no id.</summary>
    public string? IdQualifier { get; init; }

    public string? Id { get; init; }

    public PostalAddress? Address { get; init; }

    /// <summary>REF segments, such as <c>TJ</c> tax id, <c>2U</c> payer id, <c>PQ</c> payee id.</summary>
    public IReadOnlyList<Reference> References { get; init; } = [];

    public override string ToString() => "party";
}

/// <summary>Money that a payment takes back, holds or adds apart from its claims: one reason of a PLB segment.</summary>
public sealed record ProviderAdjustment
{
    /// <summary>PLB01: the NPI or number of the provider.</summary>
    public required string ProviderId { get; init; }

    /// <summary>PLB02: the last day of the provider's fiscal year, or of the calendar year.</summary>
    public required DateOnly FiscalPeriodEnd { get; init; }

    /// <summary>
    /// PLB03-1: <c>WO</c> recovery of an overpayment, <c>FB</c> balance forward, <c>L6</c> interest owed, <c>72</c> authorized return,
    /// <c>CS</c> adjustment …
    /// </summary>
    public required string Reason { get; init; }

    /// <summary>PLB03-2: for <c>WO</c> the payer's number of the claim that was overpaid.</summary>
    public string? Reference { get; init; }

    /// <summary>PLB04: cents. Positive lowers the payment, negative raises it: interest that the payer owes is negative.</summary>
    public required long Cents { get; init; }
}
