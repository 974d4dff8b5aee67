using Aso.Claims.Domain;

namespace Aso.Claims.Store;

/// <summary>Why something of a claim was denied, of lines and of disability alike. Numbers are bits that are stored: append, never renumber, below 63.</summary>
internal enum DenialReason
{
    NotAMember = 1,
    CoverageEnded = 2,
    CoverageNotStarted = 3,
    FiledTooLate = 4,
    Duplicate = 5,
    OtherPayerFirst = 6,
    NotCovered = 7,
    NotCoveredOutOfNetwork = 8,
    WaitingPeriod = 9,
    NoAuthorization = 10,
    VisitsUsedUp = 11,
    NotMedicallyNecessary = 20,
    LacksInformation = 21,
    NotCoveredUnderPlan = 22,
    Experimental = 23,
    NotDocumented = 24,
    WorkRelated = 25,

    /// <summary>Of a disability claim: no day is left to pay after the elimination period.</summary>
    EliminationPeriod = 40,
    NotDisabled = 41,
}

internal static class DenialReasons
{
    public static long ToBit(this DenialReason reason) => 1L << (int)reason;

    /// <summary>The bits of all reasons in a decision.</summary>
    public static long Of(Adjudication decision)
    {
        var bits = decision.Disability is { } disability ? BitOf(disability.Denial) : 0;
        foreach (var line in decision.Lines)
        {
            bits |= line.Denial == LineDenial.None ? 0 : 1L << (int)line.Denial;
        }

        return bits;
    }

    private static long BitOf(DisabilityDenial denial) => denial switch
    {
        DisabilityDenial.None => 0,
        DisabilityDenial.NotCovered => DenialReason.NotCovered.ToBit(),
        DisabilityDenial.EliminationPeriod => DenialReason.EliminationPeriod.ToBit(),
        DisabilityDenial.NotDisabled => DenialReason.NotDisabled.ToBit(),
        DisabilityDenial.LacksInformation => DenialReason.LacksInformation.ToBit(),
        DisabilityDenial.NotCoveredUnderPlan => DenialReason.NotCoveredUnderPlan.ToBit(),
        DisabilityDenial.WorkRelated => DenialReason.WorkRelated.ToBit(),
        _ => throw new ArgumentOutOfRangeException(nameof(denial), denial, "A denial without a reason that claims are found by."),
    };
}
