using Aso.Contracts.Enrollment.V1;
using Aso.Contracts.StopLoss.V1;
using Aso.Foundation;
using Aso.Primitives;
using Aso.StopLoss.Domain;
using Aso.StopLoss.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using CoverageSpan = Aso.Primitives.CoverageSpan;

namespace Aso.StopLoss.Features;

/// <summary>A carrier's policy is written for an employer. What was released before, and lies in its windows, counts from the first moment.</summary>
internal static class WritePolicy
{
    public static void Map(RouteGroupBuilder stopLoss) => stopLoss.MapPost("/policies", HandleAsync)
        .RequireScope(Scopes.StopLossWrite)
        .Idempotent<StopLossDb>()
        .WithName("WriteStopLossPolicy").WithSummary("Write a stop-loss policy for an employer");

    private static async Task<Results<Created<PolicyView>, ProblemHttpResult>> HandleAsync(
        Guid employerId, PolicyRequest request, StopLossDb db, FeedSignals signals, CancellationToken cancel)
    {
        // load
        await db.LockAsync(StopLossDb.PolicyLock, employerId, cancel);
        if (await db.Employers.FindAsync([employerId], cancel) is not { } employer)
        {
            return Problems.NotFound("employer here; where it was registered a moment ago, try again");
        }

        var roster = await db.RosterAsync(employerId, cancel);
        var checks = PolicyChecks.Of(request, TiersInUse(roster, employer.HasMedicalPlan));
        var others = await db.Policies.AsNoTracking().Where(row => row.EmployerId == employerId).ToListAsync(cancel);
        var carrier = await db.Carriers.FindAsync([checks.CarrierId], cancel);

        // decide
        Refusal[] refusals = [.. checks.Refusals, .. RefuseAgainstOthers(checks, request, employer, carrier, others)];
        if (refusals.Length > 0)
        {
            return Problems.Refuse(refusals);
        }

        var policy = ToRow(employerId, request.State, checks);
        var terms = policy.Terms();
        policy.Warnings = PolicyWarnings.Of(terms, policy.State, GroupFacts.Of(terms, employer.ExpectedMonthlyClaims, roster, employer.HasMedicalPlan));
        var books = PolicyBooks.OfNew(db, policy);
        if (await db.BusinessDateAsync(employerId, cancel) is { } today)
        {
            books.Policies[0].Book.CatchUp(await PastEvents.LoadAsync(db, policy, cancel), today);
            if (policy.IsDue(today))
            {
                await SettleAggregate.ApplyAsync(db, books.Policies[0], employer, cancel);
            }
        }

        // store and enqueue
        db.Policies.Add(policy);
        await books.StoreAsync(signals, cancel);
        db.Enqueue(employerId, new PolicyWritten
        {
            EmployerId = employerId,
            PolicyId = policy.PolicyId,
            PeriodStart = policy.PeriodStart,
            MonthlyPremium = policy.Content.Premium?.Totals(),
        });
        await db.CommitAsync(cancel);

        // respond
        return TypedResults.Created($"/v1/employers/{employerId}/stop-loss?policyId={policy.PolicyId}", PolicyView.Of(policy, carrier!.Name));
    }

    private static IEnumerable<Refusal> RefuseAgainstOthers(
        PolicyChecks checks, PolicyRequest request, EmployerRow employer, CarrierRow? carrier, List<PolicyRow> others)
    {
        if (employer.Arrangement != Arrangement.Aso)
        {
            yield return new("fully-insured", "", "The insurer bears this employer's claims: stop-loss is for the aso arrangement only.");
        }

        if (request.CarrierId is not null && carrier is null)
        {
            yield return new("unknown-carrier", "carrierId", "Register the carrier first, or send the id of one that is registered.");
        }

        var period = Basis.PeriodFrom(checks.PeriodStart);
        if (others.Any(other => Basis.PeriodFrom(other.PeriodStart).Overlaps(period)))
        {
            yield return new("policy-period-overlaps", "periodStart", "The employer has a policy for part of this period: begin when that one has ended.", StatusCodes.Status409Conflict);
        }
    }

    private static HashSet<Tier> TiersInUse(IReadOnlyCollection<CoverageSpan[]> roster, bool employerHasMedicalPlan) =>
        [.. roster.SelectMany(spans => spans.Select(span => Roster.EnrolledTier(spans, employerHasMedicalPlan, span.Dates.From))).OfType<Tier>()];

    private static PolicyRow ToRow(Guid employerId, string? state, PolicyChecks checks) => new()
    {
        PolicyId = Guid.CreateVersion7(),
        EmployerId = employerId,
        CarrierId = checks.CarrierId,
        PeriodStart = checks.PeriodStart,
        IncurredMonths = checks.Basis.IncurredMonths,
        PaidMonths = checks.Basis.PaidMonths,
        Content = checks.Content,
        State = state,
        AggregatingLeft = checks.Content.Specific?.AggregatingDeductible ?? Money.Zero,
    };
}
