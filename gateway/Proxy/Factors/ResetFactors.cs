using Aso.Foundation;
using Aso.Gateway.Audit;
using Aso.Gateway.People;
using Aso.Gateway.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aso.Gateway.Factors;

/// <summary>POST /v1/people/{personId}/second-factor-reset — for somebody who has lost the device and the recovery codes.</summary>
internal static class ResetFactors
{
    public static void Map(IEndpointRouteBuilder people) =>
        people.MapPost("/{personId:guid}/second-factor-reset", HandleAsync)
            .WithName("ResetSecondFactors").WithSummary("Forget the second factors of a person who has lost them")
            .WithDescription("The authenticator app, every passkey and every recovery code are forgotten, and every session ends. Make sure beforehand, in person, who asks for it: until the person has added a new one, the password alone lets somebody in to do so.")
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<Ok<PeopleList.Person>, ProblemHttpResult>> HandleAsync(
        Guid personId, HttpContext http, Accounts people, SecondFactors factors, SignedInSessions sessions, AccessLog log, CancellationToken cancel)
    {
        if (await people.FindAsync(personId, cancel) is not { RemovedAt: null } person)
        {
            return Problems.NotFound("person");
        }

        await people.SaveAsync(
            async () =>
            {
                await factors.ClearAsync(personId, cancel);
                await sessions.EndAllAsync(personId, cancel);
                await log.WriteAsync(http, Acts.SecondFactorsReset, About.Person(person), cancel);
            },
            cancel);
        person.SecondFactorSince = null;
        return TypedResults.Ok(PeopleList.ToPerson(person));
    }
}
