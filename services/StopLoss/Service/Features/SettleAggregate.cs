using Aso.StopLoss.Domain;
using Aso.StopLoss.Store;

namespace Aso.StopLoss.Features;

/// <summary>At the end of the last day of the paid window: asks the carrier for what exceeds the attachment.</summary>
internal static class SettleAggregate
{
    /// <param name="policy">With the standing of every member.</param>
    public static async Task ApplyAsync(StopLossDb db, OpenPolicy policy, EmployerRow employer, CancellationToken cancel)
    {
        policy.Row.Settled = true;
        if (policy.Book.Terms.Aggregate is not { } aggregate)
        {
            return;
        }

        var terms = policy.Book.Terms;
        policy.Book.Settle(Aggregate.Attachment(
            aggregate,
            Aggregate.FirstsOfPeriod(terms, terms.LastPaidDay),
            await db.RosterAsync(employer.EmployerId, cancel),
            employer.HasMedicalPlan));
    }
}
