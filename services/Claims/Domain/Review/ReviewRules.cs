using Aso.Primitives;

namespace Aso.Claims.Domain.Review;

/// <summary>The rules by which a claim waits for a person. Numbers are stored: append, never renumber.</summary>
[Flags]
public enum ReviewRule
{
    None = 0,

    /// <summary>More was billed than the limit.</summary>
    BilledOver = 1,

    /// <summary>The plan would pay more than the limit.</summary>
    PaysOver = 2,

    /// <summary>A diagnosis starts with one of the prefixes.</summary>
    Diagnosis = 4,

    /// <summary>The claim names no diagnosis.</summary>
    NoDiagnosis = 8,

    /// <summary>A line would be denied for want of a prior authorization.</summary>
    NoAuthorization = 16,
}

/// <summary>What an employer's claims are held back for. By default nothing is.</summary>
public sealed record ReviewRules
{
    /// <summary>Zero or more; null where the billed amount does not matter.</summary>
    public Money? BilledOver { get; init; }

    /// <summary>Zero or more; null where the payment does not matter.</summary>
    public Money? PaysOver { get; init; }

    /// <summary>ICD-10-CM codes or their beginnings, compared without their dots.</summary>
    public IReadOnlyList<string> DiagnosisPrefixes { get; init; } = [];

    public bool NoDiagnosis { get; init; }

    public bool NoAuthorization { get; init; }

    /// <summary>The rules that the claim hits.</summary>
    /// <param name="would">What would be decided without a review.</param>
    public ReviewRule Hits(Claim claim, Adjudication would)
    {
        ArgumentNullException.ThrowIfNull(claim);
        ArgumentNullException.ThrowIfNull(would);
        return On(would.Billed > BilledOver, ReviewRule.BilledOver)
            | On(would.Paid > PaysOver, ReviewRule.PaysOver)
            | On(claim.Diagnoses.Any(IsWatched), ReviewRule.Diagnosis)
            | On(NoDiagnosis && claim.Diagnoses.Length == 0, ReviewRule.NoDiagnosis)
            | On(NoAuthorization && Array.Exists(would.Lines, line => line.Denial == LineDenial.NoAuthorization), ReviewRule.NoAuthorization);
    }

    private static ReviewRule On(bool hit, ReviewRule rule) => hit ? rule : ReviewRule.None;

    private bool IsWatched(string diagnosis) =>
        DiagnosisPrefixes.Any(prefix => Undotted(diagnosis).StartsWith(Undotted(prefix), StringComparison.OrdinalIgnoreCase));

    private static string Undotted(string code) => code.Replace(".", "", StringComparison.Ordinal);
}
