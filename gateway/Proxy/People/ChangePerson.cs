using Aso.Foundation;
using Aso.Gateway.Audit;
using Aso.Gateway.Factors;
using Aso.Gateway.Sessions;
using Aso.Gateway.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aso.Gateway.People;

/// <summary>Block, unblock, remove a person, or give another role. Whoever is kept out is out at once: sessions, tokens and streams end with it.</summary>
internal static class ChangePerson
{
    public static void Map(IEndpointRouteBuilder people)
    {
        people.MapPost("/{personId:guid}/block", BlockAsync)
            .WithName("BlockPerson").WithSummary("Keep a person out until further notice")
            .WithDescription("Every session ends: cookies, codes and refresh tokens at once, access tokens and open streams within seconds. Blocking again changes nothing.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        people.MapPost("/{personId:guid}/unblock", UnblockAsync)
            .WithName("UnblockPerson").WithSummary("Let a blocked person sign in again")
            .WithDescription("With the password and the second factors as they were.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        people.MapDelete("/{personId:guid}", RemoveAsync)
            .WithName("RemovePerson").WithSummary("Remove a person for good")
            .WithDescription("As blocking; the name is free again, the person's id and history stay.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        people.MapPut("/{personId:guid}/role", ChangeRoleAsync)
            .WithName("ChangeRole").WithSummary("Give a person another role, employer or carrier")
            .WithDescription("Every session ends, so that nothing goes on under the old role: the person signs in again.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    /// <param name="Kind">administrator, employer or carrier.</param>
    /// <param name="EmployerId">Of an employer's person: the one that it sees.</param>
    /// <param name="CarrierId">Of a carrier's person: whose policies it sees.</param>
    public sealed record Role(CallerKind Kind, Guid? EmployerId = null, Guid? CarrierId = null);

    private static async Task<Results<Ok<PeopleList.Person>, ProblemHttpResult>> BlockAsync(
        Guid personId, HttpContext http, Accounts people, SignedInSessions sessions, AccessLog log, TimeProvider clock, CancellationToken cancel)
    {
        if (await people.FindAsync(personId, cancel) is not { RemovedAt: null } person)
        {
            return Problems.NotFound("person");
        }

        if (person.BlockedAt is null)
        {
            person.BlockedAt = clock.GetUtcNow().UtcDateTime;
            await people.SaveAsync(() => EndAsync(person, http, Acts.PersonBlocked, sessions, log, cancel), cancel);
        }

        return TypedResults.Ok(PeopleList.ToPerson(person));
    }

    private static async Task<Results<Ok<PeopleList.Person>, ProblemHttpResult>> UnblockAsync(
        Guid personId, HttpContext http, Accounts people, AccessLog log, CancellationToken cancel)
    {
        if (await people.FindAsync(personId, cancel) is not { RemovedAt: null } person)
        {
            return Problems.NotFound("person");
        }

        if (person.BlockedAt is not null)
        {
            person.BlockedAt = null;
            await people.SaveAsync(() => log.WriteAsync(http, Acts.PersonUnblocked, About.Person(person), cancel), cancel);
        }

        return TypedResults.Ok(PeopleList.ToPerson(person));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(
        Guid personId, HttpContext http, Accounts people, SecondFactors factors, SignedInSessions sessions, AccessLog log, TimeProvider clock, CancellationToken cancel)
    {
        if (await people.FindAsync(personId, cancel) is not { RemovedAt: null } person)
        {
            return Problems.NotFound("person");
        }

        person.RemovedAt = clock.GetUtcNow().UtcDateTime;
        (person.NameKey, person.PasswordHash, person.LinkHash, person.LinkUntil) = (null, null, null, null);
        await people.SaveAsync(
            async () =>
            {
                await factors.ClearAsync(personId, cancel);
                await EndAsync(person, http, Acts.PersonRemoved, sessions, log, cancel);
            },
            cancel);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<PeopleList.Person>, ProblemHttpResult>> ChangeRoleAsync(
        Guid personId, Role request, HttpContext http, Accounts people, SignedInSessions sessions, AccessLog log, CancellationToken cancel)
    {
        var standing = new Standing(request.Kind, request.EmployerId, request.CarrierId);
        Refusal[] refusals = [.. RegisterPerson.CheckRole(standing)];
        if (refusals.Length > 0)
        {
            return Problems.Refuse(refusals);
        }

        if (await people.FindAsync(personId, cancel) is not { RemovedAt: null } person)
        {
            return Problems.NotFound("person");
        }

        var before = person.Standing;
        if ((before.Kind, before.EmployerId, before.CarrierId) != (standing.Kind, standing.EmployerId, standing.CarrierId))
        {
            (person.Kind, person.EmployerId, person.CarrierId) = (standing.Kind, standing.EmployerId, standing.CarrierId);
            await people.SaveAsync(() => EndAsync(person, http, Acts.RoleChanged, sessions, log, cancel, $"{Words(before)} to {Words(standing)}"), cancel);
        }

        return TypedResults.Ok(PeopleList.ToPerson(person));
    }

    private static async Task EndAsync(
        PersonRow person, HttpContext http, string act, SignedInSessions sessions, AccessLog log, CancellationToken cancel, string? detail = null)
    {
        await sessions.EndAllAsync(person.PersonId, cancel);
        await log.WriteAsync(http, act, About.Person(person), cancel, detail);
    }

    private static string Words(Standing standing) => (standing.EmployerId ?? standing.CarrierId) is { } bound ? $"{standing.KindName} {bound}" : standing.KindName;
}
