using Aso.Primitives;

namespace Aso.Funding.Domain;

/// <summary>What others want to know of a book: exactly one of the nested cases, in order of occurrence.</summary>
public abstract record BookOutcome
{
    private BookOutcome()
    {
    }

    /// <summary>A claim payment was released.</summary>
    /// <param name="Recouped">What of it was kept back; zero to its amount.</param>
    public sealed record PaymentReleased(Guid ClaimId, DateOnly On, Money Amount, Money Recouped) : BookOutcome;

    /// <summary>A claim payment that had been released was reversed.</summary>
    public sealed record PaymentReversed(Guid ClaimId, DateOnly On) : BookOutcome;

    /// <summary>A month's costs changed.</summary>
    /// <param name="Sequence">Of the journal entry that changed them.</param>
    /// <param name="ClaimId">The claim behind it; null where there is none.</param>
    /// <param name="Totals">The month with this change.</param>
    public sealed record CostChanged(long Sequence, Guid? ClaimId, MonthTotals Totals) : BookOutcome;
}

/// <summary>Why a book refuses an event.</summary>
public enum BookRefusal
{
    /// <summary>The employer's plan has not opened.</summary>
    NotOpen = 1,

    /// <summary>The insurer's money pays: there are no deposits and no refunds.</summary>
    FullyInsured = 2,

    /// <summary>The refund is more than cash.</summary>
    AboveCash = 3,
}
