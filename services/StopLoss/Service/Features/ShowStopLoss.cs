using Aso.Foundation;
using Aso.Primitives;
using Aso.StopLoss.Domain;
using Aso.StopLoss.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aso.StopLoss.Features;

/// <summary>Where an employer stands under a policy, at its business date.</summary>
internal static class ShowStopLoss
{
    /// <param name="BusinessDate">Left out before the plan is open.</param>
    /// <param name="AggregatingDeductibleLeft">What is left of it to absorb excess.</param>
    /// <param name="Members">Those with eligible payments or a notice, by id.</param>
    /// <param name="Requests">In the order in which they were made.</param>
    /// <param name="Aggregate">Left out without aggregate terms.</param>
    internal sealed record Response(
        DateOnly? BusinessDate,
        PolicyView Policy,
        Money AggregatingDeductibleLeft,
        IReadOnlyList<Member> Members,
        IReadOnlyList<RequestView> Requests,
        Receivable Receivable,
        AggregateView? Aggregate);

    /// <param name="Deductible">The member's laser, else the specific deductible; left out without specific terms.</param>
    /// <param name="Distance">What is missing to the deductible; zero when it is reached.</param>
    /// <param name="Recoverable">Of the excess, what the aggregating deductible did not absorb.</param>
    /// <param name="Notices">In order of occurrence.</param>
    internal sealed record Member(
        string MemberId, Money? Deductible, Money Eligible, Money? Distance, Money Excess, Money Recoverable, Money Reimbursable, IReadOnlyList<NoticeKind> Notices);

    internal enum RequestStatus
    {
        Undecided,
        Decided,
    }

    /// <param name="MemberId">Left out on the aggregate's.</param>
    /// <param name="Accepted">Left out while undecided.</param>
    /// <param name="Reason">Why less was accepted than asked for, in the carrier's words; left out where it gave none.</param>
    internal sealed record RequestView(
        Guid RequestId, DateOnly On, string? MemberId, Money Amount, Money? Accepted, RequestStatus Status, DateOnly? DecidedOn, string? Reason);

    /// <param name="Owed">Accepted and not yet remitted.</param>
    internal sealed record Receivable(Money Accepted, Money Remitted, Money Owed);

    /// <param name="AttachmentToDate">Monthly factors over the 1sts reached; does not know the minimum.</param>
    /// <param name="Ratio">Eligible as a percentage of the attachment to date; left out where that is zero.</param>
    /// <param name="ProjectedAttachment">Over every 1st of the period, with the coverage known now.</param>
    /// <param name="ProjectedEligible">By the end of the paid window, in proportion to days.</param>
    /// <param name="ProjectedRatio">Of the projected amounts.</param>
    internal sealed record AggregateView(
        Money AttachmentToDate, Money Eligible, Rate? Ratio, Money MinimumAttachment, Money Maximum,
        Money ProjectedAttachment, Money ProjectedEligible, Rate? ProjectedRatio, Money ProjectedReimbursement);

    public static void Map(RouteGroupBuilder stopLoss) => stopLoss.MapGet("/", HandleAsync)
        .RequireScope(Scopes.StopLossRead)
        .WithName("ShowStopLoss")
        .WithSummary("Show where an employer stands under its stop-loss policy")
        .WithDescription("Of several policies the one of policyId, else the one in force, else the latest.");

