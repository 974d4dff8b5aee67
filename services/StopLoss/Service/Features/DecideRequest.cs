using Aso.Contracts.StopLoss.V1;
using Aso.Primitives;
using Aso.StopLoss.Domain;
using Aso.StopLoss.Store;
using Microsoft.EntityFrameworkCore;

namespace Aso.StopLoss.Features;

/// <summary>The carrier accepts a request whole or in part, or denies it. What has become reimbursable since is then asked for.</summary>
internal static class DecideRequest
{
    public const int ReasonLengthMax = 500;

    /// <param name="Row">As it stands after the decision.</param>
    public sealed record Decided(RequestRow Row, string EmployerName);

    /// <param name="reason">As <see cref="IsReason"/> allows; null where the carrier gives none.</param>
    public static async Task<Taken<Decided>> ApplyAsync(
        StopLossDb db, FeedSignals signals, Guid carrierId, Guid requestId, Money accepted, string? reason, CancellationToken cancel)
    {
        // load
        var employerId = await db.Requests.Where(row => row.RequestId == requestId && row.CarrierId == carrierId)
            .Select(row => (Guid?)row.EmployerId).SingleOrDefaultAsync(cancel);
        if (employerId is null)
        {
            return CarrierRefusal.Unknown;
        }

        await db.LockAsync(StopLossDb.PolicyLock, employerId.Value, cancel);
        var request = await db.Requests.SingleAsync(row => row.RequestId == requestId, cancel);
        var employer = await db.Employers.AsNoTracking().SingleAsync(row => row.EmployerId == employerId, cancel);
        var today = await db.BusinessDateAsync(employerId.Value, cancel) ?? request.On;

        // decide
        if (Reimbursement.RefuseDecision(request.Amount, request.Accepted, accepted) is { } refusal)
        {
            return new(null, refusal, request.Amount);
        }

        (request.Accepted, request.DecidedOn, request.Reason) = (accepted, today, reason);
        if (request.MemberId is { } memberId)
        {
            var books = await PolicyBooks.LoadAsync(db, db.Fetch(), employerId.Value, [memberId], reached: null, cancel);
            books.Policies.Single(policy => policy.Row.PolicyId == request.PolicyId).Book.Decided(memberId, today);
            await books.StoreAsync(signals, cancel);
        }

        // store and enqueue
        if (accepted.IsPositive)
        {
            db.Enqueue(employerId.Value, new ReimbursementAccepted
            {
                EmployerId = employerId.Value,
                RequestId = requestId,
                AcceptedCents = accepted.Cents,
                AcceptedOn = today,
            });
        }

        await db.CommitAsync(cancel);

        // respond
        return new Decided(request, employer.Name);
    }

    /// <summary>Whether people can read it: up to <see cref="ReasonLengthMax"/> characters, none of them a control character.</summary>
    public static bool IsReason(string reason) => reason.Length <= ReasonLengthMax && !reason.Any(char.IsControl);
}
