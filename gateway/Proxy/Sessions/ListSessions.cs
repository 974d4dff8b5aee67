using Aso.Foundation;
using Aso.Gateway.Audit;
using Aso.Gateway.People;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aso.Gateway.Sessions;

/// <summary>GET and DELETE /v1/people/{personId}/sessions — where a person is signed in, and an end to it.</summary>
internal static class ListSessions
{
    private static readonly ListOrder<SessionRow> NewestFirst = ListOrder<SessionRow>.By(row => row.StartedAt).Then(row => row.SessionId).Backwards();

    public static void Map(IEndpointRouteBuilder people)
    {
        people.MapGet("/{personId:guid}/sessions", HandleAsync)
            .WithName("ListSessions").WithSummary("Where a person is signed in")
            .WithDescription("The sessions that last, the newest first. A session begins with a sign-in and ends by sign-out, by time, or here.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        people.MapDelete("/{personId:guid}/sessions", EndAllAsync)
            .WithName("EndSessions").WithSummary("Sign a person out everywhere")
            .WithDescription("Cookies, codes and refresh tokens end at once, access tokens and open streams within seconds. The person may sign in again: to keep somebody out, block the person.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        people.MapDelete("/{personId:guid}/sessions/{sessionId:guid}", EndAsync)
            .WithName("EndSession").WithSummary("End one session of a person")
            .WithDescription("As signing the person out everywhere, for one session.")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    /// <param name="StartedAt">When the password was given.</param>
    /// <param name="LastSeenAt">When tokens were last fetched with it.</param>
    /// <param name="EndsAt">When it ends by itself.</param>
    /// <param name="Address">The network it began in: the last part of the address is left out.</param>
    /// <param name="Browser">What the browser called itself.</param>
    public sealed record Session(Guid SessionId, DateTime StartedAt, DateTime LastSeenAt, DateTime EndsAt, string Address, string Browser);

    private static async Task<Results<Ok<Page<Session>>, ProblemHttpResult>> HandleAsync(
        Guid personId, Accounts people, SignedInSessions sessions, [AsParameters] PageQuery page, CancellationToken cancel)
    {
        if (!page.Passes(NewestFirst, out var slice, out var problem))
        {
            return problem;
        }

        if (await people.FindAsync(personId, cancel) is null)
        {
            return Problems.NotFound("person");
        }

        return TypedResults.Ok(slice.Read(await sessions.OfAsync(personId, cancel))
            .ConvertAll(row => new Session(row.SessionId, row.StartedAt, row.LastSeenAt, row.EndsAt, row.Address, row.Browser)));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> EndAllAsync(
        Guid personId, HttpContext http, Accounts people, SignedInSessions sessions, AccessLog log, CancellationToken cancel)
    {
        if (await people.FindAsync(personId, cancel) is not { } person)
        {
            return Problems.NotFound("person");
        }

        await sessions.EndAllAsync(personId, cancel);
        await log.WriteAsync(http, Acts.SessionsEnded, About.Person(person), cancel);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> EndAsync(
        Guid personId, Guid sessionId, HttpContext http, Accounts people, SignedInSessions sessions, AccessLog log, CancellationToken cancel)
    {
        if (await people.FindAsync(personId, cancel) is not { } person || !await sessions.EndAsync(personId, sessionId, cancel))
        {
            return Problems.NotFound("session");
        }

        await log.WriteAsync(http, Acts.SessionsEnded, About.Person(person), cancel, $"session {sessionId}");
        return TypedResults.NoContent();
    }
}
