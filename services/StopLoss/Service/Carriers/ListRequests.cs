using System.ComponentModel;
using Aso.Foundation;
using Aso.StopLoss.Features;
using Aso.StopLoss.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aso.StopLoss.Carriers;

/// <summary>GET /v1/carrier/requests and …/{requestId}: what the carrier is asked to reimburse.</summary>
internal static class ListRequests
{
    // A place in it is where the request stood when its page was read, though it is decided meanwhile.
    private static readonly ListOrder<RequestRow> UndecidedFirst = ListOrder<RequestRow>
        .By(row => row.Accepted == null ? 0 : 1).Then(row => row.Accepted == null ? row.Number : -row.Number);

    public static void Map(RouteGroupBuilder carrier)
    {
        carrier.MapGet("/requests", ListAsync)
            .RequireScope(Scopes.Carrier)
            .WithName("ListCarrierRequests").WithSummary("List a carrier's reimbursement requests: the undecided first, oldest first; then the decided, newest first");
        carrier.MapGet("/requests/{requestId:guid}", GetAsync)
            .RequireScope(Scopes.Carrier)
            .WithName("GetCarrierRequest").WithSummary("Show one of a carrier's reimbursement requests with its figures");
    }

    private static async Task<Results<Ok<Page<CarrierRequest>>, ProblemHttpResult>> ListAsync(
        StopLossDb db, HttpContext http, [AsParameters] PageQuery page, CancellationToken cancel,
        [Description("Only requests that stand so.")] ShowStopLoss.RequestStatus? status = null,
        [Description("Only requests of this employer.")] Guid? employerId = null)
    {
        if (!page.Passes(UndecidedFirst, out var slice, out var problem))
        {
            return problem;
        }

        var carrierId = http.CarrierId();
        var requests = db.Requests.AsNoTracking().Where(row => row.CarrierId == carrierId && (employerId == null || row.EmployerId == employerId));
        requests = status switch
        {
            ShowStopLoss.RequestStatus.Undecided => requests.Where(row => row.Accepted == null),
            ShowStopLoss.RequestStatus.Decided => requests.Where(row => row.Accepted != null),
            _ => requests,
        };
        var rows = await slice.ReadAsync(requests, cancel);
        return TypedResults.Ok(rows.With(await db.ToRequestsAsync(rows.Items, cancel)));
    }

    private static async Task<Results<Ok<CarrierRequest>, ProblemHttpResult>> GetAsync(Guid requestId, StopLossDb db, HttpContext http, CancellationToken cancel) =>
        await FindAsync(db, http.CarrierId(), requestId, cancel) is { } request ? TypedResults.Ok(request) : Problems.NotFound("reimbursement request");

    public static async Task<CarrierRequest?> FindAsync(StopLossDb db, Guid carrierId, Guid requestId, CancellationToken cancel) =>
        await db.Requests.AsNoTracking().SingleOrDefaultAsync(row => row.RequestId == requestId && row.CarrierId == carrierId, cancel) is { } row
            ? (await db.ToRequestsAsync([row], cancel))[0]
            : null;
}
