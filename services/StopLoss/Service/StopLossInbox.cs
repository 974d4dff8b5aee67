using Aso.Contracts.Claims.V1;
using Aso.Contracts.Enrollment.V1;
using Aso.Contracts.Funding.V1;
using Aso.Foundation;
using Aso.StopLoss.Features;
using Aso.StopLoss.Store;

namespace Aso.StopLoss;

/// <summary>What stop-loss hears: the roster from Enrollment, diagnoses from Claims, payments and the business date from Funding.</summary>
internal sealed class StopLossInbox(FeedSignals signals) : IInbox<StopLossDb>
{
    public async Task ApplyAsync(StopLossDb db, Guid employerId, IReadOnlyList<IncomingMessage> messages, CancellationToken cancel)
    {
        var roster = new TrackRoster(db, employerId);
        var accumulate = await Accumulate.LoadAsync(db, employerId, messages, roster, cancel);
        foreach (var message in messages)
        {
            using var trace = message.Activate();
            switch (message.Body)
            {
                case EmployerRegistered registered:
                    accumulate.Register(registered);
                    break;
                case PlanDefined plan:
                    accumulate.Define(plan);
                    break;
                case MemberCoverageChanged changed:
                    roster.Change(changed);
                    break;
                case ClaimAdjudicated adjudicated:
                    accumulate.Diagnose(adjudicated);
                    break;
                case PaymentReleased released:
                    accumulate.Release(released, message.Sequence);
                    break;
                case PaymentReversed reversed:
                    accumulate.Reverse(reversed, message.Sequence);
                    break;
                case FundingDateMoved moved:
                    await accumulate.MoveAsync(moved, cancel);
                    break;
                default:
                    // A source's messages come without gaps: those that are others' business, too.
                    break;
            }
        }

        await roster.StoreAsync(cancel);
        await accumulate.StoreAsync(signals, cancel);
    }
}
