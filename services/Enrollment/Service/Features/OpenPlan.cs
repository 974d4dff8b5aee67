using Aso.Enrollment.Clock;
using Aso.Enrollment.Store;
using Aso.Foundation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Aso.Enrollment.Features;

/// <summary>POST …/open: the employer's plan begins; claims, charges and the clock start with this date.</summary>
internal static class OpenPlan
{
    /// <param name="On">The first business date: in a sandbox any date, otherwise today's, which is also the default.</param>
    public sealed record Request(DateOnly? On = null);

    public static void Map(IEndpointRouteBuilder employer) =>
        employer.MapPost("/open", HandleAsync)
            .RequireScope(Scopes.EnrollmentWrite)
            .Idempotent<EnrollmentDb>()
            .WithName("OpenPlan")
            .WithSummary("Open the employer's plan on its first business date");

    private static async Task<Results<Ok<MoveClock.Reading>, ProblemHttpResult>> HandleAsync(
        Guid employerId, EnrollmentDb db, BusinessCalendar calendar, IOptions<SandboxOptions> sandbox, CancellationToken cancel, Request? request = null)
    {
        // Load.
        if (await BusinessClock.HoldAsync(db, employerId, cancel) is not { } employer)
        {
            return Answers.NoSuchEmployer;
        }

        // Decide.
        var today = calendar.Today;
        var on = request?.On ?? today;
        if (employer.State == EmployerState.Open)
        {
            return Problems.Conflict("already-open", "on", "The plan is open: read its business date with GET …/clock.");
        }

        if (on != today && !sandbox.Value.Enabled)
        {
            return Problems.Refuse(new Refusal("not-today", "on", "Outside of a sandbox a plan opens today: leave the date out."));
        }

        // Store and tell.
        await BusinessClock.MoveAsync(db, employer, on, cancel);
        await db.CommitAsync(cancel);
        return TypedResults.Ok(new MoveClock.Reading(on));
    }
}
