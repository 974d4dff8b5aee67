using System.ComponentModel;
using Aso.Foundation;
using Aso.Gateway.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aso.Gateway.Audit;

/// <summary>GET /v1/access-log — who came in, and who let whom in or kept whom out.</summary>
internal static class ListAccessEvents
{
    private static readonly ListOrder<AccessEventRow> NewestFirst = ListOrder<AccessEventRow>.By(row => row.EventId).Backwards();

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

    private static async Task<Results<Ok<Page<AccessEvent>>, ProblemHttpResult>> HandleAsync(
        GatewayDb db, [AsParameters] PageQuery page, CancellationToken cancel,
        [Description("Only this act, for example person-blocked or sign-in-failed.")] string? act = null,
        [Description("Only what this person or client did.")] string? actorId = null,
        [Description("Only what was done with this person or client.")] string? aboutId = null,
        [Description("At or after this time.")] DateTimeOffset? from = null,
        [Description("Before this time.")] DateTimeOffset? to = null)
    {
        if (act is not null && !Acts.All.Contains(act))
        {
            return Problems.Refuse(new Refusal("act-unknown", "act", $"Name one of {string.Join(", ", Acts.All)}, or leave it out."));
        }

        if (!page.Passes(NewestFirst, out var slice, out var problem))
        {
            return problem;
        }

        var (start, end) = (from?.UtcDateTime, to?.UtcDateTime);
        var events = db.AccessEvents.AsNoTracking()
            .Where(row => (act == null || row.Act == act) && (actorId == null || row.ActorId == actorId) && (aboutId == null || row.AboutId == aboutId))
            .Where(row => (start == null || row.At >= start) && (end == null || row.At < end));
        return TypedResults.Ok((await slice.ReadAsync(events, cancel)).ConvertAll(ToEvent));
    }

    private static AccessEvent ToEvent(AccessEventRow row) => new(
        row.EventId, row.At, row.Act, PartyOf(row.ActorKind, row.ActorId, row.ActorName), PartyOf(row.AboutKind, row.AboutId, row.AboutName), row.Address, row.Detail);

    private static Party? PartyOf(string? kind, string? id, string? name) => kind is null || id is null ? null : new(kind, id, name);
}
