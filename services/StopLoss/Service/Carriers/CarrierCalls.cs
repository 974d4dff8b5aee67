using Aso.Foundation;
using Aso.Primitives;
using Aso.StopLoss.Domain;

namespace Aso.StopLoss.Carriers;

/// <summary>What carriers call over HTTP: the same requests, notices and acts as over gRPC. A carrier reaches only what its token's carrier wrote.</summary>
internal static class CarrierCalls
{
    public static void MapCarrierCalls(this IEndpointRouteBuilder app)
    {
        var carrier = app.MapGroup("/v1/carrier").WithTags("Stop-loss carrier").ForCarrier();
        ShowSummary.Map(carrier);
        ListAccounts.Map(carrier);
        ListRequests.Map(carrier);
        TakeDecision.Map(carrier);
        ListNotices.Map(carrier);
        TakeRemittance.Map(carrier);
        ListRemittances.Map(carrier);
    }

    /// <summary>The carrier for which the caller speaks; only behind <see cref="ForCarrier"/>.</summary>
    public static Guid CarrierId(this HttpContext http) => http.User.ToCaller().CarrierId!.Value;

    /// <summary>Why an act was not taken, as problem details.</summary>
    /// <param name="most">The most that would have been taken, where it was too much.</param>
    public static Refusal ToRefusal(CarrierRefusal refusal, Money most) => refusal switch
    {
        CarrierRefusal.AlreadyDecided => new("request-already-decided", "", "A decision is final; read the request for it.", StatusCodes.Status409Conflict),
        CarrierRefusal.AcceptanceNegative => new("acceptance-negative", "accepted", "Accept from \"0.00\", which denies, to the amount asked for."),
        CarrierRefusal.AcceptanceAboveAmount => new("acceptance-above-amount", "accepted", $"Accept at most the amount asked for, {most}."),
        CarrierRefusal.RemittanceNotPositive => new("remittance-not-positive", "amount", "Remit more than nothing."),
        CarrierRefusal.RemittanceAboveReceivable => new("remittance-above-receivable", "amount", $"Remit at most what is accepted and not yet remitted, {most}."),
        CarrierRefusal.ReferenceUsed => new("reference-used", "reference", "Use a reference once for each employer: send another.", StatusCodes.Status409Conflict),
        _ => throw new ArgumentOutOfRangeException(nameof(refusal)),
    };

    /// <summary>Only callers who speak for a carrier: to all others there is none here.</summary>
    private static RouteGroupBuilder ForCarrier(this RouteGroupBuilder carrier) =>
        carrier.AddEndpointFilter(async (context, next) =>
            context.HttpContext.User.ToCaller() is { Kind: CallerKind.Carrier, CarrierId: not null }
                ? await next(context)
                : Problems.Of(StatusCodes.Status404NotFound, "not-a-carrier", "This is a carrier's own: call with the token of a carrier's client or person.", []));
}
