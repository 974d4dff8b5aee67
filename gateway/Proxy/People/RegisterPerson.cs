using Aso.Foundation;
using Aso.Gateway.Audit;
using Aso.Gateway.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aso.Gateway.People;

/// <summary>POST /v1/people — let a person sign in to the portal.</summary>
internal static class RegisterPerson
{
    public static void Map(IEndpointRouteBuilder people) =>
        people.MapPost("/", HandleAsync)
            .WithName("RegisterPerson")
            .WithSummary("Register a person who signs in to the portal")
            .WithDescription("With a password that the administrator knows: for a sandbox or a script. Somebody who shall choose the own password is invited, see POST /v1/people/invitations.")
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    /// <param name="UserName">1 to 100 characters, without regard to case; unique.</param>
    /// <param name="Password">12 to 200 characters, other than the name, and none that is known or easily guessed. Length counts, not a mix of signs (NIST SP 800-63B 3.1.1).</param>
    /// <param name="Kind">administrator, employer or carrier.</param>
    /// <param name="EmployerId">Of an employer's person: the one that it sees.</param>
    /// <param name="CarrierId">Of a carrier's person: whose policies it sees.</param>
    public sealed record Request(string UserName, string Password, CallerKind Kind, Guid? EmployerId = null, Guid? CarrierId = null);

    public sealed record Response(Guid PersonId, string UserName, CallerKind Kind, Guid? EmployerId, Guid? CarrierId, IReadOnlyList<string> Scopes);

    private static async Task<Results<Created<Response>, ProblemHttpResult>> HandleAsync(
        Request request, HttpContext http, Accounts people, AccessLog log, DevelopmentSecrets development, CancellationToken cancel)
    {
        var standing = new Standing(request.Kind, request.EmployerId, request.CarrierId);
        Refusal[] refusals =
        [
            .. UserNames.Check(request.UserName), .. Passwords.Check(request.Password, request.UserName), .. Passwords.CheckPublic(request.Password, development), .. CheckRole(standing),
        ];
        if (refusals.Length > 0)
        {
            return Problems.Refuse(refusals);
        }

        if (await people.AddAsync(request.UserName, request.Password, standing, cancel) is not { } person)
        {
            return NameTaken;
        }

        await log.WriteAsync(http, Acts.PersonRegistered, About.Person(person), cancel, standing.KindName);
        return TypedResults.Created(
            $"/v1/people/{person.PersonId}",
            new Response(person.PersonId, person.UserName, person.Kind, person.EmployerId, person.CarrierId, standing.Scopes));
    }

    public static ProblemHttpResult NameTaken => Problems.Conflict("user-name-taken", "userName", "Choose another name.");

    /// <summary>Everything that is wrong with what a person shall be.</summary>
    public static IEnumerable<Refusal> CheckRole(Standing standing) =>
        standing.Kind == CallerKind.Provider
            ? [new("kind-not-for-people", "kind", "A provider's systems use a client: see /v1/clients.")]
            : standing.Check();
}
