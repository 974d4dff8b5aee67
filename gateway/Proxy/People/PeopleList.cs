using System.ComponentModel;
using Aso.Foundation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aso.Gateway.People;

/// <summary>GET /v1/people and /v1/people/{personId} — who may sign in.</summary>
internal static class PeopleList
{
    private static readonly ListOrder<PersonRow> AsRegistered = ListOrder<PersonRow>.By(row => row.PersonId);

    public static void Map(IEndpointRouteBuilder people)
    {
        people.MapGet("/", HandleAsync)
            .WithName("ListPeople").WithSummary("The people who may sign in")
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithDescription("In the order in which they were registered. Removed people are left out, unless status asks for them.");
        people.MapGet("/{personId:guid}", ReadAsync)
            .WithName("GetPerson").WithSummary("One person")
            .WithDescription("Also one who was removed.")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    /// <param name="Status">active, invited (has to set a password by the link), blocked or removed.</param>
    /// <param name="SecondFactorSince">Since when the person is asked for an authenticator app's code or a passkey after the password; left out while the person has neither.</param>
    /// <param name="LinkUntil">Until when the link that was handed out sets a password.</param>
    public sealed record Person(
        Guid PersonId, string UserName, PersonStatus Status, CallerKind Kind, Guid? EmployerId, Guid? CarrierId, IReadOnlyList<string> Scopes,
        DateTime? LinkUntil, DateTime? BlockedAt, DateTime? RemovedAt, DateTime? SecondFactorSince);

    public static Person ToPerson(PersonRow row) => new(
        row.PersonId, row.UserName, row.Status, row.Kind, row.EmployerId, row.CarrierId, row.Standing.Scopes,
        row.LinkUntil, row.BlockedAt, row.RemovedAt, row.SecondFactorSince);

    private static async Task<Results<Ok<Page<Person>>, ProblemHttpResult>> HandleAsync(
        Accounts people, [AsParameters] PageQuery page, CancellationToken cancel,
        [Description("Only people of this status.")] PersonStatus? status = null,
        [Description("Only people of this kind: administrator, employer or carrier.")] CallerKind? kind = null) =>
        page.Passes(AsRegistered, out var slice, out var problem)
            ? TypedResults.Ok((await slice.ReadAsync(people.Of(status, kind), cancel)).ConvertAll(ToPerson))
            : problem;

    private static async Task<Results<Ok<Person>, ProblemHttpResult>> ReadAsync(Guid personId, Accounts people, CancellationToken cancel) =>
        await people.FindAsync(personId, cancel) is { } person ? TypedResults.Ok(ToPerson(person)) : Problems.NotFound("person");
}
