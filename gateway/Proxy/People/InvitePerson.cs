using Aso.Foundation;
using Aso.Gateway.Audit;
using Aso.Gateway.Sessions;
using Aso.Gateway.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Aso.Gateway.People;

/// <summary>POST /v1/people/invitations and /v1/people/{personId}/password-reset — a link by which a person sets the own password.</summary>
internal static class InvitePerson
{
    private const int DaysDefault = 7;
    private const int DaysMax = 30;

    public static void Map(IEndpointRouteBuilder people)
    {
        people.MapPost("/invitations", InviteAsync)
            .WithName("InvitePerson").WithSummary("Invite a person, who sets the own password by a link")
            .WithDescription("The link is in this answer and never shown again: hand it over in person or by a channel that is safe. It works once.")
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        people.MapPost("/{personId:guid}/password-reset", ResetAsync)
            .WithName("ResetPassword").WithSummary("Give a person a link to set a new password")
            .WithDescription("The password in use ends now, and with it every session and every earlier link. For an invited person: a new invitation.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    /// <param name="UserName">1 to 100 characters, without regard to case; unique.</param>
    /// <param name="Kind">administrator, employer or carrier.</param>
    /// <param name="EmployerId">Of an employer's person: the one that it sees.</param>
    /// <param name="CarrierId">Of a carrier's person: whose policies it sees.</param>
    /// <param name="ValidDays">How long the link works: 1 to 30 days, 7 if left out.</param>
    public sealed record InvitationRequest(string UserName, CallerKind Kind, Guid? EmployerId = null, Guid? CarrierId = null, int? ValidDays = null);

    /// <param name="ValidDays">How long the link works: 1 to 30 days, 7 if left out.</param>
    public sealed record ResetRequest(int? ValidDays = null);

    /// <param name="Link">Opens the page on which the person sets a password. Shown here once; only its hash is kept.</param>
    public sealed record PasswordLink(Guid PersonId, string UserName, Uri Link, DateTime ValidUntil);

    // No Idempotency-Key here: to give the same answer again, the link would have to be kept.
    private static async Task<Results<Created<PasswordLink>, ProblemHttpResult>> InviteAsync(
        InvitationRequest request, HttpContext http, Accounts people, AccessLog log, IOptions<AuthOptions> options, TimeProvider clock, CancellationToken cancel)
    {
        var standing = new Standing(request.Kind, request.EmployerId, request.CarrierId);
        Refusal[] refusals = [.. UserNames.Check(request.UserName), .. CheckDays(request.ValidDays), .. RegisterPerson.CheckRole(standing)];
        if (refusals.Length > 0)
        {
            return Problems.Refuse(refusals);
        }

        if (await people.AddAsync(request.UserName, password: null, standing, cancel) is not { } person)
        {
            return RegisterPerson.NameTaken;
        }

        var link = await MakeAsync(person, request.ValidDays, http, people, options.Value, clock, cancel);
        await log.WriteAsync(http, Acts.PersonInvited, About.Person(person), cancel, standing.KindName);
        return TypedResults.Created($"/v1/people/{person.PersonId}", link);
    }

    private static async Task<Results<Ok<PasswordLink>, ProblemHttpResult>> ResetAsync(
        Guid personId, ResetRequest request, HttpContext http, Accounts people, SignedInSessions sessions, AccessLog log,
        IOptions<AuthOptions> options, TimeProvider clock, CancellationToken cancel)
    {
        Refusal[] refusals = [.. CheckDays(request.ValidDays)];
        if (refusals.Length > 0)
        {
            return Problems.Refuse(refusals);
        }

        if (await people.FindAsync(personId, cancel) is not { RemovedAt: null } person)
        {
            return Problems.NotFound("person");
        }

        if (person.Status == PersonStatus.Blocked)
        {
            return Problems.Conflict("person-blocked", "personId", "Unblock the person first: a blocked one sets no password.");
        }

        person.PasswordHash = null;
        PasswordLink? link = null;
        await people.SaveAsync(
            async () =>
            {
                link = await MakeAsync(person, request.ValidDays, http, people, options.Value, clock, cancel);
                await sessions.EndAllAsync(personId, cancel);
                await log.WriteAsync(http, Acts.PasswordReset, About.Person(person), cancel);
            },
            cancel);
        return TypedResults.Ok(link);
    }

    private static async Task<PasswordLink> MakeAsync(
        PersonRow person, int? days, HttpContext http, Accounts people, AuthOptions options, TimeProvider clock, CancellationToken cancel)
    {
        var until = clock.GetUtcNow().UtcDateTime.AddDays(days ?? DaysDefault);
        var secret = await people.MakeLinkAsync(person, until, cancel);
        return new(person.PersonId, person.UserName, new Uri(options.HomeOf(http.Request), $"{SetPassword.Path.TrimStart('/')}?{SetPassword.CodeParameter}={secret}"), until);
    }

    private static IEnumerable<Refusal> CheckDays(int? days) =>
        days is < 1 or > DaysMax ? [new("valid-days-invalid", "validDays", $"Give 1 to {DaysMax} days, or leave it out for {DaysDefault}.")] : [];
}
