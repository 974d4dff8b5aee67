using Aso.Foundation;
using Aso.Primitives;
using Aso.StopLoss.Domain;
using Aso.StopLoss.Features;
using Aso.StopLoss.Store;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aso.StopLoss.Carriers;

/// <summary>POST /v1/carrier/remittances.</summary>
internal static class TakeRemittance
{
    /// <param name="EmployerId">Of a request of yours.</param>
    /// <param name="Amount">More than zero, at most what is accepted and not yet remitted.</param>
    /// <param name="Reference">Your own: 1 to 50 printable ASCII characters, never used before for this employer.</param>
    internal sealed record CarrierPayment(Guid? EmployerId = null, Money? Amount = null, string? Reference = null);

    /// <param name="ReceivedOn">The employer's business date.</param>
    /// <param name="StillOwed">Accepted and still not remitted.</param>
    internal sealed record CarrierPaymentTaken(Guid EmployerId, string Reference, Money Amount, DateOnly ReceivedOn, Money StillOwed);

    public static void Map(RouteGroupBuilder carrier) => carrier.MapPost("/remittances", HandleAsync)
        .RequireScope(Scopes.Carrier)
        .Idempotent<StopLossDb>()
        .WithName("RemitAsCarrier").WithSummary("Report a payment on what was accepted")
        .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<Results<Created<CarrierPaymentTaken>, ProblemHttpResult>> HandleAsync(
        CarrierPayment payment, StopLossDb db, HttpContext http, CancellationToken cancel)
    {
        if (Refuse(payment) is { Count: > 0 } refusals)
        {
            return Problems.Refuse(refusals);
        }

        var taken = await ReceiveRemittance.ApplyAsync(db, http.CarrierId(), payment.EmployerId!.Value, payment.Amount!.Value, payment.Reference!, cancel);
        return taken switch
        {
            { Done: { } received } => TypedResults.Created(
                (string?)null, new CarrierPaymentTaken(received.Row.EmployerId, received.Row.Reference, received.Row.Amount, received.Row.ReceivedOn, received.StillOwed)),
            { Refusal: CarrierRefusal.Unknown } => Problems.NotFound("employer with a policy of yours"),
            _ => Problems.Refuse(CarrierCalls.ToRefusal(taken.Refusal!.Value, taken.Most)),
        };
    }

    private static List<Refusal> Refuse(CarrierPayment payment)
    {
        var refusals = new List<Refusal>();
        if (payment.EmployerId is null)
        {
            refusals.Add(new("employer-missing", "employerId", "Send the employerId of a request of yours."));
        }

        if (payment.Amount is not { IsPositive: true })
        {
            refusals.Add(new("remittance-not-positive", "amount", "Send the amount paid, more than \"0.00\"."));
        }

        if (payment.Reference is null || !ReceiveRemittance.IsReference(payment.Reference))
        {
            refusals.Add(new("invalid-reference", "reference", $"Send 1 to {ReceiveRemittance.ReferenceLengthMax} printable ASCII characters."));
        }

        return refusals;
    }
}
