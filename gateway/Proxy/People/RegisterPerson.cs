using Aso.Foundation;
using Aso.Gateway.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aso.Gateway.People;

/// <summary>POST /v1/people — let a person sign in to the portal.</summary>
internal static class RegisterPerson
{
    private const int NameLengthMax = 100;
    private const int PasswordLengthMin = 12;
    private const int PasswordLengthMax = 200;

    public static void Map(IEndpointRouteBuilder people) =>
        people.MapPost("/", HandleAsync)
            .WithName("RegisterPerson")
            .WithSummary("Register a person who signs in to the portal")
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    /// <param name="UserName">1 to 100 characters, without regard to case; unique.</param>
    /// <param name="Password">12 to 200 characters, other than the name. Length counts, not a mix of signs (NIST SP 800-63B 3.1.1).</param>
    /// <param name="Kind">administrator, employer or carrier.</param>
    /// <param name="EmployerId">Of an employer's person: the one that it sees.</param>
    /// <param name="CarrierId">Of a carrier's person: whose policies it sees.</param>
    public sealed record Request(string UserName, string Password, CallerKind Kind, Guid? EmployerId = null, Guid? CarrierId = null);

    public sealed record Response(Guid PersonId, string UserName, CallerKind Kind, Guid? EmployerId, Guid? CarrierId, IReadOnlyList<string> Scopes);

    private static async Task<Results<Created<Response>, ProblemHttpResult>> HandleAsync(
        Request request, Accounts people, DevelopmentSecrets development, CancellationToken cancel)
    {
        Refusal[] refusals = [.. Check(request, development)];
        if (refusals.Length > 0)
        {
            return Problems.Refuse(refusals);
        }

        var standing = new Standing(request.Kind, request.EmployerId, request.CarrierId);
        return await people.AddAsync(request.UserName, request.Password, standing, cancel) is { } person
            ? TypedResults.Created(
                $"/v1/people/{person.PersonId}",
                new Response(person.PersonId, person.UserName, person.Kind, person.EmployerId, person.CarrierId, standing.Scopes))
            : Problems.Conflict("user-name-taken", "userName", "Choose another name.");
    }

    private static IEnumerable<Refusal> Check(Request request, DevelopmentSecrets development)
    {
        var name = Accounts.Normalize(request.UserName);
        if (name.Length is 0 or > NameLengthMax || name.Any(char.IsControl))
        {
            yield return new("user-name-invalid", "userName", $"Give 1 to {NameLengthMax} printable characters.");
        }

        if (request.Password.Length is < PasswordLengthMin or > PasswordLengthMax || Accounts.Normalize(request.Password) == name)
        {
            yield return new("password-weak", "password", $"Give {PasswordLengthMin} to {PasswordLengthMax} characters, other than the name.");
        }

        if (development.Refuse(request.Password))
        {
            yield return new("password-known", "password", "Give another one: this one stands in the public repository.");
        }

        if (request.Kind == CallerKind.Provider)
        {
            yield return new("kind-not-for-people", "kind", "A provider's systems use a client: see /v1/clients.");
            yield break;
        }

        foreach (var refusal in new Standing(request.Kind, request.EmployerId, request.CarrierId).Check())
        {
            yield return refusal;
        }
    }
}
