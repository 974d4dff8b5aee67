using Aso.Funding.Domain;

namespace Aso.Funding.Live;

/// <summary>What one commit changed in an employer's costs.</summary>
/// <param name="At">When it was committed, UTC.</param>
/// <param name="BusinessDate">Null before the employer's plan opens.</param>
/// <param name="Whole">More than months' sums changed: the date, the terms or who is enrolled.</param>
/// <param name="Changes">In order.</param>
internal sealed record CostNews(Guid EmployerId, DateTime At, DateOnly? BusinessDate, bool Whole, IReadOnlyList<CostChange> Changes);

/// <summary>A month's sums after a journal entry.</summary>
/// <param name="Sequence">Of the entry.</param>
/// <param name="ClaimId">The claim behind it; null where there is none.</param>
internal sealed record CostChange(long Sequence, Guid? ClaimId, MonthTotals Totals)
{
    /// <summary>Of changes that follow each other and come from the same claim, in the same month, the last.</summary>
    public static IEnumerable<CostChange> LastOfEach(IEnumerable<BookOutcome.CostChanged> changes)
    {
        CostChange? pending = null;
        foreach (var change in changes)
        {
            if (pending is not null && (pending.ClaimId != change.ClaimId || pending.Totals.Month != change.Totals.Month))
            {
                yield return pending;
            }

            pending = new(change.Sequence, change.ClaimId, change.Totals);
        }

        if (pending is not null)
        {
            yield return pending;
        }
    }
}
