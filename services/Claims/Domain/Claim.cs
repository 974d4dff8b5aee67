using Aso.Primitives;

namespace Aso.Claims.Domain;

/// <summary>What a submission does to earlier ones: the claim frequency code of X12 837 (CLM05-3). Numbers are stored.</summary>
public enum Frequency
{
    Original = 1,
    Replacement = 7,
    Void = 8,
}

/// <summary>Why an employee is disabled; it chooses the elimination period of a short-term plan. Numbers are stored.</summary>
public enum DisabilityCause
{
    Accident = 1,
    Sickness = 2,
}

/// <summary>One claim as it was submitted.</summary>
/// <remarks>A void carries neither lines nor days: it only names its original.</remarks>
public sealed record Claim
{
    private static readonly ClaimLine[] NoLines = [];

    /// <summary>The submitter's number, unique at the employer.</summary>
    public required string Number { get; init; }

    public required BenefitLine Line { get; init; }

    public Frequency Frequency { get; init; } = Frequency.Original;

    /// <summary>The number of the claim that a replacement or void is about.</summary>
    public string? Original { get; init; }

    public required string MemberId { get; init; }

    /// <summary>Set on every medical and dental claim that has lines.</summary>
    public string? ProviderNpi { get; init; }

    /// <summary>The number of the prior authorization, where there is one.</summary>
    public string? Authorization { get; init; }

    public string[] Diagnoses { get; init; } = [];

    /// <summary>In line order, medical and dental only.</summary>
    public ClaimLine[] Lines { get; init; } = NoLines;

    /// <summary>Disability only.</summary>
    public DisabilityPeriod? Disability { get; init; }

    public bool IsDisability => Line is BenefitLine.Std or BenefitLine.Ltd;
}

/// <summary>One service line of a medical or dental claim.</summary>
public sealed record ClaimLine
{
    public required string Procedure { get; init; }

    /// <summary>In the order given, joined by commas; empty without any. Their order is part of the line's identity.</summary>
    public string Modifiers { get; init; } = "";

    /// <summary>Dental: teeth with their surfaces, or areas of the mouth, in the order given, joined by commas. Part of the line's identity; null without any.</summary>
    public string? Areas { get; init; }

    public required DateOnly ServiceDate { get; init; }

    public Units Units { get; init; } = Units.One;

    /// <summary>Zero or more.</summary>
    public required Money Billed { get; init; }

    /// <summary>What another payer has paid on this line; zero is a payment, null is none named.</summary>
    public Money? OtherPayerPaid { get; init; }
}

/// <summary>The time for which disability benefits are claimed.</summary>
/// <param name="Cause">Needed for short-term disability.</param>
/// <param name="From">The first day of disability.</param>
/// <param name="CertifiedThrough">The last day that is certified.</param>
/// <param name="MonthlyOffsets">Σ of other income a month; long-term disability only.</param>
public sealed record DisabilityPeriod(DisabilityCause? Cause, DateOnly From, DateOnly CertifiedThrough, Money MonthlyOffsets);
