using Aso.Claims.Domain;
using Aso.Foundation;

namespace Aso.Claims.Intake;

/// <summary>Why a claim that is valid in itself is not taken. Nothing is stored of it.</summary>
internal static class Refusals
{
    public static readonly Refusal UnknownEmployer = new(
        "not-found", "employerId", "There is no such employer.", StatusCodes.Status404NotFound);

    public static readonly Refusal NotOpen = new(
        "employer-not-open", "employerId", "The employer's plan is not open yet: open it, then submit claims.", StatusCodes.Status409Conflict);

    public static readonly Refusal NumberTaken = new(
        "claim-number-taken", "claimNumber", "Another claim has this number: use a new one, or frequency 7 to replace that claim.", StatusCodes.Status409Conflict);

    public static readonly Refusal KeyReused = new(
        "idempotency-key-reused", Idempotency.Header, "This key was used for another request: use a new one.");

    /// <summary>What was not done yet when the claim came is no service to pay for: each such line, by its field.</summary>
    /// <param name="receivedOn">The business date of receipt.</param>
    public static IReadOnlyList<Refusal> OfLaterServices(Claim claim, DateOnly receivedOn) =>
    [
        .. claim.Lines.Index().Where(line => line.Item.ServiceDate > receivedOn).Select(line => new Refusal(
            "service-after-receipt", $"lines[{line.Index}].serviceDate",
            $"The claim comes on {receivedOn:yyyy-MM-dd}, before this date of service: correct the date, or send the claim when the service was done.")),
    ];

    public static Refusal Of(ReversalRefusal refusal) => new("replacement-rejected", "original", refusal switch
    {
        ReversalRefusal.UnknownOriginal => "There is no such claim: name the number under which the claim was accepted.",
        ReversalRefusal.AlreadyVoided => "That claim is voided: submit a new original (frequency 1).",
        ReversalRefusal.AlreadyReplaced => "That claim is replaced: name the claim that took its place.",
        ReversalRefusal.OriginalIsAVoid => "That claim is a void itself: submit a new original (frequency 1).",
        ReversalRefusal.OtherMember => "That claim is another member's: name a claim of this member.",
        ReversalRefusal.OriginalIsAPendedReplacement =>
            "That claim is a replacement itself and waits in review: void it (frequency 8), then replace the claim that it was to replace.",
        ReversalRefusal.OtherLine => "That claim is of another benefit line: name a claim of this line.",
        _ => throw new ArgumentOutOfRangeException(nameof(refusal)),
    });
}
