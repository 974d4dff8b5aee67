namespace Aso.Claims.Domain.Review;

/// <summary>What a reviewer ruled on a claim before it was decided: deny it, or decide it without some of the checks.</summary>
public sealed record Ruling
{
    /// <summary>Set where the whole claim is denied.</summary>
    public ReviewDenial? Denial { get; init; }

    /// <summary>The checks that the reviewer takes as passed.</summary>
    public Waiver Waived { get; init; }

    /// <summary>The numbers, from 1, of the lines to which the waivers apply; empty for all.</summary>
    public IReadOnlyList<int> Lines { get; init; } = [];

    /// <summary>The checks that are waived for the line at <paramref name="index"/>.</summary>
    public Waiver WaivedFor(int index) => Lines.Count == 0 || Lines.Contains(index + 1) ? Waived : Waiver.None;
}

/// <summary>Checks that a reviewer may take as passed. Who is covered, and for what, is the plan's to say and cannot be waived. Numbers are stored.</summary>
[Flags]
public enum Waiver
{
    None = 0,
    TimelyFiling = 1,
    Duplicate = 2,
    OtherPayer = 4,
    WaitingPeriod = 8,
    Authorization = 16,
    VisitLimit = 32,
}

/// <summary>Why a reviewer denies a claim. Numbers are stored: append, never renumber.</summary>
public enum ReviewDenial
{
    NotMedicallyNecessary = 1,
    LacksInformation = 2,
    NotCoveredUnderPlan = 3,
    Experimental = 4,
    NotDocumented = 5,
    WorkRelated = 6,

    /// <summary>Of disability claims: not disabled as the plan defines it.</summary>
    NotDisabled = 7,
}

public static class ReviewDenials
{
    /// <summary>What every line of a medical or dental claim is denied for; none where the reason is not one of such claims.</summary>
    public static LineDenial OfLines(this ReviewDenial denial) => denial switch
    {
        ReviewDenial.NotMedicallyNecessary => LineDenial.NotMedicallyNecessary,
        ReviewDenial.LacksInformation => LineDenial.LacksInformation,
        ReviewDenial.NotCoveredUnderPlan => LineDenial.NotCoveredUnderPlan,
        ReviewDenial.Experimental => LineDenial.Experimental,
        ReviewDenial.NotDocumented => LineDenial.NotDocumented,
        ReviewDenial.WorkRelated => LineDenial.WorkRelated,
        _ => LineDenial.None,
    };

    /// <summary>What a disability claim is denied for; none where the reason is not one of such claims.</summary>
    public static DisabilityDenial OfDisability(this ReviewDenial denial) => denial switch
    {
        ReviewDenial.NotDisabled => DisabilityDenial.NotDisabled,
        ReviewDenial.LacksInformation => DisabilityDenial.LacksInformation,
        ReviewDenial.NotCoveredUnderPlan => DisabilityDenial.NotCoveredUnderPlan,
        ReviewDenial.WorkRelated => DisabilityDenial.WorkRelated,
        _ => DisabilityDenial.None,
    };

    /// <summary>Whether a claim can be denied for that reason.</summary>
    public static bool Fits(this ReviewDenial denial, bool isDisability) =>
        isDisability ? denial.OfDisability() != DisabilityDenial.None : denial.OfLines() != LineDenial.None;
}
