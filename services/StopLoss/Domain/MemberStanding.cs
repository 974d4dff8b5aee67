using Aso.Primitives;

namespace Aso.StopLoss.Domain;

/// <summary>Why a carrier is told of a member. Numbers are stored: append, never renumber.</summary>
public enum NoticeKind
{
    /// <summary>Eligible payments reached half of the deductible.</summary>
    Half = 1,

    /// <summary>Eligible payments exceeded the deductible.</summary>
    Exceeded = 2,

    /// <summary>An approved claim carried a trigger diagnosis.</summary>
    Diagnosis = 3,
}

/// <summary>The notices given so far. Numbers are stored.</summary>
[Flags]
public enum NoticesGiven
{
    None = 0,
    Half = 1,
    Exceeded = 2,
    Diagnosis = 4,
}

/// <summary>Where one member stands under one policy.</summary>
/// <param name="Eligible">Σ of the payments that count. Zero or more.</param>
/// <param name="Recoverable">Of the excess, what the aggregating specific deductible did not absorb. Zero up to the excess.</param>
/// <param name="Asked">Σ amounts of all requests so far, whether accepted or denied.</param>
/// <param name="Undecided">Whether a request of this member waits for the carrier.</param>
public sealed record MemberStanding(
    string MemberId,
    Money Eligible,
    Money Recoverable,
    Money Asked,
    bool Undecided,
    NoticesGiven Given)
{
    /// <summary>A member of whom nothing is known yet.</summary>
    public static MemberStanding New(string memberId) =>
        new(memberId, Money.Zero, Money.Zero, Money.Zero, Undecided: false, NoticesGiven.None);

    /// <summary>Eligible above the deductible; zero without specific terms.</summary>
    public Money Excess(SpecificTerms? terms) =>
        terms is null ? Money.Zero : (Eligible - terms.DeductibleOf(MemberId)).OrZero();

    /// <summary>What the carrier owes for this member in all; zero without specific terms.</summary>
    public Money Reimbursable(SpecificTerms? terms) =>
        terms is null ? Money.Zero : Money.Min(terms.MaximumPerPerson, Recoverable.TimesRounded(terms.CarrierPercent));
}
