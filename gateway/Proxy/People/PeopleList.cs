using Aso.Foundation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aso.Gateway.People;

/// <summary>GET /v1/people and /v1/people/{personId} — who may sign in.</summary>
internal static class PeopleList
{
    private static readonly string[] Kinds = [nameof(CallerKind.Administrator), nameof(CallerKind.Employer), nameof(CallerKind.Carrier)];

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
    /// <param name="LinkUntil">Until when the link that was handed out sets a password.</param>
    public sealed record Person(
        Guid PersonId, string UserName, PersonStatus Status, CallerKind Kind, Guid? EmployerId, Guid? CarrierId, IReadOnlyList<string> Scopes,
        DateTime? LinkUntil, DateTime? BlockedAt, DateTime? RemovedAt);

    public static Person ToPerson(PersonRow row) => new(
        row.PersonId, row.UserName, row.Status, row.Kind, row.EmployerId, row.CarrierId, row.Standing.Scopes,
        row.LinkUntil, row.BlockedAt, row.RemovedAt);

    /// <param name="status">Only people of this status: active, invited, blocked or removed.</param>
    /// <param name="kind">Only people of this kind: administrator, employer or carrier.</param>
    /// <param name="after">The `next` of the page before.</param>
    /// <param name="limit">1 to 500, 100 if left out; more is cut.</param>
    private static async Task<Results<Ok<Page<Person>>, ProblemHttpResult>> HandleAsync(
        Accounts people, CancellationToken cancel, string? status = null, string? kind = null, Guid? after = null, int? limit = null)
    {
        Refusal[] refusals =
        [
            .. Check(status, Enum.GetNames<PersonStatus>(), "status-unknown", "status", "Name one of active, invited, blocked, removed, or leave it out."),
            .. Check(kind, Kinds, "kind-unknown", "kind", "Name one of administrator, employer, carrier, or leave it out."),
        ];
        if (refusals.Length > 0)
        {
            return Problems.Refuse(refusals);
        }

        var most = Paging.Limit(limit);
        var rows = await people.ListAsync(
            after, status is null ? null : Enum.Parse<PersonStatus>(status, ignoreCase: true), kind is null ? null : Enum.Parse<CallerKind>(kind, ignoreCase: true),
            most + 1, cancel);
        return TypedResults.Ok(rows.ToPage(most, ToPerson, row => row.PersonId.ToString()));
    }

    private static IEnumerable<Refusal> Check(string? asked, string[] names, string code, string field, string remedy) =>
        asked is null || names.Contains(asked, StringComparer.OrdinalIgnoreCase) ? [] : [new(code, field, remedy)];

    private static async Task<Results<Ok<Person>, ProblemHttpResult>> ReadAsync(Guid personId, Accounts people, CancellationToken cancel) =>
        await people.FindAsync(personId, cancel) is { } person ? TypedResults.Ok(ToPerson(person)) : Problems.NotFound("person");
}
