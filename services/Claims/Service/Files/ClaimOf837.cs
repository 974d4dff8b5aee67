using System.Text.Json;
using Aso.Claims.Features;
using Aso.Primitives;
using Aso.X12.Claims837;

namespace Aso.Claims.Files;

/// <summary>From a claim of an 837 file to a submission in the API's words, so that both are checked by the same rules.</summary>
internal static class ClaimOf837
{
    /// <param name="memberId">The patient's, as matched.</param>
    /// <param name="original">The number of the claim that REF*F8 names.</param>
    public static SubmitClaim.Request ToRequest(Claim837 claim, string? memberId, string? original) => new()
    {
        ClaimNumber = claim.ClaimNumber,
        Line = claim.Kind == ClaimKind.Dental ? "dental" : "medical",
        Frequency = int.TryParse(claim.Frequency, out var frequency) ? frequency : 0,

        // On an original the reference, if any, is the payer's number of an earlier submission and means nothing here.
        Original = claim.Frequency == "1" ? null : original,
        MemberId = memberId,
        ProviderNpi = claim.BillingProvider.Npi,
        Authorization = claim.PriorAuthorization ?? claim.Lines.Select(line => line.PriorAuthorization).FirstOrDefault(number => number is not null),
        Diagnoses = [.. claim.Diagnoses.Select(diagnosis => diagnosis.Dotted)],
        Lines = [.. claim.Lines.Select(line => ToLine(claim, line))],
    };

    /// <summary>Whether another payer's payment stands for the claim as a whole, and so cannot be told apart by line.</summary>
    public static bool HasUnsharedPayment(Claim837 claim) =>
        claim.Lines.Count > 1 && WholePayment(claim) is not null && claim.Lines.All(line => line.OtherPayersPaidCents is null);

    private static SubmitClaim.LineRequest ToLine(Claim837 claim, ServiceLine line) => new()
    {
        // An institutional line may name a revenue code alone.
        Procedure = line.Procedure ?? line.RevenueCode,
        Modifiers = line.Modifiers,
        ServiceDate = (line.From ?? claim.From)?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        Units = JsonSerializer.SerializeToElement((line.Units?.ToString()) ?? "1"),
        Billed = new Money(line.ChargeCents).ToString(),
        OtherPayerPaid = (line.OtherPayersPaidCents ?? (claim.Lines.Count == 1 ? WholePayment(claim) : null)) is { } cents
            ? new Money(cents).ToString()
            : null,
    };

    private static long? WholePayment(Claim837 claim)
    {
        var paid = claim.OtherPayers.Where(payer => payer.PaidCents is not null).ToList();
        return paid.Count == 0 ? null : paid.Sum(payer => payer.PaidCents!.Value);
    }
}
