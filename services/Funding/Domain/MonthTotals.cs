using Aso.Primitives;

namespace Aso.Funding.Domain;

/// <summary>What one calendar month's business dates brought, as far as costs go.</summary>
/// <param name="Month">The 1st of the month.</param>
/// <param name="Released">Claim payments released, before recoupment.</param>
/// <param name="Reversed">Of all released payments, those reversed in this month.</param>
/// <param name="Fees">Charged, paid or not.</param>
/// <param name="Premium">Charged, paid or not.</param>
/// <param name="Recoveries">Accepted by the carrier, remitted or not.</param>
public readonly record struct MonthTotals(DateOnly Month, Money Released, Money Reversed, Money Fees, Money Premium, Money Recoveries)
{
    public static MonthTotals Empty(DateOnly month) => new(month, Money.Zero, Money.Zero, Money.Zero, Money.Zero, Money.Zero);

    /// <summary>The month of a date, as its 1st.</summary>
    public static DateOnly Of(DateOnly date) => new(date.Year, date.Month, 1);

    /// <summary>What <paramref name="entry"/> adds; nothing unless it is a cost.</summary>
    public MonthTotals Add(JournalEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return entry.Kind switch
        {
            EntryKind.ClaimReleased or EntryKind.ClaimReleasedByInsurer => this with { Released = Released + entry.Amount },
            EntryKind.ClaimReversedAfterRelease => this with { Reversed = Reversed + entry.Amount },
            EntryKind.FeeCharged => this with { Fees = Fees + entry.Amount },
            EntryKind.PremiumCharged => this with { Premium = Premium + entry.Amount },
            EntryKind.ReimbursementAccepted => this with { Recoveries = Recoveries + entry.Amount },
            _ => this,
        };
    }
}
