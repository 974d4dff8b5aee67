using Aso.Enrollment.Clock;
using Aso.Enrollment.Store;
using Aso.Foundation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Aso.Enrollment.Features;

/// <summary>GET and POST …/clock: the employer's business date; in a sandbox it is moved forward here.</summary>
internal static class MoveClock
{
    /// <summary>Every date on the way is passed through everywhere: a slip of the keyboard must not keep the platform busy for years.</summary>
    private const int DaysPerMoveMax = 3660;

    /// <param name="Date">The business date to reach; every date on the way is passed through.</param>
    public sealed record Request(DateOnly? Date = null);

    /// <param name="BusinessDate">The date on which things happen for the employer's books.</param>
    public sealed record Reading(DateOnly BusinessDate);

    public static void Map(IEndpointRouteBuilder employer)
    {
        employer.MapGet("/clock", ReadAsync)
            .RequireScope(Scopes.EnrollmentRead)
            .WithName("GetClock")
            .WithSummary("The employer's business date");
        employer.MapPost("/clock", HandleAsync)
            .RequireScope(Scopes.EnrollmentWrite)
            .Idempotent<EnrollmentDb>()
            .WithName("MoveClock")
            .WithSummary("Move the employer's business date forward (sandbox only)");
    }

    private static async Task<Results<Ok<Reading>, ProblemHttpResult>> ReadAsync(Guid employerId, EnrollmentDb db, CancellationToken cancel)
    {
        var employer = await db.Employers.AsNoTracking().SingleOrDefaultAsync(row => row.EmployerId == employerId, cancel);
        return employer switch
        {
            null => Answers.NoSuchEmployer,
            { BusinessDate: { } date } => TypedResults.Ok(new Reading(date)),
            _ => NotOpen(),
        };
    }

    private static async Task<Results<Accepted<Reading>, ProblemHttpResult>> HandleAsync(
        Guid employerId, Request request, EnrollmentDb db, IOptions<SandboxOptions> sandbox, CancellationToken cancel)
    {
        // Load.
        if (await BusinessClock.HoldAsync(db, employerId, cancel) is not { } employer)
        {
            return Answers.NoSuchEmployer;
        }

        // Decide.
        if (!sandbox.Value.Enabled)
        {
            return Problems.NotFound("clock: outside of a sandbox business dates follow the calendar");
        }

        if (employer.BusinessDate is not { } now)
        {
            return NotOpen();
        }

        if (Refuse(now, request.Date) is { } refusal)
        {
            return Problems.Refuse(refusal);
        }

        // Store and tell.
        var to = request.Date!.Value;
        if (to > now)
        {
            await BusinessClock.MoveAsync(db, employer, to, cancel);
        }

        await db.CommitAsync(cancel);
        return TypedResults.Accepted($"/v1/employers/{employerId}/clock", new Reading(to));
    }

    private static Refusal? Refuse(DateOnly now, DateOnly? to) => to switch
    {
        null => new("required", "date", "Give the business date to reach as YYYY-MM-DD."),
        { } date when date < now => new("clock-backward", "date", $"Business time does not go back: give {now:yyyy-MM-dd} or later.", StatusCodes.Status409Conflict),
        { } date when date.DayNumber - now.DayNumber > DaysPerMoveMax => new("clock-too-far", "date", $"Move at most {DaysPerMoveMax} days at once."),
        _ => null,
    };

    private static ProblemHttpResult NotOpen() => Problems.Conflict("employer-not-open", "", "Open the employer's plan first: POST …/open.");
}
