using Aso.Foundation;
using Aso.Gateway.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aso.Gateway.Audit;

/// <summary>GET /v1/access-log — who came in, and who let whom in or kept whom out.</summary>
internal static class ListAccessEvents
{
    public static void Map(IEndpointRouteBuilder log) =>
        log.MapGet("/", HandleAsync)
            .WithName("ListAccessEvents").WithSummary("Sign-ins, and every act about people and clients")
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithDescription("The newest first. Nothing in it is ever changed or removed, and no secret is in it.");

    /// <param name="Actor">Who did it; left out where nobody had proven to be anybody, as with a wrong password.</param>
    /// <param name="About">With whom it was done; left out where the name tried is nobody's.</param>
    /// <param name="Address">The network whence it came: the last part of the address is left out.</param>
    /// <param name="Detail">What changed, where the act alone does not say it.</param>
    public sealed record AccessEvent(long EventId, DateTime At, string Act, Party? Actor, Party? About, string Address, string? Detail);

    /// <param name="Kind">person or client.</param>
    /// <param name="Name">As it was at the time.</param>
    public sealed record Party(string Kind, string Id, string? Name);

    /// <param name="act">Only this act, for example person-blocked or sign-in-failed.</param>
    /// <param name="actorId">Only what this person or client did.</param>
    /// <param name="aboutId">Only what was done with this person or client.</param>
    /// <param name="from">At or after this time.</param>
    /// <param name="to">Before this time.</param>
    /// <param name="after">The `next` of the page before.</param>
    /// <param name="limit">1 to 500, 100 if left out; more is cut.</param>
    private static async Task<Results<Ok<Page<AccessEvent>>, ProblemHttpResult>> HandleAsync(
        GatewayDb db, CancellationToken cancel, string? act = null, string? actorId = null, string? aboutId = null,
        DateTimeOffset? from = null, DateTimeOffset? to = null, long? after = null, int? limit = null)
    {
        if (act is not null && !Acts.All.Contains(act))
        {
            return Problems.Refuse(new Refusal("act-unknown", "act", $"Name one of {string.Join(", ", Acts.All)}, or leave it out."));
        }

        var (start, end) = (from?.UtcDateTime, to?.UtcDateTime);
        var most = Paging.Limit(limit);
        var rows = await db.AccessEvents.AsNoTracking()
            .Where(row => (act == null || row.Act == act) && (actorId == null || row.ActorId == actorId) && (aboutId == null || row.AboutId == aboutId))
            .Where(row => (start == null || row.At >= start) && (end == null || row.At < end) && (after == null || row.EventId < after))
            .OrderByDescending(row => row.EventId).Take(most + 1).ToListAsync(cancel);
        return TypedResults.Ok(rows.ToPage(most, ToEvent, row => row.EventId.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }

    private static AccessEvent ToEvent(AccessEventRow row) => new(
        row.EventId, row.At, row.Act, PartyOf(row.ActorKind, row.ActorId, row.ActorName), PartyOf(row.AboutKind, row.AboutId, row.AboutName), row.Address, row.Detail);

    private static Party? PartyOf(string? kind, string? id, string? name) => kind is null || id is null ? null : new(kind, id, name);
}
