using System.ComponentModel;
using System.Globalization;
using Aso.Foundation;
using Aso.StopLoss.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aso.StopLoss.Carriers;

/// <summary>GET /v1/carrier/requests and …/{requestId}: what the carrier is asked to reimburse.</summary>
internal static class ListRequests
{
    private const string Undecided = "undecided";
    private const string Decided = "decided";

    public static void Map(RouteGroupBuilder carrier)
    {
        carrier.MapGet("/requests", ListAsync)
            .RequireScope(Scopes.Carrier)
            .WithName("ListCarrierRequests").WithSummary("List a carrier's reimbursement requests: the undecided first, oldest first; then the decided, newest first");
        carrier.MapGet("/requests/{requestId:guid}", GetAsync)
            .RequireScope(Scopes.Carrier)
            .WithName("GetCarrierRequest").WithSummary("Show one of a carrier's reimbursement requests with its figures");
    }

    private static async Task<Results<Ok<CarrierPage<CarrierRequest>>, ProblemHttpResult>> ListAsync(
        StopLossDb db, HttpContext http, [AsParameters] PageAsked page, CancellationToken cancel,
        [Description("undecided or decided; both if left out.")] string? status = null,
        [Description("Only requests of this employer.")] Guid? employerId = null)
    {
        Refusal?[] refusals =
        [
            page.RefuseLimit(),
            Place.TryRead(page.After, out var after) ? null : PageAsked.RefuseAfter(),
            status is null or Undecided or Decided ? null : new("invalid-query", "status", "Use undecided or decided, or leave it out."),
        ];
        if (refusals.OfType<Refusal>().ToList() is { Count: > 0 } refused)
        {
            return Problems.Refuse(refused);
        }

        var carrierId = http.CarrierId();
        var all = db.Requests.AsNoTracking().Where(row => row.CarrierId == carrierId && (employerId == null || row.EmployerId == employerId));
        var rows = new List<RequestRow>();
        if (status != Decided && !after.IsDecided)
        {
            rows.AddRange(await all.Where(row => row.Accepted == null && row.Number > after.Number).OrderBy(row => row.Number).Take(page.Take + 1).ToListAsync(cancel));
        }

        if (status != Undecided && rows.Count <= page.Take)
        {
            var before = after.IsDecided ? after.Number : long.MaxValue;
            rows.AddRange(await all.Where(row => row.Accepted != null && row.Number < before)
                .OrderByDescending(row => row.Number).Take(page.Take + 1 - rows.Count).ToListAsync(cancel));
        }

        var shown = rows.Take(page.Take).ToList();
        return TypedResults.Ok(new CarrierPage<CarrierRequest>(await db.ToRequestsAsync(shown, cancel), rows.Count > page.Take ? Place.Of(shown[^1]).ToString() : null));
    }

    private static async Task<Results<Ok<CarrierRequest>, ProblemHttpResult>> GetAsync(Guid requestId, StopLossDb db, HttpContext http, CancellationToken cancel) =>
        await FindAsync(db, http.CarrierId(), requestId, cancel) is { } request ? TypedResults.Ok(request) : Problems.NotFound("reimbursement request");

    public static async Task<CarrierRequest?> FindAsync(StopLossDb db, Guid carrierId, Guid requestId, CancellationToken cancel) =>
        await db.Requests.AsNoTracking().SingleOrDefaultAsync(row => row.RequestId == requestId && row.CarrierId == carrierId, cancel) is { } row
            ? (await db.ToRequestsAsync([row], cancel))[0]
            : null;

    /// <summary>Where in the list a request stands, by what it was when its page was read: <c>undecided-12</c>, <c>decided-7</c>.</summary>
    private readonly record struct Place(bool IsDecided, long Number)
    {
        public static Place Of(RequestRow row) => new(row.Accepted is not null, row.Number);

        /// <summary>None is the beginning.</summary>
        public static bool TryRead(string? after, out Place place)
        {
            place = default;
            if (after is null)
            {
                return true;
            }

            if (after.Split('-') is not [Undecided or Decided, _] parts || !long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return false;
            }

            place = new(parts[0] == Decided, number);
            return true;
        }

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(IsDecided ? Decided : Undecided)}-{Number}");
    }
}
