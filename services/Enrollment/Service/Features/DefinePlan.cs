using System.Text.Json;
using Aso.Enrollment.Domain;
using Aso.Enrollment.Store;
using Aso.Foundation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aso.Enrollment.Features;

/// <summary>POST …/plans: one line of benefit, with all that prices a claim.</summary>
internal static class DefinePlan
{
    public static void Map(IEndpointRouteBuilder employer) =>
        employer.MapPost("/plans", HandleAsync)
            .RequireScope(Scopes.EnrollmentWrite)
            .Idempotent<EnrollmentDb>()
            .WithName("DefinePlan")
            .WithSummary("Define a medical, dental or disability plan");

    private static async Task<Results<Created<PlanView>, Ok<PlanView>, ProblemHttpResult>> HandleAsync(
        Guid employerId, PlanDraft request, EnrollmentDb db, CancellationToken cancel)
    {
        // Load.
        await db.LockAsync("plans", employerId, cancel);
        if (!await db.HasEmployerAsync(employerId, cancel))
        {
            return Answers.NoSuchEmployer;
        }

        var known = await db.Plans.AsNoTracking().Where(row => row.EmployerId == employerId).ToListAsync(cancel);

        // Decide.
        if (known.Find(row => row.Code == request.Code) is { } same && IsSame(same.Terms, request))
        {
            return TypedResults.Ok(PlanView.Of(same.Terms));
        }

        var checkedPlan = PlanRules.Check(request, known.Select(row => row.Code).ToHashSet(StringComparer.Ordinal));
        if (!checkedPlan.Passes(out var plan))
        {
            return checkedPlan.Objections.ToProblem();
        }

        // Store and tell.
        db.Plans.Add(new() { EmployerId = employerId, Code = plan.Code, Number = known.Count + 1, Line = plan.Line, Terms = request });
        db.Enqueue(employerId, plan.ToMessage(employerId));
        await db.CommitAsync(cancel);
        return TypedResults.Created($"/v1/employers/{employerId}/plans", PlanView.Of(request));
    }

    private static bool IsSame(PlanDraft left, PlanDraft right) =>
        JsonSerializer.Serialize(left, WireJson.Options) == JsonSerializer.Serialize(right, WireJson.Options);
}