    private static async Task<Results<Ok<Response>, ProblemHttpResult>> HandleAsync(Guid employerId, Guid? policyId, StopLossDb db, CancellationToken cancel)
    {
        var today = await db.BusinessDateAsync(employerId, cancel);
        var policies = await db.Policies.AsNoTracking().Where(row => row.EmployerId == employerId).OrderBy(row => row.PeriodStart).ToListAsync(cancel);
        var policy = policyId is null ? Current(policies, today) : policies.Find(row => row.PolicyId == policyId);
        if (policy is null)
        {
            return Problems.NotFound("stop-loss policy");
        }

        var terms = policy.Terms();
        var carrier = await db.Carriers.AsNoTracking().SingleAsync(row => row.CarrierId == policy.CarrierId, cancel);
        var standings = (await db.Accumulations.AsNoTracking().Where(row => row.PolicyId == policy.PolicyId).ToListAsync(cancel)).ConvertAll(OpenPolicy.ToStanding);
        var notices = (await db.Notices.AsNoTracking().Where(row => row.PolicyId == policy.PolicyId).OrderBy(row => row.Number).ToListAsync(cancel))
            .ToLookup(row => row.MemberId, row => row.Kind, StringComparer.Ordinal);
        var requests = await db.Requests.AsNoTracking().Where(row => row.PolicyId == policy.PolicyId).OrderBy(row => row.Number).ToListAsync(cancel);
        var owed = await CarrierAccount.LoadAsync(db, employerId, policy.CarrierId, cancel);
        return TypedResults.Ok(new Response(
            today,
            PolicyView.Of(policy, carrier.Name),
            policy.AggregatingLeft,
            [.. standings.Where(member => !member.Eligible.IsZero || member.Given != NoticesGiven.None)
                .OrderBy(member => member.MemberId, StringComparer.Ordinal).Select(member => ToView(terms, member, [.. notices[member.MemberId]]))],
            requests.ConvertAll(ToView),
            new(owed.Accepted, owed.Remitted, owed.Owed),
            terms.Aggregate is null ? null : await ViewAggregateAsync(db, employerId, terms, standings, today, cancel)));
    }

    /// <summary>The policy whose period contains the business date, else the last that began, else the first to begin.</summary>
    private static PolicyRow? Current(List<PolicyRow> policies, DateOnly? today) =>
        policies.FindLast(row => row.PeriodStart <= today) ?? policies.FirstOrDefault();

    private static Member ToView(PolicyTerms terms, MemberStanding member, IReadOnlyList<NoticeKind> notices)
    {
        var deductible = terms.DeductibleOf(member.MemberId);
        return new(
            member.MemberId,
            deductible,
            member.Eligible,
            deductible is { } reach ? (reach - member.Eligible).OrZero() : null,
            member.Excess(terms.Specific),
            member.Recoverable,
            member.Reimbursable(terms.Specific),
            notices);
    }

    private static RequestView ToView(RequestRow row) => new(
        row.RequestId, row.On, row.MemberId, row.Amount, row.Accepted, row.Accepted is null ? RequestStatus.Undecided : RequestStatus.Decided, row.DecidedOn, row.Reason);

    private static async Task<AggregateView> ViewAggregateAsync(
        StopLossDb db, Guid employerId, PolicyTerms terms, List<MemberStanding> standings, DateOnly? today, CancellationToken cancel)
    {
        var employer = await db.Employers.AsNoTracking().SingleAsync(row => row.EmployerId == employerId, cancel);
        var roster = await db.RosterAsync(employerId, cancel);
        var end = terms.Period.To!.Value;
        var aggregate = terms.Aggregate!;
        var eligible = Domain.Aggregate.Eligible(terms, standings);
        var reached = today is { } date ? AttachmentThrough(date) : Money.Zero;
        var projectedEligible = Domain.Aggregate.ProjectedEligible(terms, eligible, today ?? DateOnly.MinValue);
        var projected = new AggregateFigures(projectedEligible, AttachmentThrough(end), aggregate.MinimumAttachment, aggregate.Maximum);
        return new(
            reached,
            eligible,
            Domain.Aggregate.Ratio(eligible, reached),
            aggregate.MinimumAttachment,
            aggregate.Maximum,
            projected.Attachment,
            projectedEligible,
            Domain.Aggregate.Ratio(projectedEligible, projected.Attachment),
            projected.Reimbursement);

        Money AttachmentThrough(DateOnly through) => Domain.Aggregate.Attachment(
            aggregate, Domain.Aggregate.FirstsOfPeriod(terms, through), roster, employer.HasMedicalPlan);
    }
}
