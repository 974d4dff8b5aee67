using Aso.X12.ClaimAcknowledgment277;

namespace Aso.Claims.Files;

/// <summary>The claim status (X12 external code lists 507 and 508) that tells a provider why a claim that could be read was not taken in.</summary>
internal static class RejectionStatus
{
    /// <summary>Of a claim that cannot be read at all: unprocessable, without more to say.</summary>
    public static readonly ClaimStatus Unreadable = new("A3", "0");

    /// <summary>Null where the platform failed: nothing is decided about the claim yet.</summary>
    public static ClaimStatus? Of(ClaimOutcome rejected) => rejected.Code switch
    {
        "not-decided" => null,
        "patient-not-matched" => new("A7", "158", "QC"),
        "other-payer-payment-not-by-line" => new("A6", "286"),
        "replacement-rejected" => new("A7", "464"),
        "claim-number-taken" => new("A8", "478"),
        "provider-not-yours" => new("A3", "496", "85"),
        "invalid-claim" or "service-after-receipt" => OfField(LastOf(rejected.Field)),
        _ => new("A3", "0"),
    };

    private static ClaimStatus OfField(string field) => field switch
    {
        "providerNpi" => new("A7", "562", "85"),
        "memberId" => new("A7", "164", "IL"),
        "claimNumber" => new("A7", "478"),
        "frequency" => new("A7", "535"),
        "original" => new("A7", "464"),
        "authorization" => new("A7", "252"),
        "procedure" or "modifiers" => new("A7", "454"),
        "serviceDate" => new("A7", "187"),
        "units" => new("A7", "476"),
        "billed" => new("A7", "178"),
        "otherPayerPaid" => new("A7", "286"),
        "diagnoses" => new("A7", "255"),
        _ => new("A7", "21"),
    };

    /// <summary>The name of the field at fault: of <c>lines[0].modifiers[1]</c> modifiers.</summary>
    private static string LastOf(string? path)
    {
        var last = (path ?? "")[((path ?? "").LastIndexOf('.') + 1)..];
        return last.IndexOf('[', StringComparison.Ordinal) is >= 0 and var at ? last[..at] : last;
    }
}
