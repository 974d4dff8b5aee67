using Aso.X12.Claims837;

namespace Aso.X12.ClaimAcknowledgment277;

/// <summary>What a 277CA says before its first claim: who answers whom about which batch.</summary>
public sealed record AcknowledgmentHeader
{
    /// <summary>BHT03: the answering side's number of this answer.</summary>
    public required string Reference { get; init; }

    /// <summary>BHT04 and BHT05.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>NM1*PR: the payer that answers.</summary>
    public required Party Source { get; init; }

    /// <summary>TRN02 of the source: the answering side's number of what it received.</summary>
    public required string SourceTrace { get; init; }

    /// <summary>DTP*050.</summary>
    public required DateOnly ReceivedOn { get; init; }

    /// <summary>DTP*009, and the date of every status.</summary>
    public required DateOnly ProcessedOn { get; init; }

    /// <summary>NM1*41: who had sent the claims.</summary>
    public required Party Receiver { get; init; }

    /// <summary>TRN02 of the receiver: BHT03 of the 837 that is answered.</summary>
    public required string BatchReference { get; init; }
}

/// <summary>Whether one claim was taken in, and if not, why: a claim of a 277CA.</summary>
/// <remarks>Acceptance is for processing: what the plan pays, the 835 tells.</remarks>
public sealed record ClaimOutcome
{
    /// <summary>Of the TRN segment, of an outcome that was read.</summary>
    public Position Position { get; init; }

    /// <summary>NM1*85, with the NPI where it is known.</summary>
    public required NamedParty BillingProvider { get; init; }

    /// <summary>NM1*QC; in a refused claim perhaps without a name.</summary>
    public required NamedParty Patient { get; init; }

    /// <summary>TRN02: the provider's number of the claim, CLM01.</summary>
    public required string ClaimNumber { get; init; }

    /// <summary>At least one; each reason of a rejection is one.</summary>
    public required IReadOnlyList<ClaimStatus> Statuses { get; init; }

    /// <summary>STC04: cents that were billed.</summary>
    public required long ChargeCents { get; init; }

    /// <summary>REF*1K: the payer's number of the claim; none for a rejected one.</summary>
    public string? PayerClaimNumber { get; init; }

    /// <summary>REF*D9: the clearinghouse's number of the claim, unchanged.</summary>
    public string? ClearinghouseNumber { get; init; }

    /// <summary>DTP*472.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The same as <see cref="From"/> for a single day.</summary>
    public DateOnly? Through { get; init; }

    /// <summary>False as soon as one status is a rejection.</summary>
    public bool IsAccepted => !Statuses.Any(status => status.IsRejection);

    /// <summary>The claim is accepted for processing under the payer's number.</summary>
    public static ClaimOutcome Accepted(Claim837 claim, string? payerClaimNumber) =>
        Of(claim, [ClaimStatus.AcceptedForProcessing]) with { PayerClaimNumber = payerClaimNumber };

    /// <summary>The claim is rejected alone; whatever else stands in its set goes on.</summary>
    public static ClaimOutcome Rejected(Claim837 claim, IReadOnlyList<ClaimStatus> reasons)
    {
        ArgumentNullException.ThrowIfNull(reasons);
        ArgumentOutOfRangeException.ThrowIfZero(reasons.Count);
        return Of(claim, reasons);
    }

    /// <summary>A claim that the reader refused, with a status for each of its errors.</summary>
    public static ClaimOutcome Rejected(RefusedItem<Claim837> refused)
    {
        ArgumentNullException.ThrowIfNull(refused);
        return Rejected(refused.AsRead, [.. refused.Errors.Select(ClaimStatus.Of).Distinct()]);
    }

    public override string ToString() => $"claim outcome at {Position}";

    private static ClaimOutcome Of(Claim837 claim, IReadOnlyList<ClaimStatus> statuses)
    {
        ArgumentNullException.ThrowIfNull(claim);
        var provider = claim.BillingProvider;
        return new()
        {
            BillingProvider = new("85", provider.IsOrganization, provider.Name, provider.Npi is null ? "FI" : "XX", provider.Npi ?? provider.TaxId),
            Patient = new("QC", false, claim.Dependent?.Name ?? claim.Subscriber.Name, "MI", claim.Subscriber.MemberId),
            ClaimNumber = claim.ClaimNumber,
            Statuses = statuses,
            ChargeCents = claim.ChargeCents,
            ClearinghouseNumber = claim.References.FirstOrDefault(reference => reference.Qualifier == "D9")?.Value,
            From = claim.From ?? claim.Lines.Min(line => line.From),
            Through = claim.Through ?? claim.Lines.Max(line => line.Through),
        };
    }
}
