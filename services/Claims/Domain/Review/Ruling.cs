namespace Aso.Claims.Domain.Review;

/// <summary>What a reviewer ruled on a claim before it was decided: of each line that it be denied, or decided without some of the checks.</summary>
/// <param name="Lines">At most one of each line; where there is none for a line, that of every line counts.</param>
public sealed record Ruling(IReadOnlyList<LineRuling> Lines)
{
    /// <summary>Every line is denied, or the disability claim is.</summary>
    public static Ruling Deny(ReviewDenial denial) => new([new(LineRuling.EveryLine, denial, Waiver.None)]);

    /// <summary>After an appeal: of the lines overturned no denial is left and more checks are waived, of the others all is as it was ruled before.</summary>
    /// <param name="before">The ruling under which the claim was denied, if there was one.</param>
    /// <param name="lineCount">How many lines the claim has; none where it is of disability.</param>
    public static Ruling Overturn(Ruling? before, int lineCount, IReadOnlyList<int> overturned, Waiver waived) => new(
    [
        .. from line in Enumerable.Range(1, lineCount)
           let ruled = before?.Of(line) ?? default
           let now = overturned.Contains(line) ? new LineRuling(line, null, ruled.Waived | waived) : ruled with { Line = line }
           where now.Denial is not null || now.Waived != Waiver.None
           select now,
    ]);

    /// <param name="line">From 1; <see cref="LineRuling.EveryLine"/> for the claim as a whole.</param>
    public LineRuling Of(int line)
    {
        var found = default(LineRuling);
        foreach (var ruled in Lines)
        {
            if (ruled.Line == line)
            {
                return ruled;
            }

            found = ruled.Line == LineRuling.EveryLine ? ruled : found;
        }

        return found;
    }
}

/// <summary>What was ruled of one line.</summary>
/// <param name="Line">From 1, or <see cref="EveryLine"/>.</param>
/// <param name="Denial">Set where the line is denied.</param>
/// <param name="Waived">The checks that are taken as passed.</param>
public readonly record struct LineRuling(int Line, ReviewDenial? Denial, Waiver Waived)
{
    public const int EveryLine = 0;
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
