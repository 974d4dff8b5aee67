using Aso.Primitives;

namespace Aso.Claims.Domain;

/// <summary>What became of a claim. Numbers are stored: append, never renumber.</summary>
public enum ClaimStatus
{
    Approved = 1,
    Denied = 2,
    Voided = 3,
    Replaced = 4,

    /// <summary>A review rule hit: not decided yet, nothing moved, nobody told.</summary>
    Pended = 5,
}

/// <summary>What a replacement or void needs to know of the claim that it names.</summary>
public sealed record OriginalClaim(Frequency Frequency, ClaimStatus Status, string MemberId, BenefitLine Line);

/// <summary>Why a replacement or void is rejected whole.</summary>
public enum ReversalRefusal
{
    None = 0,
    UnknownOriginal = 1,
    AlreadyVoided = 2,
    AlreadyReplaced = 3,
    OriginalIsAVoid = 4,
    OtherMember = 5,
    OtherLine = 6,

    /// <summary>It is a replacement itself and waits in review: what it replaces still stands, and would then be left standing.</summary>
    OriginalIsAPendedReplacement = 7,
}

/// <summary>Whether a replacement or void may take back the claim that it names.</summary>
public static class Reversal
{
    /// <param name="original">Null where no claim of that number was accepted.</param>
    public static ReversalRefusal Check(Claim claim, OriginalClaim? original)
    {
        ArgumentNullException.ThrowIfNull(claim);
        return original switch
        {
            null => ReversalRefusal.UnknownOriginal,
            { Frequency: Frequency.Void } => ReversalRefusal.OriginalIsAVoid,
            { Status: ClaimStatus.Voided } => ReversalRefusal.AlreadyVoided,
            { Status: ClaimStatus.Replaced } => ReversalRefusal.AlreadyReplaced,
            _ when original.MemberId != claim.MemberId => ReversalRefusal.OtherMember,
            _ when original.Line != claim.Line => ReversalRefusal.OtherLine,
            { Status: ClaimStatus.Pended, Frequency: Frequency.Replacement } when claim.Frequency == Frequency.Replacement =>
                ReversalRefusal.OriginalIsAPendedReplacement,
            _ => ReversalRefusal.None,
        };
    }

    /// <summary>What the original is, once the claim that names it is accepted.</summary>
    public static ClaimStatus StatusAfter(Frequency frequency) =>
        frequency == Frequency.Void ? ClaimStatus.Voided : ClaimStatus.Replaced;
}
