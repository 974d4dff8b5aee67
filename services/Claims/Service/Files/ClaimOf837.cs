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
        Diagnoses = DiagnosesOf(claim),
        Lines = [.. claim.Lines.Select(line => ToLine(claim, line))],
    };

    /// <summary>Whether another payer's payment stands for the claim as a whole, and so cannot be told apart by line.</summary>
    public static bool HasUnsharedPayment(Claim837 claim) => IsOfTheWhole(claim) && claim.Lines.Count > 1 && WholePayment(claim) != 0;

    /// <summary>The diagnoses that the claim is billed for, then the others (admission, reason of visit, external cause), each once.</summary>
    private static string[] DiagnosesOf(Claim837 claim) =>
    [
        .. claim.Diagnoses.OrderBy(diagnosis => diagnosis.Qualifier is "ABK" or "BK" ? 0 : diagnosis.Qualifier is "ABF" or "BF" ? 1 : 2)
            .Select(diagnosis => diagnosis.Dotted).Distinct().Take(ClaimReading.DiagnosesMax),
    ];

    private static SubmitClaim.LineRequest ToLine(Claim837 claim, ServiceLine line) => new()
    {
        // An institutional line may name a revenue code alone.
        Procedure = line.Procedure ?? line.RevenueCode,
        Modifiers = line.Modifiers,
        Areas = [.. line.Teeth.Select(tooth => tooth.Code + tooth.Surfaces), .. line.OralCavity],
        ServiceDate = (line.From ?? claim.From)?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        Units = JsonSerializer.SerializeToElement((line.Units?.ToString()) ?? "1"),
        Billed = new Money(line.ChargeCents).ToString(),

        // What a payer says of the whole is each line's where there is one line, or nothing to share out.
        OtherPayerPaid = (line.OtherPayersPaidCents ?? (IsOfTheWhole(claim) && !HasUnsharedPayment(claim) ? WholePayment(claim) : null)) is { } cents
            ? new Money(cents).ToString()
            : null,
    };

    private static bool IsOfTheWhole(Claim837 claim) => WholePayment(claim) is not null && claim.Lines.All(line => line.OtherPayersPaidCents is null);

    private static long? WholePayment(Claim837 claim)
    {
        var paid = claim.OtherPayers.Where(payer => payer.PaidCents is not null).ToList();
        return paid.Count == 0 ? null : paid.Sum(payer => payer.PaidCents!.Value);
    }
}
