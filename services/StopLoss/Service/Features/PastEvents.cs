using Aso.StopLoss.Domain;
using Aso.StopLoss.Store;
using Microsoft.EntityFrameworkCore;

namespace Aso.StopLoss.Features;

/// <summary>What had happened at an employer before a policy was written, as far as it matters to that policy.</summary>
internal static class PastEvents
{
    /// <returns>In the order in which it happened; on one date approvals come first, as a claim is approved before it is paid.</returns>
    public static async Task<IEnumerable<PastEvent>> LoadAsync(StopLossDb db, PolicyRow policy, CancellationToken cancel)
    {
        var window = policy.Terms().PaidWindow;
        var payments = await db.Payments.AsNoTracking()
            .Where(row => row.EmployerId == policy.EmployerId && row.ReleasedOn >= window.From && row.ReleasedOn <= window.To)
            .ToListAsync(cancel);
        var approvals = policy.Content.TriggerDiagnoses.Count == 0
            ? []
            : await db.Diagnoses.AsNoTracking().Where(row => row.EmployerId == policy.EmployerId).ToListAsync(cancel);
        return approvals.Select(row => new Dated(row.On, 0, new PastApproval(row.MemberId, [row.Code])))
            .Concat(payments.Select(row => new Dated(row.ReleasedOn, row.Sequence, new PastRelease(row.ToPayment()))))
            .Concat(payments.Where(row => row.ReversedOn is not null)
                .Select(row => new Dated(row.ReversedOn!.Value, row.ReversedSequence!.Value, new PastReversal(row.ToPayment()))))
            .OrderBy(past => past.On).ThenBy(past => past.Sequence)
            .Select(past => past.Event);
    }

    private readonly record struct Dated(DateOnly On, long Sequence, PastEvent Event);
}
